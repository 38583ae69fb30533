//! The client against a small HTTP server that answers as the upstreams do, well and badly.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

mod apify;
mod display;
mod media;
mod oembed;
mod short_links;
mod token;
mod upstream;
