//! What a training command needs to know of a caption. Tagging needs none of it.

use captions::normal::Reading;
use domain::{CaptionAnalysis, Market};

use crate::{category, words};

/// What the model of leaves weighs in a caption, by name, with how much of it there is. `analysis`
/// is what the caption parser made of it.
pub fn leaf_features(
    caption: &str,
    market: Market,
    analysis: &CaptionAnalysis,
) -> Vec<(String, f64)> {
    let reading = Reading::new(caption, market);
    let words = words::words(&reading);
    category::with_query(
        &reading,
        &words,
        analysis,
        taxonomy::training::leaf_features,
    )
}
