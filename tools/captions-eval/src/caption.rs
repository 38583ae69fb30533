//! Lines of caption files: captions, labels and sellers' corrections.

use domain::Market;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// One line of a caption file. `expect` is missing where only predictions are wanted.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) caption: String,
    pub(crate) market: Market,
    #[serde(default)]
    pub(crate) expect: Option<Expectation>,
}

/// The fields of one caption, as labelled or as predicted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Expectation {
    pub(crate) is_offer: bool,
    /// Acceptable titles, best first.
    #[serde(default)]
    pub(crate) title: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) price: Option<Amount>,
    #[serde(default)]
    pub(crate) price_kind: Option<String>,
    #[serde(default)]
    pub(crate) price_max: Option<Number>,
    #[serde(default)]
    pub(crate) compare_at: Option<Number>,
    #[serde(default)]
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) negotiable: bool,
    #[serde(default)]
    pub(crate) sizes: Vec<String>,
    #[serde(default)]
    pub(crate) colors: Vec<String>,
    #[serde(default)]
    pub(crate) condition: Option<String>,
    #[serde(default = "yes")]
    pub(crate) in_stock: bool,
    #[serde(default)]
    pub(crate) phone: Option<String>,
    #[serde(default)]
    pub(crate) location: Option<String>,
    #[serde(default)]
    pub(crate) delivery: Option<bool>,
    #[serde(default)]
    pub(crate) category: Option<String>,
}

fn yes() -> bool {
    true
}

/// Money in major units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub(crate) amount: Number,
    pub(crate) currency: String,
}

/// What a seller corrected in one product.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Correction {
    /// The corrected field, by its name in [`Expectation`].
    pub(crate) field: String,
    /// What the parser had found, as JSON of that field.
    #[serde(default)]
    pub(crate) was: serde_json::Value,
    /// What it should be, as JSON of that field.
    #[serde(rename = "is")]
    pub(crate) value: serde_json::Value,
    pub(crate) caption: String,
    pub(crate) market: Market,
    /// Where in the caption it stands, in bytes.
    #[serde(default)]
    pub(crate) span: Option<domain::Span>,
}
