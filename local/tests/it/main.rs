//! Tests of the hub from outside, in one binary.
//!
//! `contract` drives the AWS services through the ordinary SDKs and also runs against MiniStack:
//! `HUB_BACKEND=ministack HUB_ENDPOINT=http://127.0.0.1:4566 cargo test -p local contract`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "Clippy spares only functions marked as tests; everything here serves them"
)]

mod contract;
mod system;
mod template;
mod whole;
mod world;
