//! The phrases that name things, for whoever reads captions for more than their category.

use domain::Market;

use crate::keyword::{EVERYWHERE, Meaning, bit, keywords};
use crate::source;

/// A phrase that names a thing or its maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing {
    /// The phrase as its file has it: lower case, but with accents, apostrophes and hyphens.
    pub phrase: &'static str,
    /// What it names.
    pub kind: ThingKind,
    /// How surely it names one: 10 for a plain noun.
    pub weight: u8,
    /// Where it is said.
    pub markets: Markets,
}

/// A set of markets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markets(u16);

impl Markets {
    /// Every market.
    pub const ALL: Self = Self(EVERYWHERE);

    /// Whether a market is one of them.
    #[must_use]
    pub fn has(self, market: Market) -> bool {
        self.0 & bit(market) != 0
    }
}

/// What a [`Thing`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThingKind {
    /// A thing or service: "chelsea boots".
    Noun,
    /// A make or model: "air force 1".
    Brand,
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
            weight: keyword.sense.weight,
            markets: Markets(keyword.sense.markets),
        })
    })
}
