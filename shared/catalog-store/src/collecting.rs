//! How far the picture collector has come.

use domain::TenantId;
use serde::{Deserialize, Serialize};

use crate::{CatalogStore, StoreError, error, keys};

#[derive(Debug, Serialize, Deserialize)]
struct Position {
    after: Option<String>,
}

impl CatalogStore {
    /// The key that the next run of the picture collector begins behind; `None` where it begins
    /// at the beginning.
    pub async fn collector_position(
        &self,
        tenant: &TenantId,
    ) -> Result<Option<String>, StoreError> {
        let position: Option<Position> = self.get(keys::collector(tenant)).await?;
        Ok(position.and_then(|position| position.after))
    }

    /// Keeps where the next run of the picture collector begins.
    pub async fn save_collector_position(
        &self,
        tenant: &TenantId,
        after: Option<String>,
    ) -> Result<(), StoreError> {
        let item = error::write(&Position { after }, keys::collector(tenant))?;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .send()
            .await
            .map_err(StoreError::failed("PutItem"))?;
        Ok(())
    }
}
