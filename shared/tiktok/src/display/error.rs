//! Why the Display API answered no data.

use std::time::Duration;

use crate::retry::{Failure, Retry};
use crate::transport::TransportError;

/// The API's limit counts over one minute.
const RATE_LIMIT_WINDOW: Duration = Duration::from_secs(60);

/// Why the Display API answered no data. `log_id` is what TikTok's support asks for.
#[derive(Debug, thiserror::Error)]
pub enum DisplayError {
    /// The access token is wrong or has run out: refresh it once, then ask the seller to
    /// reconnect.
    #[error("TikTok does not accept the access token (log id {log_id})")]
    TokenInvalid {
        /// TikTok's name for the request.
        log_id: String,
    },
    /// The seller did not grant the scope: ask them to connect again.
    #[error("the seller has not granted what was asked for (log id {log_id})")]
    Scope {
        /// TikTok's name for the request.
        log_id: String,
    },
    /// More than 600 requests a minute of this app.
    #[error("too many requests of this app to TikTok")]
    RateLimited,
    /// TikTok refuses the request itself, which is a defect here.
    #[error("TikTok refuses the request: {code} (log id {log_id})")]
    BadRequest {
        /// TikTok's error code.
        code: String,
        /// TikTok's name for the request.
        log_id: String,
    },
    /// TikTok failed.
    #[error("TikTok failed with status {status}: {code}")]
    Upstream {
        /// The HTTP status.
        status: u16,
        /// TikTok's error code; empty where it gave none.
        code: String,
    },
    /// A page instead of JSON.
    #[error("TikTok answered with a page instead of data (status {status})")]
    Html {
        /// The HTTP status.
        status: u16,
    },
    /// JSON that is broken, cut off or of another shape.
    #[error("TikTok's answer cannot be read (status {status})")]
    Malformed {
        /// The HTTP status.
        status: u16,
    },
    /// No usable answer.
    #[error("TikTok could not be reached")]
    Transport(#[from] TransportError),
}

impl DisplayError {
    /// Whether asking again, with the same token, may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::TokenInvalid { .. } | Self::Scope { .. } | Self::BadRequest { .. } => {
                Retry::Never
            }
            Self::RateLimited => Retry::After(RATE_LIMIT_WINDOW),
            Self::Upstream { .. } | Self::Html { .. } | Self::Malformed { .. } => Retry::Soon,
            Self::Transport(error) => error.retry(),
        }
    }
}

impl Failure for DisplayError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}
