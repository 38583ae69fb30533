//! For tests only: a shop as sellers have them, its products, and a real table that holds them.
//!
//! No function depends on this outside its tests. The products cover what pages and the API must
//! show: every kind of price, sold-out ones, missing fields, and captions of hostile strangers.
#![expect(
    clippy::expect_used,
    reason = "test support: a sample that can't be made is a failed test"
)]

mod products;
mod table;

pub use products::{HOSTILE_CAPTION, HOSTILE_TITLE, many, post_id, product, shop, waiting};
pub use table::{broken_insights, broken_store, insights, store};
