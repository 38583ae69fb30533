//! How a choice came about and what it cost.

use std::time::Duration;

use domain::FrameScore;

/// How the pictures of one post were chosen and what that cost.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What the video is; absent for photographs and covers.
    pub video: Option<VideoFacts>,
    /// Every frame that was looked at, in time order.
    pub candidates: Vec<CandidateReport>,
    /// Reads and bytes.
    pub reads: Reads,
    /// CPU time by stage.
    pub timings: Timings,
    /// How much of the video the candidates stand for.
    pub coverage: Coverage,
    /// Photographs of a photo post that could not be used.
    pub skipped_photos: Vec<SkippedPhoto>,
}

/// A photograph that could not be used.
#[derive(Debug, Clone)]
pub struct SkippedPhoto {
    /// Its place in the post, from 0.
    pub index: u32,
    /// Why.
    pub reason: String,
}

/// What a video is.
#[derive(Debug, Clone)]
pub struct VideoFacts {
    /// Codec name, as in `H.264`.
    pub codec: &'static str,
    /// Width in pixels as shown, after rotation.
    pub width: u32,
    /// Height in pixels as shown, after rotation.
    pub height: u32,
    /// Length.
    pub duration: Duration,
    /// Coded pictures in the track (in the part of the index that was read).
    pub samples: usize,
    /// Key frames among them.
    pub key_frames: usize,
}

/// One frame that was looked at.
#[derive(Debug, Clone)]
pub struct CandidateReport {
    /// Milliseconds from the start of the video.
    pub at_ms: u64,
    /// Its score.
    pub score: FrameScore,
    /// What became of it.
    pub outcome: Outcome,
    /// A JPEG about 160 pixels wide for contact sheets, where previews were asked for.
    pub preview: Option<Vec<u8>>,
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Chosen; 0 is the primary picture.
    Chosen {
        /// Its place among the chosen.
        rank: usize,
    },
    /// Too much like a better one.
    TooSimilar {
        /// The rank of the chosen picture it resembles.
        to_rank: usize,
    },
    /// Others were better.
    Outscored,
}

/// Reads and bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reads {
    /// Size of the whole object in bytes.
    pub size: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Ranges asked for: one request each.
    pub requests: u32,
    /// Times the work had to wait for an answer: requests sent together count once.
    pub round_trips: u32,
}

/// CPU time by stage, on the calling thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timings {
    /// Reading the index and planning.
    pub index: Duration,
    /// Decoding.
    pub decode: Duration,
    /// Scoring and choosing.
    pub score: Duration,
    /// Colour conversion, rotation and scaling.
    pub scale: Duration,
    /// Encoding, placeholders and colours.
    pub encode: Duration,
}

impl Timings {
    /// All stages together.
    pub fn total(&self) -> Duration {
        self.index + self.decode + self.score + self.scale + self.encode
    }
}

/// How much of the video the candidates stand for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Coverage {
    /// Its whole length.
    #[default]
    Whole,
    /// A limit on reading, decoding or time left a part unseen.
    Partial,
}
