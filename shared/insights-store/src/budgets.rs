//! Budgets: how often a tenant may have something done in a day that costs money.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::TenantId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::{InsightsError, InsightsStore, keys};

/// A day's count is of no use two days later.
const COUNT_LASTS_DAYS: i64 = 2;

/// How often each tenant may have one thing done in a day (UTC).
#[derive(Debug, Clone)]
pub struct DailyBudget {
    store: InsightsStore,
    what: &'static str,
    limit: u32,
}

impl DailyBudget {
    /// At most `limit` times a day `what`, a name that stands in the keys of the counts.
    pub const fn new(store: InsightsStore, what: &'static str, limit: u32) -> Self {
        Self { store, what, limit }
    }

    /// Takes one time from a tenant's day. `false` where all are taken. One conditional write:
    /// however many take at once, no more are given.
    pub async fn take(&self, tenant: &TenantId, day: Date) -> Result<bool, InsightsError> {
        if self.limit == 0 {
            return Ok(false);
        }
        let number = |number: i64| AttributeValue::N(number.to_string());
        let InsightsStore { client, table } = &self.store;
        let answer = client
            .update_item()
            .table_name(table)
            .set_key(Some(keys::budget(tenant, self.what, day)))
            .update_expression("ADD taken :one SET expires_at = :gone")
            .condition_expression("attribute_not_exists(taken) OR taken < :limit")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":limit", number(i64::from(self.limit)))
            .expression_attribute_values(":gone", number(gone(day)))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(InsightsError::failed("UpdateItem")(error)),
            },
        }
    }
}

/// When a day's count may go, in seconds since 1970.
fn gone(day: Date) -> i64 {
    let midnight = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
    let start = midnight.map_or(0, Timestamp::as_second);
    start.saturating_add((COUNT_LASTS_DAYS + 1) * 24 * 60 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_outlasts_its_day_everywhere() {
        let day = jiff::civil::date(2026, 11, 26);
        assert_eq!(gone(day), 1_795_910_400, "midnight of the 29th");
    }
}
