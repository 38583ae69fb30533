//! What every function needs.
//!
//! A function is a value: [`Function`] takes an event's JSON and answers JSON, whoever calls it:
//! the Lambda runtime ([`run`]) or the local hub. It is built from an [`Environment`] by one of
//! [`http()`], [`queue`], [`stream`], [`stream_batches`] or [`schedule`], which keep one bad
//! record from failing its neighbours.
//!
//! Business rules and table keys stay out of here.

mod aws;
mod cursors;
mod environment;
mod failure;
mod function;
pub mod http;
mod queue;
mod run;
mod schedule;
mod stream;
mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;

pub use aws::Aws;
pub use cursors::{Cursors, InvalidCursor};
pub use environment::{Environment, Settings, StartError};
pub use failure::Failure;
pub use function::{Function, InvocationError};
pub use http::http;
pub use queue::{Delivery, queue};
pub use run::run;
pub use schedule::schedule;
pub use stream::{BatchFailure, Change, stream, stream_batches};
pub use telemetry::{count, log_levels, milliseconds};
