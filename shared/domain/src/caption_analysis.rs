//! What the caption parser finds in one caption.

use serde::{Deserialize, Serialize};

use crate::{CategorySlug, Finding, Money, PhoneNumber};

/// Everything read from one caption. A field that is not stated is `None` or empty, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptionAnalysis {
    /// Does the post offer something for sale, for hire or as a service?
    pub verdict: Finding<Verdict>,
    /// What a buyer would call the thing, 2 to 7 words.
    pub title: Option<Finding<String>>,
    /// What a buyer pays now.
    pub price: Option<Finding<Price>>,
    /// Other readings of the price, best first, for a person to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price_candidates: Vec<Finding<Price>>,
    /// The former price where a discount is stated.
    pub compare_at: Option<Finding<Money>>,
    /// English singular the price is stated for: `piece`, `pair`, `kg`, `month`, …
    pub unit: Option<Finding<String>>,
    /// `true` where the caption says the price can be talked about.
    pub negotiable: Option<Finding<bool>>,
    /// Sizes, expanded from ranges, as a buyer would read them: `41`, `XL`, `256GB`, `5x6`.
    #[serde(default)]
    pub sizes: Vec<Finding<String>>,
    /// Canonical English colour names.
    #[serde(default)]
    pub colors: Vec<Finding<String>>,
    /// New, used or refurbished, where stated.
    pub condition: Option<Finding<Condition>>,
    /// Whether it can be had now, where stated.
    pub availability: Option<Finding<Availability>>,
    /// The first phone number of the caption.
    pub phone: Option<Finding<PhoneNumber>>,
    /// The place named as shop, pick-up point or property location, as written.
    pub location: Option<Finding<String>>,
    /// Whether delivery is offered, where mentioned.
    pub delivery: Option<Finding<Delivery>>,
    /// The items, where one caption names several, each with its own price; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// A category, where a language model was asked and named one. The auto-tagger's goes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Finding<CategorySlug>>,
}

impl CaptionAnalysis {
    /// What is known of a caption of which only the verdict has been read.
    pub const fn new(verdict: Finding<Verdict>) -> Self {
        Self {
            verdict,
            title: None,
            price: None,
            price_candidates: Vec::new(),
            compare_at: None,
            unit: None,
            negotiable: None,
            sizes: Vec::new(),
            colors: Vec::new(),
            condition: None,
            availability: None,
            phone: None,
            location: None,
            delivery: None,
            items: Vec::new(),
            category: None,
        }
    }
}

/// Does the post sell anything?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It offers something, in stock or sold out.
    Offer,
    /// It sells nothing: a greeting, a giveaway, a job, a wanted notice, a joke.
    NotAnOffer,
}

/// A price as a buyer reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Price {
    /// The price, or the lowest one of a range.
    pub amount: Money,
    /// How the amount is meant.
    pub kind: PriceKind,
}

/// How a price's amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum PriceKind {
    /// This much.
    Exact,
    /// This much or more ("from", "starts at").
    From,
    /// From the amount up to `max`, in the same currency.
    Range {
        /// The upper end.
        max: Money,
    },
}

/// The state of a thing, as its seller states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Never used.
    New,
    /// Second hand.
    Used,
    /// Repaired or restored for resale.
    Refurbished,
}

/// Can it be bought now?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Yes.
    InStock,
    /// No: sold out or finished.
    SoldOut,
}

/// Does the seller deliver?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Yes, free or paid.
    Offered,
    /// No: collection only.
    Refused,
}

/// One of several items named in a caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub title: Finding<String>,
    /// Its own price, where stated.
    pub price: Option<Finding<Price>>,
}
