//! The port to a language model.

use std::future::Future;

use jiff::Timestamp;

use crate::{Answer, ModelError, Prompt};

/// A language model that reads captions.
pub trait LanguageModel: Send + Sync {
    /// What the model makes of a caption, unchecked. `now` is the time requests are signed with.
    fn ask(
        &self,
        prompt: Prompt<'_>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Answer, ModelError>> + Send;
}
