//! Why no pictures could be made.

use std::time::Duration;

use crate::source::SourceError;

/// Why a video, photograph or cover gave no pictures.
///
/// The text is fit to be stored with the post as the reason of the fallback. Only
/// [`MediaError::Source`] may succeed when tried again.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The bytes could not be read.
    #[error("the source could not be read")]
    Source(#[from] SourceError),
    /// The file is not an MP4 (or QuickTime) file.
    #[error("not an MP4 file: {0}")]
    NotMp4(&'static str),
    /// The file ends before its index does, or the index contradicts itself.
    #[error("damaged MP4 index: {0}")]
    DamagedIndex(&'static str),
    /// There is no video track.
    #[error("the file holds no video track")]
    NoVideoTrack,
    /// The video track holds no pictures.
    #[error("the video track is empty")]
    NoSamples,
    /// The codec is known and not supported.
    #[error("video codec {0} is not supported")]
    UnsupportedCodec(String),
    /// The codec is supported, this use of it is not.
    #[error("{codec} stream is not supported: {feature}")]
    UnsupportedStream {
        /// The codec's name.
        codec: &'static str,
        /// What the decoder said.
        feature: String,
    },
    /// No picture of the stream could be decoded.
    #[error("no frame could be decoded: {0}")]
    Undecodable(String),
    /// The index is bigger than [`Limits::index_bytes`](crate::Limits::index_bytes).
    #[error("the index takes {bytes} bytes, more than the allowed {limit}")]
    IndexTooBig {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// More than [`Limits::samples`](crate::Limits::samples).
    #[error("the video track claims {samples} samples, more than the allowed {limit}")]
    TooManySamples {
        /// How many there are said to be.
        samples: u64,
        /// The limit.
        limit: usize,
    },
    /// More than [`Limits::read_bytes`](crate::Limits::read_bytes).
    #[error("reading {bytes} bytes is needed, more than the allowed {limit}")]
    TooManyBytes {
        /// Bytes needed.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// More than [`Limits::pixels`](crate::Limits::pixels) or [`Limits::side`](crate::Limits::side).
    #[error("pictures of {width}x{height} are bigger than allowed")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Smaller than a picture anyone could use.
    #[error("pictures of {width}x{height} are too small to use")]
    TooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Longer than [`Limits::duration`](crate::Limits::duration).
    #[error("the video lasts {seconds} s, longer than the allowed {} s", limit.as_secs())]
    TooLong {
        /// Length in seconds.
        seconds: u64,
        /// The limit.
        limit: Duration,
    },
    /// More than [`Limits::memory`](crate::Limits::memory).
    #[error("about {bytes} bytes of memory are needed, more than the allowed {limit}")]
    TooMuchMemory {
        /// The estimate in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// [`Limits::cpu_time`](crate::Limits::cpu_time) ran out before any picture was made.
    #[error("no picture within {} ms of CPU time", limit.as_millis())]
    OutOfTime {
        /// The limit.
        limit: Duration,
    },
    /// A photograph's format is known and not supported, or not known at all.
    #[error("picture format {0} is not supported")]
    UnsupportedPhoto(&'static str),
    /// A photograph could not be decoded.
    #[error("the picture could not be decoded: {0}")]
    DamagedPhoto(String),
    /// A photograph is bigger than [`Limits::photo_bytes`](crate::Limits::photo_bytes).
    #[error("the picture takes {bytes} bytes, more than the allowed {limit}")]
    PhotoTooBig {
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A picture could not be encoded.
    #[error("a picture could not be encoded: {0}")]
    Encoding(String),
}

impl MediaError {
    /// Whether it says that the whole video is outside the limits, not that a part is damaged.
    pub(crate) const fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::TooManyPixels { .. } | Self::TooSmall { .. } | Self::TooMuchMemory { .. }
        )
    }

    /// Whether trying again can help.
    pub const fn retry(&self) -> Retry {
        match self {
            Self::Source(SourceError::Unavailable(_)) => Retry::MayHelp,
            _ => Retry::Useless,
        }
    }
}

/// Whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The cause was outside the file.
    MayHelp,
    /// The file itself is the cause.
    Useless,
}
