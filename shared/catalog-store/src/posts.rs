//! Posts on their way: each write touches only its own attributes.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use domain::{Part, PartName, Post, PostFacts, PostId, PostRequest, Refusal, Stage, TenantId};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::due::{self, Waiting};
use crate::{CatalogStore, Item, StoreError, error, keys};

/// How long after it came a post that is not settled gets its events once more.
pub const STUCK_POST_NUDGE_AFTER: SignedDuration = SignedDuration::from_mins(3);
/// How many keys DynamoDB takes in one `BatchGetItem`.
const BATCH_GET_LIMIT: usize = 100;

/// Was a write the first of its kind?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Yes: it is in the table now.
    Now,
    /// No: something final was there already, and stays.
    Before,
}

impl Saved {
    const fn from_condition(held: bool) -> Self {
        if held { Self::Now } else { Self::Before }
    }
}

impl CatalogStore {
    /// Completes a post that was requested.
    pub async fn receive_post(
        &self,
        tenant: &TenantId,
        id: PostId,
        facts: PostFacts,
    ) -> Result<Saved, StoreError> {
        self.leave_requested(tenant, id, &Stage::Received(facts), "")
            .await
    }

    /// Refuses a post that was requested.
    pub async fn refuse_post(
        &self,
        tenant: &TenantId,
        id: PostId,
        refusal: Refusal,
    ) -> Result<Saved, StoreError> {
        self.leave_requested(
            tenant,
            id,
            &Stage::Refused { refusal },
            " REMOVE due, due_at",
        )
        .await
    }

    async fn leave_requested(
        &self,
        tenant: &TenantId,
        id: PostId,
        stage: &Stage,
        more: &str,
    ) -> Result<Saved, StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::post(tenant, id)))
            .update_expression(format!("SET #stage = :stage{more}"))
            .condition_expression("#stage.#stage = :requested")
            .expression_attribute_names("#stage", "stage")
            .expression_attribute_values(":stage", error::attribute(stage)?)
            .expression_attribute_values(":requested", AttributeValue::S("requested".to_owned()))
            .send()
            .await;
        error::unless_condition_failed("UpdateItem", answer).map(Saved::from_condition)
    }

    /// Gives a refused post another chance, as asked for by `request`.
    pub async fn reopen_post(
        &self,
        tenant: &TenantId,
        id: PostId,
        request: &PostRequest,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::post(tenant, id)))
            .update_expression(
                "SET #stage = :stage, #request = :request, received_at = :now, \
                 due = :due, due_at = :due_at REMOVE nudges",
            )
            .condition_expression("#stage.#stage = :refused")
            .expression_attribute_names("#stage", "stage")
            .expression_attribute_names("#request", "request")
            .expression_attribute_values(":stage", error::attribute(&Stage::Requested)?)
            .expression_attribute_values(":request", error::attribute(request)?)
            .expression_attribute_values(":now", error::attribute(&now)?)
            .expression_attribute_values(":due", Waiting::Post.attribute(tenant))
            .expression_attribute_values(":due_at", due::time(now + STUCK_POST_NUDGE_AFTER))
            .expression_attribute_values(":refused", AttributeValue::S("refused".to_owned()))
            .send()
            .await;
        error::unless_condition_failed("UpdateItem", answer).map(Saved::from_condition)
    }

    /// Saves one worker's part of a post.
    ///
    /// A part that is done stays for ever; one that failed may still be replaced by one that is
    /// done, when the worker was only late.
    pub async fn save_part<T: Serialize>(
        &self,
        tenant: &TenantId,
        id: PostId,
        name: PartName,
        part: &Part<T>,
    ) -> Result<Saved, StoreError> {
        let condition = match part {
            Part::Done { .. } => {
                "attribute_exists(pk) AND (attribute_not_exists(#part) OR #part.#status = :failed)"
            }
            Part::Failed { .. } => "attribute_exists(pk) AND attribute_not_exists(#part)",
        };
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::post(tenant, id)))
            .update_expression("SET #part = :part")
            .condition_expression(condition)
            .expression_attribute_names("#part", name.attribute())
            .expression_attribute_values(":part", error::attribute(part)?);
        if matches!(part, Part::Done { .. }) {
            update = update
                .expression_attribute_names("#status", "status")
                .expression_attribute_values(":failed", AttributeValue::S("failed".to_owned()));
        }
        let answer = update.send().await;
        error::unless_condition_failed("UpdateItem", answer).map(Saved::from_condition)
    }

    /// Has the events of an unsettled post sent once more, and looks at it again at `next`.
    pub async fn nudge_post(
        &self,
        tenant: &TenantId,
        id: PostId,
        next: Timestamp,
    ) -> Result<Saved, StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::post(tenant, id)))
            .update_expression("SET due_at = :next ADD nudges :one")
            .condition_expression("attribute_exists(due)")
            .expression_attribute_values(":next", due::time(next))
            .expression_attribute_values(":one", AttributeValue::N("1".to_owned()))
            .send()
            .await;
        error::unless_condition_failed("UpdateItem", answer).map(Saved::from_condition)
    }

    /// The posts of these ids that the table has, in no order.
    pub async fn posts(&self, tenant: &TenantId, ids: &[PostId]) -> Result<Vec<Post>, StoreError> {
        let mut posts = Vec::with_capacity(ids.len());
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        for some in ids.chunks(BATCH_GET_LIMIT) {
            let mut left: Vec<Item> = some.iter().map(|id| keys::post(tenant, *id)).collect();
            // DynamoDB may leave keys out of one answer; it always answers at least one.
            while !left.is_empty() {
                let (found, unprocessed) = self.batch_get(left).await?;
                left = unprocessed;
                for item in found {
                    posts.push(error::read(item)?);
                }
            }
        }
        Ok(posts)
    }

    async fn batch_get(&self, keys: Vec<Item>) -> Result<(Vec<Item>, Vec<Item>), StoreError> {
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .consistent_read(true)
            .build()
            .map_err(|source| StoreError::Failed {
                operation: "BatchGetItem",
                source: Box::new(source),
            })?;
        let answer = self
            .client
            .batch_get_item()
            .set_request_items(Some(HashMap::from([(self.table.clone(), wanted)])))
            .send()
            .await
            .map_err(StoreError::failed("BatchGetItem"))?;
        let found = answer
            .responses
            .and_then(|mut tables| tables.remove(&self.table));
        let left = answer
            .unprocessed_keys
            .and_then(|mut tables| tables.remove(&self.table));
        Ok((
            found.unwrap_or_default(),
            left.map(|left| left.keys).unwrap_or_default(),
        ))
    }
}
