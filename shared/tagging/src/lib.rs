//! Category, search tags and hashtags of a caption.
//!
//! [`tag`] reads the caption; [`add_picture_colors`] and [`add_labels`] add what the pictures
//! show, [`add_category`] what a language model says. Words and categories are the taxonomy's, reading a caption is the caption parser's. No
//! I/O.

mod category;
mod hashtags;
mod languages;
mod pictures;
mod synonyms;
mod tags;
pub mod training;
mod words;

use captions::normal::Reading;
use domain::{CaptionAnalysis, Market, TagAnalysis, Verdict};

pub use pictures::{add_category, add_labels, add_picture_colors};

/// Category and search terms of one caption.
///
/// `analysis` is what the caption parser made of the same caption. A caption that offers nothing
/// has no category and no tags.
pub fn tag(caption: &str, market: Market, analysis: &CaptionAnalysis) -> TagAnalysis {
    let reading = Reading::new(caption, market);
    let hashtags = hashtags::hashtags(&reading);
    if analysis.verdict.value == Verdict::NotAnOffer {
        return TagAnalysis {
            category: None,
            google_product_category: None,
            tags: Vec::new(),
            hashtags,
            synonyms: Vec::new(),
        };
    }
    let words = words::words(&reading);
    let classification = category::classification(&reading, &words, analysis);
    let best = classification.candidates.first();
    let leaf = best.map(|best| best.leaf);
    let tags = tags::tags(analysis, leaf, &classification.named, market);
    TagAnalysis {
        category: best.and_then(|best| category::finding(&reading, best)),
        google_product_category: classification
            .google_product_category
            .or_else(|| leaf.and_then(|leaf| leaf.google_product_category())),
        synonyms: synonyms::synonyms(leaf, &classification.named, &tags, market),
        tags: tags.tags,
        hashtags,
    }
}
