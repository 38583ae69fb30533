//! One worker's part of a post: what it found, or why it could not.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaptionAnalysis, TagAnalysis, ThumbnailAnalysis};

/// A finished part of a post. A part that is not there yet is simply absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Part<T> {
    /// The worker did its work.
    Done {
        /// What it found.
        analysis: T,
        /// When it was finished.
        at: Timestamp,
    },
    /// The worker gave up for good.
    Failed {
        /// Why.
        failure: PartFailure,
        /// When it gave up.
        at: Timestamp,
    },
}

impl<T> Part<T> {
    /// The analysis, where there is one.
    pub const fn analysis(&self) -> Option<&T> {
        match self {
            Self::Done { analysis, .. } => Some(analysis),
            Self::Failed { .. } => None,
        }
    }

    /// Why it failed, where it did.
    pub const fn failure(&self) -> Option<&PartFailure> {
        match self {
            Self::Done { .. } => None,
            Self::Failed { failure, .. } => Some(failure),
        }
    }
}

/// Why a part failed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFailure {
    /// A stable code for programs.
    pub code: PartFailureCode,
    /// One sentence for the seller.
    pub detail: String,
}

/// The kinds of failure of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartFailureCode {
    /// The input can't be read: a broken video, an unknown codec.
    Unreadable,
    /// The input is over a limit.
    TooLarge,
    /// The post has nothing for this worker to work on.
    NothingToRead,
    /// The worker did not finish before the deadline.
    TimedOut,
    /// Something of ours failed on every try.
    Internal,
}

/// The three parts of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// From the caption parser.
    #[serde(
        default,
        rename = "caption_part",
        skip_serializing_if = "Option::is_none"
    )]
    pub caption: Option<Part<CaptionAnalysis>>,
    /// From the thumbnail generator.
    #[serde(
        default,
        rename = "thumbnails_part",
        skip_serializing_if = "Option::is_none"
    )]
    pub thumbnails: Option<Part<ThumbnailAnalysis>>,
    /// From the auto-tagger.
    #[serde(default, rename = "tags_part", skip_serializing_if = "Option::is_none")]
    pub tags: Option<Part<TagAnalysis>>,
}

/// The name of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartName {
    /// What the caption says.
    Caption,
    /// The pictures.
    Thumbnails,
    /// Category and tags.
    Tags,
}

impl PartName {
    /// All parts, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::Caption, Self::Thumbnails, Self::Tags];

    /// The attribute of the post item that holds the part.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Caption => "caption_part",
            Self::Thumbnails => "thumbnails_part",
            Self::Tags => "tags_part",
        }
    }
}

impl Parts {
    /// The parts no worker has finished, in either way.
    pub fn missing(&self) -> impl Iterator<Item = PartName> {
        [
            (PartName::Caption, self.caption.is_none()),
            (PartName::Thumbnails, self.thumbnails.is_none()),
            (PartName::Tags, self.tags.is_none()),
        ]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parts;

    #[test]
    fn a_part_is_named_after_its_attribute() {
        let json = serde_json::to_value(parts()).unwrap();
        let mut written: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
        let mut named = PartName::ALL.map(PartName::attribute);
        written.sort_unstable();
        named.sort_unstable();
        assert_eq!(written, named);
    }

    #[test]
    fn parts_that_are_not_there_are_missing() {
        let mut some = parts();
        assert_eq!(some.missing().count(), 0);
        some.thumbnails = None;
        some.tags = None;
        let missing: Vec<_> = some.missing().collect();
        assert_eq!(missing, [PartName::Thumbnails, PartName::Tags]);
    }
}
