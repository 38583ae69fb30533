//! The Catalog table: shops, posts with their parts, products, imports and corrections.
//!
//! The only place that knows its keys, expressions and index. Every write can be repeated: a
//! condition tells whether it is the first. Nothing here decides anything about a product; that
//! is `domain`'s.
//!
//! | item | `pk` | `sk` |
//! |---|---|---|
//! | shop | `T#<tenant>#SHOP#<handle>` | `SHOP` |
//! | product | `T#<tenant>#SHOP#<handle>` | `PRODUCT#<post id, 20 digits>` |
//! | post | `T#<tenant>#POST#<post id>` | `POST` |
//! | import | `T#<tenant>#IMPORT#<import id>` | `IMPORT` |
//! | claim | `T#<tenant>#CLAIM#<what is claimed>` | `CLAIM` |
//! | correction | `T#<tenant>#CORRECTIONS` | `CORRECTION#<post id, 20 digits>#<field>#<digest>` |
//! | collector | `T#<tenant>#COLLECTOR` | `COLLECTOR` |
//!
//! The index `Due` holds what is to be looked at by a time: unsettled posts and shops to sync.

mod collecting;
mod corrections;
mod due;
mod error;
mod imports;
mod keys;
mod posts;
mod products;
mod shops;

pub use corrections::CorrectionPage;
pub use due::{Overdue, Reschedule};
pub use error::StoreError;
pub use imports::Claim;
pub use keys::{POST_SORT_KEY, PRODUCT_SORT_KEY_PREFIX, SHOP_SORT_KEY};
pub use posts::{STUCK_POST_NUDGE_AFTER, Saved};
pub use products::{ProductPage, ProductQuery};

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;

/// An item as the AWS SDK has it.
type Item = HashMap<String, AttributeValue>;

/// Reads and writes the Catalog table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct CatalogStore {
    client: Client,
    table: String,
}

impl CatalogStore {
    /// The table of this name.
    pub const fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    async fn get<T: serde::de::DeserializeOwned>(
        &self,
        key: Item,
    ) -> Result<Option<T>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::failed("GetItem"))?;
        answer.item.map(error::read).transpose()
    }

    /// Puts an item unless there is one with its key. `true` where it was put.
    async fn put_new(&self, item: Item) -> Result<bool, StoreError> {
        let answer = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await;
        error::unless_condition_failed("PutItem", answer)
    }
}
