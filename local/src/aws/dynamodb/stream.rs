//! A table's stream as Lambda sees it: records in order, as event JSON.

use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use serde_json::Value;

use super::{DynamoDb, DynamoDbError};
use crate::aws::names;
use crate::json::set;

/// What one read of the stream gave.
#[derive(Debug)]
pub(crate) struct Page {
    /// Records that say something, oldest first.
    pub(crate) records: Vec<Record>,
    /// Sequence number of the last record read, dropped ones included; `None` if there was none.
    pub(crate) last: Option<String>,
}

/// One record.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Where it stands in the stream. As text these sort like the records.
    pub(crate) sequence: String,
    /// The record as a Lambda event holds it.
    pub(crate) event: Value,
}

impl DynamoDb {
    /// Reads up to `limit` records of a table's stream after a sequence number, or from its start.
    ///
    /// Records whose images are equal are dropped: AWS makes none when a write changes nothing.
    pub(crate) fn read_stream(
        &self,
        table: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, DynamoDbError> {
        let kind = if after.is_some() {
            "AFTER_SEQUENCE_NUMBER"
        } else {
            "TRIM_HORIZON"
        };
        let iterator = self.database.get_shard_iterator(GetShardIteratorRequest {
            stream_arn: dynoxide::streams::stream_arn(table, ""),
            shard_id: dynoxide::streams::shard_id(table),
            shard_iterator_type: kind.to_owned(),
            sequence_number: after.map(str::to_owned),
        })?;
        let shard_iterator = iterator.shard_iterator.unwrap_or_default();
        let request = GetRecordsRequest {
            shard_iterator,
            limit: Some(limit),
        };
        let found = self.database.get_records(request)?.records;
        let last = found
            .last()
            .map(|record| record.dynamodb.sequence_number.clone());
        let mut records = Vec::with_capacity(found.len());
        for record in found {
            let images = &record.dynamodb;
            if images.new_image.is_some() && images.new_image == images.old_image {
                continue;
            }
            let sequence = images.sequence_number.clone();
            let mut event =
                serde_json::to_value(&record).map_err(|source| DynamoDbError::Definition {
                    table: table.to_owned(),
                    source,
                })?;
            set(&mut event, "awsRegion", names::REGION);
            set(&mut event, "eventSourceARN", names::stream_arn(table));
            records.push(Record { sequence, event });
        }
        Ok(Page { records, last })
    }
}
