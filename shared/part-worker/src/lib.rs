//! Drives a worker: a received post in, the worker's own part of it saved, whatever happens.
//!
//! The worker only looks at the post and answers. Around it: what can't be read is saved as a
//! failed part at once; trouble that may pass is tried again by the queue, and on the last try
//! saved as a failed part before the message goes to its dead-letter queue, so that assembly can
//! go on without it. A panic counts as trouble that may pass.

mod worker;

pub use worker::{PartWorker, WorkError};
