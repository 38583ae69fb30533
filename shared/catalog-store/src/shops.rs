//! Shops.

use domain::{Handle, Shop, Sync, TenantId};
use jiff::Timestamp;

use crate::due::{self, Waiting};
use crate::{CatalogStore, Item, StoreError, error, keys};

impl CatalogStore {
    /// A shop by its handle.
    pub async fn shop(
        &self,
        tenant: &TenantId,
        handle: &Handle,
    ) -> Result<Option<Shop>, StoreError> {
        self.get(keys::shop(tenant, handle)).await
    }

    /// Saves a shop unless the hub knows it. `true` where it is new.
    pub async fn put_new_shop(&self, shop: &Shop) -> Result<bool, StoreError> {
        self.put_new(shop_item(shop)?).await
    }

    /// The shop the hub knows by this one's handle, or this one, saved.
    pub async fn shop_or_new(&self, new: Shop) -> Result<Shop, StoreError> {
        if let Some(known) = self.shop(&new.tenant, &new.handle).await? {
            return Ok(known);
        }
        if self.put_new_shop(&new).await? {
            return Ok(new);
        }
        self.shop(&new.tenant, &new.handle)
            .await?
            .ok_or(StoreError::Conflict)
    }

    /// Saves what a look at TikTok brought: when to look next and the newest post seen.
    pub async fn record_sync(
        &self,
        tenant: &TenantId,
        handle: &Handle,
        sync: &Sync,
    ) -> Result<bool, StoreError> {
        let Sync::On { due_at, .. } = sync else {
            return Ok(false);
        };
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::shop(tenant, handle)))
            .update_expression("SET #sync = :sync, due_at = :due_at")
            .condition_expression("attribute_exists(due)")
            .expression_attribute_names("#sync", "sync")
            .expression_attribute_values(":sync", error::attribute(sync)?)
            .expression_attribute_values(":due_at", due::time(*due_at))
            .send()
            .await;
        error::unless_condition_failed("UpdateItem", answer)
    }
}

fn shop_item(shop: &Shop) -> Result<Item, StoreError> {
    let mut item = error::write(shop, keys::shop(&shop.tenant, &shop.handle))?;
    if let Some(due_at) = due_at(shop) {
        due::mark(&mut item, Waiting::Shop, &shop.tenant, due_at);
    }
    Ok(item)
}

const fn due_at(shop: &Shop) -> Option<Timestamp> {
    match shop.sync {
        Sync::Off => None,
        Sync::On { due_at, .. } => Some(due_at),
    }
}
