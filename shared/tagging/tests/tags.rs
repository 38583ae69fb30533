//! Search tags, hashtags and synonyms of whole captions.

use domain::{Market, TagAnalysis};
use proptest::prelude::*;

fn tagged(caption: &str, market: Market) -> TagAnalysis {
    tagging::tag(caption, market, &captions::parse(caption, market))
}

fn texts(analysis: &TagAnalysis) -> Vec<&str> {
    analysis.tags.iter().map(|tag| &*tag.text).collect()
}

const BOOTS: &str = "Gents Chelsea boots restocked 🥾🔥 pure leather\nSizes 40-45\nColours: black, \
brown\nNOW 130k‼️\nShop F-24 Mutaasa Kafeero Plaza\n📞 0701 553 218\n#TRACK #chelseaboots #fyp \
#viral";

#[test]
fn a_caption_gives_what_a_buyer_would_search_for() {
    let found = tagged(BOOTS, Market::Ug);
    let tags = texts(&found);
    for expected in ["chelsea boots", "black chelsea boots", "shoes", "engatto"] {
        assert!(
            tags.iter().any(|tag| tag.contains(expected)),
            "{expected}: {tags:?}"
        );
    }
    assert!(
        tags.iter()
            .all(|tag| !tag.contains("track") && !tag.contains("130")),
        "{tags:?}"
    );
    assert_eq!(found.hashtags, ["chelseaboots"]);
    assert_eq!(found.google_product_category, Some(187));
    assert!(
        found.synonyms.iter().any(|word| word == "viatu"),
        "{:?}",
        found.synonyms
    );
    let category = found.category.unwrap();
    assert!(
        category
            .spans
            .iter()
            .any(|span| span.text(BOOTS) == Some("Chelsea boots"))
    );
}

#[test]
fn the_markets_languages_are_spoken() {
    let bag = "Mikoba mizuri ya kike 35,000";
    assert!(texts(&tagged(bag, Market::Tz)).contains(&"mabegi"));
    let shoes = "Leather sandals 30 €, taille 36-41";
    assert!(texts(&tagged(shoes, Market::Fr)).contains(&"chaussures"));
}

#[test]
fn finer_google_categories_are_used_where_they_are_known() {
    for (caption, expected) in [
        ("Bone straight wig 20 inch 450k", 181),
        ("Brazilian bundles 18 inch 300k", 4057),
        ("Hisense 43 inch smart tv 1.1m", 404),
        ("JBL bluetooth speaker 250k", 223),
        ("PS4 games FIFA 24 120k", 1279),
        ("iPad 9th gen 64gb 1.2m", 4745),
        ("Travelling suitcase 160k", 5181),
        ("Dog food 20kg 180k", 2),
        ("Land in Luweero 6m per acre", 0),
    ] {
        let found = tagged(caption, Market::Ug)
            .google_product_category
            .unwrap_or(0);
        assert_eq!(found, expected, "{caption}");
    }
}

#[test]
fn what_sells_nothing_has_no_category() {
    let found = tagged(
        "Good morning Kampala ☀️ may your business prosper this week 🙏",
        Market::Ug,
    );
    assert_eq!(found.category, None);
    assert!(found.tags.is_empty());
}

proptest! {
    #[test]
    fn any_caption_is_tagged_without_a_panic_and_with_honest_spans(
        caption in "\\PC{0,200}",
        market in prop::sample::select(Market::ALL.to_vec()),
    ) {
        let found = tagged(&caption, market);
        for span in found.category.iter().flat_map(|category| &category.spans) {
            prop_assert!(span.text(&caption).is_some());
        }
        for hashtag in &found.hashtags {
            prop_assert!(!hashtag.eq_ignore_ascii_case("track"));
        }
    }
}
