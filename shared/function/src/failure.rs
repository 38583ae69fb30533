//! Why one record failed, and whether trying again can help.

use std::error::Error;

/// Why one record failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Trouble that may pass. The record is delivered again.
    #[error("a passing failure")]
    Retry(#[source] Box<dyn Error + Send + Sync>),
    /// The record can't be handled, now or later. It goes on to its dead-letter queue, where a
    /// person can see and replay it.
    #[error("a lasting failure")]
    Permanent(#[source] Box<dyn Error + Send + Sync>),
}

impl Failure {
    /// A passing failure.
    pub fn retry(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(source.into())
    }

    /// A lasting failure.
    pub fn permanent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Permanent(source.into())
    }

    /// A short name for logs and metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Retry(_) => "retry",
            Self::Permanent(_) => "permanent",
        }
    }

    /// The failure of a record whose handler panicked.
    pub(crate) fn panicked(payload: &(dyn std::any::Any + Send)) -> Self {
        let said = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "without a message".to_owned());
        Self::retry(format!("the handler panicked: {said}"))
    }
}
