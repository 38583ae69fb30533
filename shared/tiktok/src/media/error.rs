//! Why a download failed.

use crate::retry::{Failure, Retry};
use crate::transport::TransportError;

/// Why a download failed.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The address is not https, or its host is not on the list.
    #[error("downloads from {host} are not allowed")]
    HostNotAllowed {
        /// The host asked for, by the address or by a redirect.
        host: String,
    },
    /// More than three redirects.
    #[error("the download was passed on too often")]
    TooManyRedirects,
    /// The address has expired or its file is gone (400, 401, 403, 404 or 410).
    #[error("the file is no longer there (status {status})")]
    Gone {
        /// The HTTP status.
        status: u16,
    },
    /// Any other status.
    #[error("the file's server failed with status {status}")]
    Upstream {
        /// The HTTP status.
        status: u16,
    },
    /// The file is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// A page instead of a file.
    #[error("the server sent a page instead of a file")]
    Html,
    /// Neither a picture nor a video of a kind the hub reads.
    #[error("the file is neither a picture nor a video")]
    NotMedia,
    /// The connection broke and could not be taken up again.
    #[error("the download broke off after {received} bytes")]
    BrokeOff {
        /// Bytes received before.
        received: u64,
    },
    /// No usable answer.
    #[error("the file's server could not be reached")]
    Transport(#[from] TransportError),
}

impl DownloadError {
    /// Whether asking again, for the same address, may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Upstream { .. } | Self::Html | Self::Empty | Self::BrokeOff { .. } => Retry::Soon,
            Self::Transport(error) => error.retry(),
            Self::HostNotAllowed { .. }
            | Self::TooManyRedirects
            | Self::Gone { .. }
            | Self::TooLarge { .. }
            | Self::NotMedia => Retry::Never,
        }
    }
}

impl Failure for DownloadError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}
