//! Why a model or label service gave no usable answer.

use std::time::Duration;

/// No usable answer.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The service did not answer in time.
    #[error("no answer in time")]
    Timeout(#[source] reqwest::Error),
    /// The service could not be reached, or the connection broke.
    #[error("the service cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The service asks to wait.
    #[error("the service asks to wait")]
    Throttled {
        /// How long, where it says.
        retry_after: Option<Duration>,
    },
    /// The service failed.
    #[error("the service failed with status {status}")]
    Failed {
        /// HTTP status.
        status: u16,
    },
    /// The service refuses the request as it is: credentials, model, quota or form.
    #[error("the service refused the request with status {status}: {code}")]
    Rejected {
        /// HTTP status.
        status: u16,
        /// The service's name for the reason.
        code: String,
    },
    /// The model declined to answer, or its answer was filtered or cut short.
    #[error("the model gave no answer: {0}")]
    NoAnswer(String),
    /// The answer is not of the agreed form.
    #[error("the answer is not of the agreed form: {0}")]
    Malformed(String),
    /// The answer is larger than any honest one.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    /// The request could not be signed.
    #[error("the request cannot be signed")]
    Signing(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What helps against an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Trying again later.
    Retry,
    /// Somebody changing the configuration.
    Alert,
    /// Nothing: this caption gets no answer.
    Drop,
}

impl ModelError {
    /// What helps against it.
    pub const fn remedy(&self) -> Remedy {
        match self {
            Self::Timeout(_)
            | Self::Unreachable(_)
            | Self::Throttled { .. }
            | Self::Failed { .. } => Remedy::Retry,
            Self::Rejected { .. } | Self::Signing(_) => Remedy::Alert,
            Self::NoAnswer(_) | Self::Malformed(_) | Self::TooLarge(_) => Remedy::Drop,
        }
    }
}
