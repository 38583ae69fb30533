//! Why the scraper gave nothing.

use crate::retry::{Failure, Retry};
use crate::transport::TransportError;

/// Why the scraper gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum ApifyError {
    /// The configuration names no account.
    #[error("no Apify account is configured")]
    Off,
    /// The account's token is wrong or missing rights.
    #[error("Apify does not accept the token: {kind}")]
    TokenInvalid {
        /// Apify's error type.
        kind: String,
    },
    /// The account's limit or balance is used up.
    #[error("the Apify account cannot pay for the run: {kind}")]
    Payment {
        /// Apify's error type.
        kind: String,
    },
    /// The request, the actor or the run is not what Apify knows.
    #[error("Apify refuses the request with status {status}: {kind}: {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Apify's error type.
        kind: String,
        /// Apify's words.
        message: String,
    },
    /// The run outlasts one request. It goes on, and costs, without us.
    #[error("the scraper took longer than one request may")]
    RunTimeout,
    /// The run ended without success.
    #[error("the scraper's run ended as {status}")]
    RunFailed {
        /// Apify's word for it, such as `FAILED` or `TIMED-OUT`.
        status: String,
    },
    /// A started run has not finished yet.
    #[error("the scraper is still at it")]
    Unfinished,
    /// Too many requests.
    #[error("too many requests to Apify")]
    Throttled,
    /// Apify failed.
    #[error("Apify failed with status {status}")]
    Upstream {
        /// The HTTP status.
        status: u16,
    },
    /// A page instead of JSON, or JSON of another shape.
    #[error("Apify's answer cannot be read (status {status})")]
    Malformed {
        /// The HTTP status.
        status: u16,
    },
    /// No usable answer.
    #[error("Apify could not be reached")]
    Transport(#[from] TransportError),
}

impl ApifyError {
    /// Whether asking again may help. A new run costs again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Off
            | Self::TokenInvalid { .. }
            | Self::Payment { .. }
            | Self::Refused { .. }
            | Self::RunTimeout => Retry::Never,
            Self::RunFailed { .. }
            | Self::Unfinished
            | Self::Throttled
            | Self::Upstream { .. }
            | Self::Malformed { .. } => Retry::Soon,
            Self::Transport(error) => error.retry(),
        }
    }
}

impl Failure for ApifyError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}
