//! What is made of one post: pictures as bytes, ready to be stored.

use domain::{
    DominantColor, FrameScore, Picture, PictureFile, PictureFormat, PictureRole, PictureSource,
    ThumbnailAnalysis,
};
use sha2::{Digest, Sha256};

use crate::report::Report;

/// The pictures of one post, best first, with everything that is to be stored.
#[derive(Debug, Clone)]
pub struct PictureSet {
    /// The chosen pictures, best first; the first is the primary one.
    pub pictures: Vec<MadePicture>,
    /// The square and the 1200×630 share picture, cut from the primary picture.
    pub share: Vec<MadeFile>,
    /// The primary picture's dominant colours, largest share first.
    pub colors: Vec<DominantColor>,
    /// How the choice came about and what it cost.
    pub report: Report,
}

impl PictureSet {
    /// Every file to store. The same content may come twice; its key is then the same.
    pub fn files(&self) -> impl Iterator<Item = &MadeFile> {
        let portraits = self.pictures.iter().flat_map(|picture| &picture.files);
        portraits.chain(&self.share)
    }

    /// What is written to the post once the files are stored in `folder`.
    pub fn analysis(&self, folder: &str, fallback_reason: Option<String>) -> ThumbnailAnalysis {
        let share = self.share.iter().map(|file| file.stored(folder));
        let pictures = self.pictures.iter().map(|picture| picture.stored(folder));
        ThumbnailAnalysis {
            pictures: pictures.collect(),
            share: share.collect(),
            colors: self.colors.clone(),
            labels: Vec::new(),
            fallback_reason,
        }
    }
}

/// One chosen frame or photograph in all its sizes.
#[derive(Debug, Clone)]
pub struct MadePicture {
    /// Where it comes from.
    pub source: PictureSource,
    /// The same picture in several widths and formats, narrowest first.
    pub files: Vec<MadeFile>,
    /// A thumbhash of the picture, base64 without padding.
    pub thumbhash: String,
    /// How the score came about; absent for photographs and covers.
    pub score: Option<FrameScore>,
}

impl MadePicture {
    fn stored(&self, folder: &str) -> Picture {
        let files = self.files.iter().map(|file| file.stored(folder));
        Picture {
            source: self.source,
            files: files.collect(),
            thumbhash: self.thumbhash.clone(),
            score: self.score,
        }
    }
}

/// One encoded picture.
#[derive(Debug, Clone)]
pub struct MadeFile {
    /// Format.
    pub format: PictureFormat,
    /// What it is for.
    pub role: PictureRole,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The encoded bytes, without metadata.
    pub bytes: Vec<u8>,
}

impl MadeFile {
    /// The object key in `folder`: named after the content, so that storing it twice changes
    /// nothing.
    pub fn key(&self, folder: &str) -> String {
        let digest = Sha256::digest(&self.bytes);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{folder}/{hex}.{}", self.format.extension())
    }

    fn stored(&self, folder: &str) -> PictureFile {
        PictureFile {
            key: self.key(folder),
            format: self.format,
            role: self.role,
            width: self.width,
            height: self.height,
            bytes: self.bytes.len() as u64,
        }
    }
}
