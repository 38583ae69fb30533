//! The countries sellers sell in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Currency;

/// A market by its ISO 3166 country code. It decides the currency where a caption names none and
/// the country of a national phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the ISO 3166 codes")]
pub enum Market {
    Ug,
    Ke,
    Tz,
    Rw,
    Ng,
    Gh,
    Za,
    Us,
    Gb,
    Id,
    Fr,
    Zm,
}

/// Not a market the hub knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a market the hub knows")]
pub struct UnknownMarket(pub String);

impl Market {
    /// Every market the hub knows.
    pub const ALL: [Self; 12] = [
        Self::Ug,
        Self::Ke,
        Self::Tz,
        Self::Rw,
        Self::Ng,
        Self::Gh,
        Self::Za,
        Self::Us,
        Self::Gb,
        Self::Id,
        Self::Fr,
        Self::Zm,
    ];

    /// The ISO 3166 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ug => "UG",
            Self::Ke => "KE",
            Self::Tz => "TZ",
            Self::Rw => "RW",
            Self::Ng => "NG",
            Self::Gh => "GH",
            Self::Za => "ZA",
            Self::Us => "US",
            Self::Gb => "GB",
            Self::Id => "ID",
            Self::Fr => "FR",
            Self::Zm => "ZM",
        }
    }

    /// The currency a bare number means there.
    pub const fn currency(self) -> Currency {
        match self {
            Self::Ug => Currency::Ugx,
            Self::Ke => Currency::Kes,
            Self::Tz => Currency::Tzs,
            Self::Rw => Currency::Rwf,
            Self::Ng => Currency::Ngn,
            Self::Gh => Currency::Ghs,
            Self::Za => Currency::Zar,
            Self::Us => Currency::Usd,
            Self::Gb => Currency::Gbp,
            Self::Id => Currency::Idr,
            Self::Fr => Currency::Eur,
            Self::Zm => Currency::Zmw,
        }
    }

    /// A market from its ISO 3166 code, any case.
    pub fn parse(code: &str) -> Result<Self, UnknownMarket> {
        Self::ALL
            .into_iter()
            .find(|market| market.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| UnknownMarket(code.to_owned()))
    }
}

impl fmt::Display for Market {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
