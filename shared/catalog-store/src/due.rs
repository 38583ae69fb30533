//! The index `Due`: what is to be looked at by a time.
//!
//! Sparse: only unsettled posts and shops that are synced have its two attributes, `due` (what
//! kind of thing waits) and `due_at` (milliseconds since 1970).

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Handle, PostId, TenantId};
use jiff::Timestamp;

use crate::{CatalogStore, Item, StoreError, error, keys};

pub(crate) const DUE_INDEX: &str = "Due";

/// The kinds of things that wait.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Waiting {
    Post,
    Shop,
}

impl Waiting {
    pub(crate) fn attribute(self, tenant: &TenantId) -> AttributeValue {
        let kind = match self {
            Self::Post => "POST",
            Self::Shop => "SHOP",
        };
        AttributeValue::S(format!("T#{tenant}#DUE#{kind}"))
    }
}

pub(crate) fn time(at: Timestamp) -> AttributeValue {
    AttributeValue::N(at.as_millisecond().to_string())
}

/// Adds the index's attributes to an item.
pub(crate) fn mark(item: &mut Item, waiting: Waiting, tenant: &TenantId, at: Timestamp) {
    item.insert("due".to_owned(), waiting.attribute(tenant));
    item.insert("due_at".to_owned(), time(at));
}

/// What was due at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue<T> {
    /// The longest overdue first.
    pub due: Vec<T>,
}

/// A shop's next look.
#[derive(Debug, Clone, Copy)]
pub struct Reschedule {
    /// When it was due, as read before.
    pub from: Timestamp,
    /// When it is due now.
    pub to: Timestamp,
}

impl CatalogStore {
    /// Posts that were to be settled by `now`, at most `limit`.
    pub async fn overdue_posts(
        &self,
        tenant: &TenantId,
        now: Timestamp,
        limit: u16,
    ) -> Result<Overdue<PostId>, StoreError> {
        let found = self.overdue(Waiting::Post, tenant, now, limit).await?;
        let prefix = format!("T#{tenant}#POST#");
        let due = found
            .iter()
            .filter_map(|(pk, _)| PostId::parse(pk.strip_prefix(&prefix)?).ok())
            .collect();
        Ok(Overdue { due })
    }

    /// Shops that were to be synced by `now`, at most `limit`, each with the time it was due.
    pub async fn overdue_shops(
        &self,
        tenant: &TenantId,
        now: Timestamp,
        limit: u16,
    ) -> Result<Overdue<(Handle, Timestamp)>, StoreError> {
        let found = self.overdue(Waiting::Shop, tenant, now, limit).await?;
        let prefix = format!("T#{tenant}#SHOP#");
        let due = found
            .iter()
            .filter_map(|(pk, at)| Some((Handle::parse(pk.strip_prefix(&prefix)?).ok()?, *at)))
            .collect();
        Ok(Overdue { due })
    }

    async fn overdue(
        &self,
        waiting: Waiting,
        tenant: &TenantId,
        now: Timestamp,
        limit: u16,
    ) -> Result<Vec<(String, Timestamp)>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(DUE_INDEX)
            .key_condition_expression("due = :due AND due_at <= :now")
            .expression_attribute_values(":due", waiting.attribute(tenant))
            .expression_attribute_values(":now", time(now))
            .limit(i32::from(limit))
            .send()
            .await
            .map_err(StoreError::failed("Query"))?;
        Ok(answer
            .items
            .unwrap_or_default()
            .iter()
            .filter_map(entry)
            .collect())
    }

    /// Moves a shop's next look, unless somebody else did. `true` where it was moved.
    pub async fn reschedule_shop(
        &self,
        tenant: &TenantId,
        handle: &Handle,
        reschedule: Reschedule,
    ) -> Result<bool, StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::shop(tenant, handle)))
            .update_expression("SET due_at = :to, #sync.due_at = :to_text")
            .condition_expression("due_at = :from")
            .expression_attribute_names("#sync", "sync")
            .expression_attribute_values(":from", time(reschedule.from))
            .expression_attribute_values(":to", time(reschedule.to))
            .expression_attribute_values(":to_text", error::attribute(&reschedule.to)?)
            .send()
            .await;
        error::unless_condition_failed("UpdateItem", answer)
    }
}

fn entry(item: &HashMap<String, AttributeValue>) -> Option<(String, Timestamp)> {
    let pk = item.get("pk")?.as_s().ok()?.clone();
    let at = item.get("due_at")?.as_n().ok()?.parse().ok()?;
    Some((pk, Timestamp::from_millisecond(at).ok()?))
}
