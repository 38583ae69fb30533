//! The Insights table: what is counted. The tags that sellers post about, and what was spent of a
//! day's budget.
//!
//! The only place that knows its keys and expressions. Counts are derived from events: nothing here
//! is the truth about anything, and losing the table would lose no product. How counts fade and
//! which are kept is `domain`'s.
//!
//! | item | `pk` | `sk` |
//! |---|---|---|
//! | trends | `T#<tenant>#TRENDS#<market>` | `TRENDS` |
//! | counted post | `T#<tenant>#COUNTED#<post id>` | `COUNTED` |
//! | budget | `T#<tenant>#BUDGET#<what>#<day>` | `BUDGET` |
//!
//! A counted post is remembered for as long as its count lasts, then goes by itself, as a day's
//! budget does.

mod budgets;
mod error;
mod keys;
mod trends;

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;

pub use budgets::DailyBudget;
pub use error::InsightsError;
pub use trends::{Counted, PublishedPost};

/// An item as the AWS SDK has it.
type Item = HashMap<String, AttributeValue>;

/// Reads and writes the Insights table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct InsightsStore {
    client: Client,
    table: String,
}

impl InsightsStore {
    /// The table of this name.
    pub const fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }
}
