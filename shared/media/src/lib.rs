//! Video bytes to chosen frames to pictures. No network.
//!
//! Work goes in two steps, so that a function can wait for bytes without holding a processor and
//! run the heavy part on a blocking thread:
//!
//! 1. [`read_video`] reads the index and the byte ranges of the frames worth decoding, and nothing
//!    else, through a [`RangedSource`].
//! 2. [`pictures_of_video`] decodes them, scores them, picks the best five that differ, and makes
//!    every picture file. It is pure computation on one thread and gives the same result for the
//!    same bytes.
//!
//! [`pictures_of_photos`] and [`pictures_of_cover`] do the same for posts without a usable video.
//! Storing the files, and alt texts, are left to the caller.

mod candidates;
mod choose;
mod color;
mod decode;
mod error;
mod fetch;
mod limits;
mod make;
mod mp4;
mod photo;
mod picture_set;
mod plan;
mod report;
mod score;
mod source;
mod stopwatch;
mod video;

pub use error::{MediaError, Retry};
pub use fetch::{FetchedVideo, read_video};
pub use limits::Limits;
pub use photo::{pictures_of_cover, pictures_of_photos};
pub use picture_set::{MadeFile, MadePicture, PictureSet};
pub use report::{
    CandidateReport, Coverage, Outcome, Reads, Report, SkippedPhoto, Timings, VideoFacts,
};
pub use source::{RangedSource, SourceError};
pub use video::{Previews, pictures_of_video};
