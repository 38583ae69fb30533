//! SQS errors, with the names that the SDKs know.

use crate::store::StoreError;

/// Why an SQS call failed.
#[derive(Debug, thiserror::Error)]
pub enum SqsError {
    /// No queue of that name, URL or ARN.
    #[error("The specified queue does not exist.")]
    NoSuchQueue,
    /// A receipt handle that SQS never gave.
    #[error("The input receipt handle is invalid.")]
    InvalidReceipt,
    /// The message is visible, deleted, or was received again since.
    #[error("The message referred to is not in flight.")]
    NotInFlight,
    /// A value that is out of range.
    #[error("{0}")]
    InvalidParameter(&'static str),
    /// A needed parameter is not there.
    #[error("The request must contain the parameter {0}.")]
    MissingParameter(&'static str),
    /// A batch without entries.
    #[error("There should be at least one entry in the request.")]
    EmptyBatch,
    /// A batch of more than ten.
    #[error("Maximum number of entries per request are 10.")]
    TooManyEntries,
    /// Two entries of one batch have the same id.
    #[error("Two or more batch entries in the request have the same Id.")]
    SameIds,
    /// A move task's source is not a dead-letter queue, or its target is wrong.
    #[error("{0}")]
    Unsupported(&'static str),
    /// An action that the hub does not have.
    #[error("The action {0} is not valid for this web service.")]
    UnknownAction(String),
    /// The database failed.
    #[error("The hub could not store the change.")]
    Store(#[from] StoreError),
}

impl SqsError {
    /// The error's name in the JSON protocol.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NoSuchQueue => "QueueDoesNotExist",
            Self::InvalidReceipt => "ReceiptHandleIsInvalid",
            Self::NotInFlight => "MessageNotInflight",
            Self::InvalidParameter(_) => "InvalidParameterValue",
            Self::MissingParameter(_) => "MissingParameter",
            Self::EmptyBatch => "EmptyBatchRequest",
            Self::TooManyEntries => "TooManyEntriesInBatchRequest",
            Self::SameIds => "BatchEntryIdsNotDistinct",
            Self::Unsupported(_) => "UnsupportedOperation",
            Self::UnknownAction(_) => "InvalidAction",
            Self::Store(_) => "InternalFailure",
        }
    }

    /// Its name in the old query protocol, which the SDKs still read from a header.
    pub(crate) fn query_code(&self) -> String {
        match self {
            Self::NoSuchQueue => "AWS.SimpleQueueService.NonExistentQueue".to_owned(),
            Self::InvalidReceipt | Self::InvalidParameter(_) | Self::MissingParameter(_) => {
                self.code().to_owned()
            }
            other => format!("AWS.SimpleQueueService.{}", other.code()),
        }
    }

    /// Whether the caller is at fault.
    pub(crate) fn status(&self) -> http::StatusCode {
        match self {
            Self::Store(_) => http::StatusCode::INTERNAL_SERVER_ERROR,
            _ => http::StatusCode::BAD_REQUEST,
        }
    }
}
