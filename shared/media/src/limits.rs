//! What one post may cost.
//!
//! Every limit has its own [`MediaError`](crate::MediaError), so that a log line says which one
//! was hit. The defaults fit a function of 512 MB with a minute of time.

use std::time::Duration;

/// The shorter side of the smallest picture that is of any use, in pixels.
pub(crate) const MIN_SIDE: u32 = 64;

/// Upper bounds for one video or one set of photographs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the video's index (`moov`, all `moof`s): 16 MiB holds hours of samples.
    pub index_bytes: u64,
    /// Bytes read from the source in all, the index included.
    pub read_bytes: u64,
    /// Samples (coded pictures) in the video track.
    pub samples: usize,
    /// Pixels in one picture, before any cropping.
    pub pixels: u64,
    /// The longer side of one picture in pixels.
    pub side: u32,
    /// Length of the video.
    pub duration: Duration,
    /// Estimated memory in bytes: what was read, the decoder's pictures and the kept candidates.
    pub memory: u64,
    /// CPU time of decoding, scoring and encoding on the calling thread.
    pub cpu_time: Duration,
    /// Luma pixels that may be decoded only to get at a later frame, where a video has few key
    /// frames. 600 million is about 290 frames of 1080×1920.
    pub forward_pixels: u64,
    /// Photographs of a photo post that are looked at.
    pub photos: usize,
    /// Bytes of one encoded photograph or cover.
    pub photo_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            index_bytes: 16 << 20,
            read_bytes: 64 << 20,
            samples: 500_000,
            pixels: 4096 * 2304,
            side: 4096,
            duration: Duration::from_secs(60 * 60),
            memory: 256 << 20,
            cpu_time: Duration::from_secs(20),
            forward_pixels: 600_000_000,
            photos: 10,
            photo_bytes: 24 << 20,
        }
    }
}
