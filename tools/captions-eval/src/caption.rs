//! Lines of caption files.

use domain::{CaptionFields, Market};
use serde::Deserialize;

/// One line of a caption file. `expect` is missing where only predictions are wanted.
#[derive(Debug, Clone, Deserialize)]
pub struct Record {
    /// Its own in the file.
    pub id: String,
    /// The caption as posted.
    pub caption: String,
    /// Where the seller is.
    pub market: Market,
    /// What is right.
    #[serde(default)]
    pub expect: Option<CaptionFields>,
}
