//! What the thumbnail generator makes of one post.

use serde::{Deserialize, Serialize};

use crate::ImageLabel;

/// The pictures of one post, best first, and what they are like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThumbnailAnalysis {
    /// The chosen pictures, best first; the first one is the primary picture.
    pub pictures: Vec<Picture>,
    /// The square and the 1200×630 share picture, cut from the primary picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub share: Vec<PictureFile>,
    /// The primary picture's dominant colours, largest share first.
    #[serde(default)]
    pub colors: Vec<DominantColor>,
    /// What an image recognition service says the primary picture shows, where one is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<ImageLabel>,
    /// Why the pictures are not from the video, where one was given but could not be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback_reason: Option<String>,
}

/// One chosen frame or photograph in all its sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Where it comes from.
    pub source: PictureSource,
    /// The same picture in several widths and formats, narrowest first.
    pub files: Vec<PictureFile>,
    /// A thumbhash of the picture, base64 without padding: about 25 bytes that draw a placeholder.
    pub thumbhash: String,
    /// How the score came about; absent for photographs and covers taken as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<FrameScore>,
}

/// Where a picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum PictureSource {
    /// A frame of the post's video.
    Frame {
        /// Milliseconds from the start of the video.
        at_ms: u64,
    },
    /// One picture of a photo post.
    Photo {
        /// Its place in the post, from 0.
        index: u32,
    },
    /// The post's cover as TikTok serves it.
    Cover,
}

/// One stored picture file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// Its object key in the picture bucket, named after its content.
    pub key: String,
    /// Format.
    pub format: PictureFormat,
    /// What it is for.
    pub role: PictureRole,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size in bytes.
    pub bytes: u64,
}

/// A picture file's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureFormat {
    /// `image/jpeg`
    Jpeg,
    /// `image/webp`
    Webp,
}

impl PictureFormat {
    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// The usual file name ending, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }
}

/// What a picture file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureRole {
    /// The whole frame, for `srcset`.
    Portrait,
    /// A square cut, for catalogue feeds.
    Square,
    /// 1200×630, for link previews.
    Share,
}

/// Why a frame was chosen; each part is 0 to 1000, more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameScore {
    /// All together.
    pub total: u16,
    /// Detail where blur would have none.
    pub sharpness: u16,
    /// Neither too dark nor blown out.
    pub exposure: u16,
    /// Spread of light and dark.
    pub contrast: u16,
    /// Strength of colour.
    pub colorfulness: u16,
    /// A subject in the middle that stands out from the border.
    pub subject: u16,
    /// Free of text overlay and black bars.
    pub clean: u16,
}

/// A dominant colour and its share of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DominantColor {
    /// Canonical English colour name, as the caption parser uses them.
    pub name: String,
    /// `#rrggbb`.
    pub hex: String,
    /// Share of the picture in percent, the subject counting more than the border.
    pub percent: u8,
}
