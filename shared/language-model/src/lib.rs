//! A second opinion on a caption by a language model, never in charge.
//!
//! [`SecondOpinion`] asks a [`LanguageModel`] only where the caption parser is unsure, hands it
//! the caption as data, and takes nothing from the answer that does not stand in the caption. Off
//! by default, bounded by a budget per tenant and day, by a timeout and by a circuit breaker;
//! whatever fails, the parser's own answer stands. Where counters are kept and who asks is not
//! decided here.

mod answer;
mod bedrock;
mod breaker;
mod budget;
mod check;
mod endpoint;
mod error;
mod merge;
mod model;
mod open_ai;
mod prompt;
mod second_opinion;
mod signing;

pub use answer::Answer;
pub use bedrock::Bedrock;
pub use breaker::{CircuitBreaker, CircuitSettings};
pub use budget::{Budget, BudgetError, Grant};
pub use check::{Field, Refusal, RefusalReason};
pub use endpoint::{Endpoint, InvalidEndpoint};
pub use error::{ModelError, Remedy};
pub use model::LanguageModel;
pub use open_ai::OpenAi;
pub use prompt::Prompt;
pub use second_opinion::{FallbackReason, Opinion, Route, SecondOpinion, Settings, Skipped};
