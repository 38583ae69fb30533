//! Lines of caption files.

use domain::{CaptionFields, Market};
use serde::Deserialize;

/// One line of a caption file. `expect` is missing where only predictions are wanted.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) caption: String,
    pub(crate) market: Market,
    #[serde(default)]
    pub(crate) expect: Option<CaptionFields>,
}
