//! Every language says everything, with the same gaps.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

fn texts_of(language: Language) -> Vec<(String, String)> {
    let Value::Object(fields) = serde_json::to_value(language.texts()).unwrap() else {
        panic!("texts are an object");
    };
    fields
        .into_iter()
        .map(|(name, text)| (name, text.as_str().unwrap().to_owned()))
        .collect()
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|tail| tail.split_once('}').map(|(name, _)| name))
        .collect()
}

#[test]
fn translations_have_the_gaps_of_the_english_text() {
    let english = texts_of(Language::English);
    for language in Language::ALL {
        for ((name, original), (_, translated)) in english.iter().zip(texts_of(language)) {
            assert!(!translated.trim().is_empty(), "{language:?} {name}");
            assert_eq!(gaps(original), gaps(&translated), "{language:?} {name}");
        }
    }
}

#[test]
fn nothing_is_left_in_english_by_oversight() {
    let english = texts_of(Language::English);
    for language in [Language::Luganda, Language::Swahili, Language::French] {
        for ((name, original), (_, translated)) in english.iter().zip(texts_of(language)) {
            assert_ne!(original, &translated, "{language:?} {name}");
        }
    }
}

#[test]
fn the_pages_know_every_category_of_the_taxonomy() {
    for leaf in taxonomy::Leaf::ALL {
        let category = leaf.category().unwrap();
        for language in Language::ALL {
            assert!(category_name(language, &category).is_some(), "{category}");
        }
    }
}

#[test]
fn gaps_are_filled_once() {
    assert_eq!(fill("a {x} b {x}", &[("x", "1")]), "a 1 b 1");
    assert_eq!(fill("{x}", &[("x", "{y}"), ("y", "no")]), "{y}");
    assert_eq!(fill("{ {x", &[("x", "1")]), "{ {x");
    assert_eq!(fill("{unknown}", &[]), "{unknown}");
}

#[test]
fn the_market_picks_the_language() {
    assert_eq!(Language::of_market(Market::Ug), Language::English);
    assert_eq!(Language::of_market(Market::Tz), Language::Swahili);
    assert_eq!(Language::of_market(Market::Fr), Language::French);
    assert_eq!(Language::from_tag("LG"), Some(Language::Luganda));
    assert_eq!(Language::from_tag("xx"), None);
}
