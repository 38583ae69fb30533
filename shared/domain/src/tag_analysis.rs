//! What the auto-tagger finds about one post.

use serde::{Deserialize, Serialize};

use crate::{CategorySlug, Confidence, Finding};

/// Category and search terms of one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagAnalysis {
    /// The leaf of the taxonomy, `None` when nothing in the post says.
    pub category: Option<Finding<CategorySlug>>,
    /// Google product category id of the category, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub google_product_category: Option<u32>,
    /// What a buyer would search for, best first, without duplicates or hype.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// Hashtags of the post that mean something, without `#`, as written.
    #[serde(default)]
    pub hashtags: Vec<String>,
    /// Other words for the same thing, for search only; never shown.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

/// One search tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Lower-case text, such as `ankara dress`.
    pub text: String,
    /// Where it comes from.
    pub origin: TagOrigin,
}

/// Where a tag comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagOrigin {
    /// Words of the caption.
    Caption,
    /// A hashtag.
    Hashtag,
    /// The category's own words.
    Category,
    /// The pictures' dominant colours.
    Picture,
    /// Labels of an image recognition service.
    ImageLabel,
}

/// What an image recognition service sees in a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageLabel {
    /// The service's name for it, in English, such as `Dress`.
    pub name: String,
    /// How sure the service is.
    pub confidence: Confidence,
    /// Wider names for the same thing, such as `Clothing`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
}
