//! Imports, and claims that make the same request twice the same import.

use domain::{Import, Post, PostId, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::due::{self, Waiting};
use crate::posts::STUCK_POST_NUDGE_AFTER;
use crate::{CatalogStore, StoreError, error, keys};

/// Who asked first for something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The import that is to bring it.
    pub import_id: Uuid,
    /// When that was asked for.
    pub requested_at: Timestamp,
}

impl CatalogStore {
    /// Claims `what`, a text that names one request for ever. The first claim wins and is what
    /// everybody gets back.
    pub async fn claim(
        &self,
        tenant: &TenantId,
        what: &str,
        claim: Claim,
    ) -> Result<Claim, StoreError> {
        let key = keys::claim(tenant, what);
        if self.put_new(error::write(&claim, key.clone())?).await? {
            return Ok(claim);
        }
        self.get(key).await?.ok_or(StoreError::Conflict)
    }

    /// Saves an import, unless it is there already.
    pub async fn put_import(&self, import: &Import) -> Result<(), StoreError> {
        let item = error::write(import, keys::import(&import.tenant, import.id))?;
        self.put_new(item).await.map(|_| ())
    }

    /// An import by its id.
    pub async fn import(&self, tenant: &TenantId, id: Uuid) -> Result<Option<Import>, StoreError> {
        self.get(keys::import(tenant, id)).await
    }

    /// Saves a post the hub has just heard of, unless it knows it. `true` where it is new.
    pub async fn put_post(&self, post: &Post) -> Result<bool, StoreError> {
        let mut item = error::write(post, keys::post(&post.tenant, post.id))?;
        if !post.is_settled() {
            let nudge_at = post.received_at + STUCK_POST_NUDGE_AFTER;
            due::mark(&mut item, Waiting::Post, &post.tenant, nudge_at);
        }
        self.put_new(item).await
    }

    /// A post by its id.
    pub async fn post(&self, tenant: &TenantId, id: PostId) -> Result<Option<Post>, StoreError> {
        self.get(keys::post(tenant, id)).await
    }
}
