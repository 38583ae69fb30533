//! Other words for the things a caption names, for search only.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::Market;
use taxonomy::{Leaf, Named, fold};

use crate::languages::{every_word, languages};
use crate::tags::{TagList, key};

/// More synonyms than this find everything.
const MOST: usize = 14;

static GROUPS: LazyLock<Vec<Vec<(&'static str, u64)>>> = LazyLock::new(|| {
    include_str!("../data/synonyms.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let words = line
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            words.map(|word| (word, key(word))).collect()
        })
        .collect()
});

/// Each word's group, by the word's key.
static INDEX: LazyLock<HashMap<u64, usize>> = LazyLock::new(|| {
    let mut index = HashMap::new();
    for (group, words) in GROUPS.iter().enumerate() {
        for (_, key) in words {
            index.entry(*key).or_insert(group);
        }
    }
    index
});

/// Words a buyer may use for the same thing that are not among the tags.
pub(crate) fn synonyms(
    leaf: Option<Leaf>,
    named: &[Named],
    tags: &TagList,
    market: Market,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut taken = tags.keys.clone();
    let mut add = |word: &str, key: u64| {
        if found.len() < MOST && !taken.contains(&key) {
            taken.push(key);
            found.push(word.to_owned());
        }
    };
    for named in named.iter().filter(|named| Some(named.leaf) == leaf) {
        let group = groups_of(&named.phrase);
        for (word, key) in group
            .into_iter()
            .filter_map(|group| GROUPS.get(group))
            .flatten()
        {
            add(word, *key);
        }
    }
    if let Some(leaf) = leaf {
        // The category in the languages of neighbours, who read the same page.
        for word in every_word(leaf).filter(|(language, _)| neighbours(market, language)) {
            add(word.1, key(word.1));
        }
    }
    found
}

/// The group of a phrase, or else of its last or first word.
fn groups_of(phrase: &str) -> Option<usize> {
    let folded = fold(phrase);
    let whole = INDEX.get(&key(&folded));
    let last = || {
        folded
            .rsplit(' ')
            .next()
            .and_then(|word| INDEX.get(&key(word)))
    };
    let first = || {
        folded
            .split(' ')
            .next()
            .and_then(|word| INDEX.get(&key(word)))
    };
    whole.or_else(last).or_else(first).copied()
}

/// Whether buyers of a market may search in a language that is not their first.
fn neighbours(market: Market, language: &str) -> bool {
    languages(market).contains(&language)
        || match market {
            Market::Ug | Market::Rw => matches!(language, "sw" | "en"),
            Market::Id | Market::Fr | Market::Tz => language == "en",
            _ => false,
        }
}
