//! The words buyers use for each category, in the languages of each market.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::Market;
use taxonomy::Leaf;

const SOURCE: &str = include_str!("../data/category-words.txt");

/// The words of one leaf, by language code.
type Words = HashMap<(Leaf, &'static str), Vec<&'static str>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::new();
    let mut leaf = None;
    for line in SOURCE.lines() {
        if let Some(slug) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            leaf = Leaf::from_slug(slug);
        } else if let (Some(leaf), Some((language, list))) = (leaf, line.split_once(':')) {
            let list = list
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            words.entry((leaf, language)).or_default().extend(list);
        }
    }
    words
});

/// The languages buyers of a market search in, the most common first.
pub(crate) const fn languages(market: Market) -> &'static [&'static str] {
    match market {
        Market::Ug => &["en", "lg"],
        Market::Ke => &["en", "sw"],
        Market::Tz => &["sw", "en"],
        Market::Rw => &["rw", "fr", "en"],
        Market::Id => &["id"],
        Market::Fr => &["fr"],
        Market::Ng | Market::Gh | Market::Za | Market::Us | Market::Gb | Market::Zm => &["en"],
    }
}

/// What buyers of a market call a category's things.
pub(crate) fn category_words(leaf: Leaf, market: Market) -> impl Iterator<Item = &'static str> {
    languages(market)
        .iter()
        .filter_map(move |language| WORDS.get(&(leaf, *language)))
        .flatten()
        .copied()
}

/// Every word of a category with its language, in a fixed order.
pub(crate) fn every_word(leaf: Leaf) -> impl Iterator<Item = (&'static str, &'static str)> {
    ["en", "sw", "lg", "fr", "rw", "id"]
        .into_iter()
        .flat_map(move |language| {
            let words = WORDS.get(&(leaf, language)).into_iter().flatten();
            words.map(move |word| (language, *word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_words_in_every_market() {
        for leaf in Leaf::ALL {
            for market in Market::ALL {
                let some = category_words(leaf, market).next().is_some();
                assert!(some || leaf == Leaf::Other, "{} in {market}", leaf.slug());
            }
        }
    }
}
