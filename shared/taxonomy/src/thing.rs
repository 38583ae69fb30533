//! The phrases that name things, for whoever reads captions for more than their category.

use domain::Market;

use crate::keyword::{Meaning, bit, keywords};
use crate::source;

/// A phrase that names a thing or its maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing {
    /// The phrase as its file has it: lower case, but with accents, apostrophes and hyphens.
    pub phrase: &'static str,
    /// What it names.
    pub kind: ThingKind,
    /// Whether its language is said in every market; others are spoken in some.
    pub universal: bool,
    /// How surely it names one: 10 for a plain noun.
    pub weight: u8,
    markets: u16,
}

/// What a [`Thing`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThingKind {
    /// A thing or service: "chelsea boots".
    Noun,
    /// A make or model: "air force 1".
    Brand,
}

impl Thing {
    /// Whether the phrase is said in this market.
    #[must_use]
    pub fn is_said_in(&self, market: Market) -> bool {
        self.markets & bit(market) != 0
    }
}

/// Every phrase of the leaves' files that names a thing or its maker.
pub fn things() -> impl Iterator<Item = Thing> {
    let keywords = source::LEAVES
        .iter()
        .flat_map(|(leaf, source)| keywords(source, Some(*leaf)));
    keywords.filter_map(|keyword| {
        let kind = match keyword.sense.meaning {
            Meaning::Noun(_) => ThingKind::Noun,
            Meaning::Brand(_) => ThingKind::Brand,
            _ => return None,
        };
        Some(Thing {
            phrase: keyword.phrase,
            kind,
            universal: keyword.sense.home == u16::MAX,
            weight: keyword.sense.weight,
            markets: keyword.sense.markets,
        })
    })
}
