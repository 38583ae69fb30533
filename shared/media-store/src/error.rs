//! What can go wrong with the bucket.

use std::error::Error;

/// Why the bucket could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum MediaStoreError {
    /// S3 did not do it. Worth trying again.
    #[error("{operation} failed")]
    Failed {
        /// The S3 operation.
        operation: &'static str,
        /// What the SDK says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The object is not there.
    #[error("the object `{0}` is not there")]
    Missing(String),
    /// What was to be stored could not be read to its end.
    #[error("what was to be stored could not be read")]
    Source(#[source] Box<dyn Error + Send + Sync>),
}

impl MediaStoreError {
    pub(crate) fn failed<E>(operation: &'static str) -> impl Fn(E) -> Self
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        move |source| Self::Failed {
            operation,
            source: source.into(),
        }
    }
}
