//! Why an invocation gave no answer.

use serde_json::{Value, json};
use std::error::Error;
use std::time::Duration;
use tokio::task::JoinError;

/// Why an invocation gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvokeError {
    /// All slots are taken.
    #[error("all slots of the function are taken")]
    Throttled,
    /// It took longer than the template allows.
    #[error("Task timed out after {:.2} seconds", .0.as_secs_f64())]
    TimedOut(Duration),
    /// It panicked.
    #[error("panicked: {0}")]
    Panicked(String),
    /// It answered with an error.
    #[error("{0}")]
    Failed(String),
}

impl InvokeError {
    /// From a function's own error, with its causes.
    pub(crate) fn failed(error: &(dyn Error + 'static)) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        Self::Failed(text)
    }

    /// From the early end of the function's task.
    pub(crate) fn ended(end: JoinError) -> Self {
        let Ok(payload) = end.try_into_panic() else {
            return Self::Failed("the hub is stopping".to_owned());
        };
        let text = payload.downcast_ref::<String>().cloned().or_else(|| {
            payload
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
        });
        Self::Panicked(text.unwrap_or_else(|| "without a message".to_owned()))
    }

    /// The payload that Lambda answers with in its place.
    pub(crate) fn to_json(&self) -> Value {
        let kind = match self {
            Self::Throttled => "TooManyRequestsException",
            Self::TimedOut(_) => "Sandbox.Timedout",
            Self::Panicked(_) => "Panic",
            Self::Failed(_) => "HandlerError",
        };
        json!({ "errorType": kind, "errorMessage": self.to_string() })
    }
}
