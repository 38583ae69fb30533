//! What can go wrong with the table.

use std::error::Error;

/// Why the table could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum InsightsError {
    /// DynamoDB did not do it. Worth trying again.
    #[error("{operation} failed")]
    Failed {
        /// The DynamoDB operation.
        operation: &'static str,
        /// What the SDK says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Others changed the counts each time. Worth trying again later.
    #[error("the counts were changed by other writers each time")]
    Conflict,
    /// An item is not in the form it should have.
    #[error("an item of the table can't be read or written")]
    Form(#[source] serde_dynamo::Error),
}

impl InsightsError {
    pub(crate) fn failed<E>(operation: &'static str) -> impl Fn(E) -> Self
    where
        E: Error + Send + Sync + 'static,
    {
        move |source| Self::Failed {
            operation,
            source: Box::new(source),
        }
    }
}
