//! The adapters and the whole second opinion against stand-in servers on loopback, honest and
//! hostile ones.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod failures;
mod opinion;
mod stand_in;
mod wire;
