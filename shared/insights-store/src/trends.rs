//! Trends: one item of fading counts per tenant and market, and a mark per post counted.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, CancellationReason, Put, TransactWriteItem};
use domain::{Market, PostId, TRENDS_FORGET_AFTER, TagAnalysis, TenantId, Trends};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::InsightsError;
use crate::{InsightsStore, Item, keys};

/// How often a post is counted anew because another writer came first.
const MOST_ATTEMPTS: usize = 5;
/// A mark outlasts its post's count by what clocks may differ, and more.
const MARK_LASTS: SignedDuration = SignedDuration::from_hours(TRENDS_FORGET_AFTER.as_hours() + 24);
const TRANSACTION: &str = "TransactWriteItems";

/// A post whose product was published.
#[derive(Debug, Clone, Copy)]
pub struct PublishedPost<'a> {
    /// Whose installation.
    pub tenant: &'a TenantId,
    /// The post.
    pub id: PostId,
    /// The seller's country.
    pub market: Market,
    /// Its tags.
    pub tags: &'a TagAnalysis,
    /// When its product was published.
    pub at: Timestamp,
}

/// What became of a post that was to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Its tags are counted now.
    Now,
    /// They were counted before.
    Before,
    /// It has no tags that count, or is too old to matter.
    Nothing,
}

/// The counts as they are stored.
#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredTrends {
    /// Counts the changes, from 1.
    version: u64,
    trends: Trends,
}

/// How one attempt to write ended.
enum Written {
    Now,
    /// The post was marked already.
    Before,
    /// Another writer came first.
    NotYet,
}

impl InsightsStore {
    /// What is posted about in a market; nothing where nothing was counted yet.
    pub async fn trends(&self, tenant: &TenantId, market: Market) -> Result<Trends, InsightsError> {
        let stored = self.stored_trends(tenant, market).await?;
        Ok(stored.trends)
    }

    /// Counts a post's tags, once however often it is asked to.
    ///
    /// # Errors
    /// [`InsightsError::Conflict`] where other writers came first each time.
    pub async fn count_post(
        &self,
        post: &PublishedPost<'_>,
        now: Timestamp,
    ) -> Result<Counted, InsightsError> {
        // A clock ahead of ours must not hold up the fading of all the others.
        let at = post.at.min(now);
        if now.duration_since(at) > TRENDS_FORGET_AFTER {
            return Ok(Counted::Nothing);
        }
        for _ in 0..MOST_ATTEMPTS {
            let mut stored = self.stored_trends(post.tenant, post.market).await?;
            if !stored.trends.record(post.tags, at) {
                return Ok(Counted::Nothing);
            }
            stored.version = stored.version.saturating_add(1);
            match self.write(post, at, &stored).await? {
                Written::Now => return Ok(Counted::Now),
                Written::Before => return Ok(Counted::Before),
                Written::NotYet => {}
            }
        }
        Err(InsightsError::Conflict)
    }

    async fn stored_trends(
        &self,
        tenant: &TenantId,
        market: Market,
    ) -> Result<StoredTrends, InsightsError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::trends(tenant, market)))
            .consistent_read(true)
            .send()
            .await
            .map_err(InsightsError::failed("GetItem"))?;
        let stored = answer.item.map(serde_dynamo::from_item).transpose();
        Ok(stored.map_err(InsightsError::Form)?.unwrap_or_default())
    }

    /// Writes the counts over the version before them and marks the post, both or neither.
    async fn write(
        &self,
        post: &PublishedPost<'_>,
        at: Timestamp,
        stored: &StoredTrends,
    ) -> Result<Written, InsightsError> {
        let mark = self
            .put(mark(post, at))
            .condition_expression("attribute_not_exists(pk)");
        let mut item: Item = serde_dynamo::to_item(stored).map_err(InsightsError::Form)?;
        item.extend(keys::trends(post.tenant, post.market));
        let counts = match stored.version.saturating_sub(1) {
            0 => self
                .put(item)
                .condition_expression("attribute_not_exists(pk)"),
            before => self
                .put(item)
                .condition_expression("#version = :before")
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":before", AttributeValue::N(before.to_string())),
        };
        let mut writes = Vec::with_capacity(2);
        for put in [mark, counts] {
            let put = put.build().map_err(InsightsError::failed(TRANSACTION))?;
            writes.push(TransactWriteItem::builder().put(put).build());
        }
        let answer = self
            .client
            .transact_write_items()
            .set_transact_items(Some(writes))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(Written::Now),
            Err(error) => match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    why_cancelled(cancelled.cancellation_reasons())
                        .ok_or_else(|| InsightsError::failed(TRANSACTION)(error))
                }
                _ => Err(InsightsError::failed(TRANSACTION)(error)),
            },
        }
    }

    fn put(&self, item: Item) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        Put::builder().table_name(&self.table).set_item(Some(item))
    }
}

fn mark(post: &PublishedPost<'_>, at: Timestamp) -> Item {
    let gone = at.as_second().saturating_add(MARK_LASTS.as_secs());
    let mut item = keys::counted(post.tenant, post.id);
    item.insert("expires_at".to_owned(), AttributeValue::N(gone.to_string()));
    item
}

/// What a cancelled transaction means: its first reason is about the mark, its second about the
/// counts. `None` where it is neither that the post was counted nor that another came first, such
/// as a table that is throttled.
fn why_cancelled(reasons: &[CancellationReason]) -> Option<Written> {
    let mut codes = reasons.iter().map(|reason| reason.code().unwrap_or("None"));
    match (codes.next()?, codes.next()?) {
        ("ConditionalCheckFailed", _) => Some(Written::Before),
        (_, "ConditionalCheckFailed") | ("TransactionConflict", _) | (_, "TransactionConflict") => {
            Some(Written::NotYet)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_transaction_says_whether_to_go_on() {
        for (mark, counts, expected) in [
            ("ConditionalCheckFailed", "None", "before"),
            ("ConditionalCheckFailed", "ConditionalCheckFailed", "before"),
            ("None", "ConditionalCheckFailed", "not yet"),
            ("None", "TransactionConflict", "not yet"),
            ("TransactionConflict", "None", "not yet"),
            ("None", "ThrottlingError", "failed"),
            ("None", "ValidationError", "failed"),
        ] {
            let reasons =
                [mark, counts].map(|code| CancellationReason::builder().code(code).build());
            let meant = match why_cancelled(&reasons) {
                Some(Written::Now) => "now",
                Some(Written::Before) => "before",
                Some(Written::NotYet) => "not yet",
                None => "failed",
            };
            assert_eq!(meant, expected, "{mark}, {counts}");
        }
        assert!(why_cancelled(&[]).is_none());
    }
}
