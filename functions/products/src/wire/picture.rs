//! Pictures.

use domain::{Picture, PictureFile, PictureFormat, PictureRole};
use serde::Serialize;
use utoipa::ToSchema;

/// What a picture file is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PictureUse {
    /// The whole picture.
    Portrait,
    /// A square cut, for catalogue feeds.
    Square,
    /// 1200×630, for link previews.
    Share,
}

/// One picture file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PictureFileResource {
    /// Address of the file; it never changes its content.
    #[schema(example = "/pictures/main/7711027552000786642/588ac63b11e0d5b4.jpg")]
    url: String,
    /// Media type.
    #[schema(example = "image/webp")]
    media_type: &'static str,
    /// What it is for.
    role: PictureUse,
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// Size in bytes.
    bytes: u64,
}

impl From<&PictureFile> for PictureFileResource {
    fn from(file: &PictureFile) -> Self {
        Self {
            url: address(file),
            media_type: file.format.media_type(),
            role: match file.role {
                PictureRole::Portrait => PictureUse::Portrait,
                PictureRole::Square => PictureUse::Square,
                PictureRole::Share => PictureUse::Share,
            },
            width: file.width,
            height: file.height,
            bytes: file.bytes,
        }
    }
}

/// The values of `srcset` for the whole picture, ready to be used.
#[derive(Debug, Serialize, ToSchema)]
struct SourceSets {
    /// For `image/webp`.
    webp: String,
    /// For `image/jpeg`.
    jpeg: String,
}

/// One picture in all its sizes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PictureResource {
    /// Thumbhash, base64 without padding: draws a placeholder.
    thumbhash: String,
    /// Values of `srcset`.
    srcset: SourceSets,
    /// The files, narrowest first.
    files: Vec<PictureFileResource>,
}

impl From<&Picture> for PictureResource {
    fn from(picture: &Picture) -> Self {
        Self {
            thumbhash: picture.thumbhash.clone(),
            srcset: SourceSets {
                webp: srcset(picture, PictureFormat::Webp),
                jpeg: srcset(picture, PictureFormat::Jpeg),
            },
            files: picture.files.iter().map(Into::into).collect(),
        }
    }
}

fn srcset(picture: &Picture, format: PictureFormat) -> String {
    let files: Vec<String> = picture
        .files
        .iter()
        .filter(|file| file.format == format && file.role == PictureRole::Portrait)
        .map(|file| format!("{} {}w", address(file), file.width))
        .collect();
    files.join(", ")
}

/// Pictures are served under their object keys.
fn address(file: &PictureFile) -> String {
    format!("/{}", file.key)
}
