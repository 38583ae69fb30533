//! TikTok from outside: links, oEmbed, Display API and the Apify scraper.
//!
//! One [`TikTokClient`] asks all of them and downloads what they point at. Only hosts on the
//! allow-lists are ever asked, redirects are followed by hand and checked again, and names that
//! lead into private networks are refused. Deliberately left out: storage, queues and the rules
//! of what is imported; those are the functions'.

pub mod apify;
mod client;
pub mod dataset;
pub mod display;
mod found_post;
pub mod link;
pub mod media;
pub mod oembed;
mod public_address;
mod public_dns;
pub mod retry;
pub mod short_link;
mod transport;

pub use client::{ApifyAccess, ClientConfig, ClientError, DisplayApp, TikTokClient, Timeouts};
pub use found_post::{FoundPost, Listing};
pub use transport::TransportError;
