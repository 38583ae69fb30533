//! The fields of a caption by their names.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A field of a caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names the field of `CaptionFields`")]
pub enum CaptionField {
    IsOffer,
    Title,
    Price,
    PriceKind,
    PriceMax,
    CompareAt,
    Unit,
    Negotiable,
    Sizes,
    Colors,
    Condition,
    InStock,
    Phone,
    Location,
    Delivery,
    Category,
}

/// Not a field of a caption.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no field `{0}`")]
pub struct UnknownCaptionField(pub String);

impl CaptionField {
    /// Every field, in the order of the corpus.
    pub const ALL: [Self; 16] = [
        Self::IsOffer,
        Self::Title,
        Self::Price,
        Self::PriceKind,
        Self::PriceMax,
        Self::CompareAt,
        Self::Unit,
        Self::Negotiable,
        Self::Sizes,
        Self::Colors,
        Self::Condition,
        Self::InStock,
        Self::Phone,
        Self::Location,
        Self::Delivery,
        Self::Category,
    ];

    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IsOffer => "is_offer",
            Self::Title => "title",
            Self::Price => "price",
            Self::PriceKind => "price_kind",
            Self::PriceMax => "price_max",
            Self::CompareAt => "compare_at",
            Self::Unit => "unit",
            Self::Negotiable => "negotiable",
            Self::Sizes => "sizes",
            Self::Colors => "colors",
            Self::Condition => "condition",
            Self::InStock => "in_stock",
            Self::Phone => "phone",
            Self::Location => "location",
            Self::Delivery => "delivery",
            Self::Category => "category",
        }
    }

    /// A field from its name.
    pub fn parse(name: &str) -> Result<Self, UnknownCaptionField> {
        Self::ALL
            .into_iter()
            .find(|field| field.name() == name)
            .ok_or_else(|| UnknownCaptionField(name.to_owned()))
    }
}

impl fmt::Display for CaptionField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
