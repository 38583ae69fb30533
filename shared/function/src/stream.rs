//! Functions that follow a DynamoDB stream.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use aws_lambda_events::dynamodb::{Event, EventRecord};
use aws_lambda_events::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use futures::FutureExt as _;
use lambda_runtime::LambdaEvent;
use serde::de::DeserializeOwned;
use serde_dynamo::Item;

use crate::telemetry;
use crate::{Failure, Function};

/// One changed item of the table.
#[derive(Debug, Clone)]
pub struct Change {
    /// The stream's own id of this change; the same on redelivery.
    pub id: String,
    /// When the change was made, milliseconds since 1970.
    pub at_ms: i64,
    /// The item before, unless it is new.
    pub old: Option<Item>,
    /// The item after, unless it was removed.
    pub new: Option<Item>,
    sequence_number: String,
}

impl Change {
    /// A text attribute of the item, after the change or, where it was removed, before.
    pub fn text(&self, attribute: &str) -> Option<&str> {
        match self.new.as_ref().or(self.old.as_ref())?.get(attribute)? {
            serde_dynamo::AttributeValue::S(text) => Some(text),
            _ => None,
        }
    }

    /// The item before, as a typed value.
    pub fn old_as<T: DeserializeOwned>(&self) -> Result<Option<T>, Failure> {
        self.old
            .clone()
            .map(serde_dynamo::from_item)
            .transpose()
            .map_err(Failure::permanent)
    }

    /// The item after, as a typed value.
    pub fn new_as<T: DeserializeOwned>(&self) -> Result<Option<T>, Failure> {
        self.new
            .clone()
            .map(serde_dynamo::from_item)
            .transpose()
            .map_err(Failure::permanent)
    }

    fn of(record: EventRecord) -> Self {
        let some = |item: Item| (!item.is_empty()).then_some(item);
        Self {
            id: record.event_id,
            at_ms: record
                .change
                .approximate_creation_date_time
                .timestamp_millis(),
            old: some(record.change.old_image),
            new: some(record.change.new_image),
            sequence_number: record.change.sequence_number.unwrap_or_default(),
        }
    }
}

/// Where and why a batch stopped. Everything before `index` was handled.
#[derive(Debug)]
pub struct BatchFailure {
    /// The first change that was not handled.
    pub index: usize,
    /// Why.
    pub failure: Failure,
}

/// A function that handles the changes of a batch one by one, in order.
///
/// At the first change that fails or panics the rest of the batch is left for the next delivery,
/// so that the order of changes of one item holds.
pub fn stream<H, F>(name: &'static str, handler: H) -> Function
where
    H: Fn(Change) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let handler = Arc::new(handler);
    stream_batches(name, move |changes| {
        let handler = Arc::clone(&handler);
        async move {
            for (index, change) in changes.into_iter().enumerate() {
                let work = async { handler(change).await };
                let outcome = AssertUnwindSafe(work)
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|panic| Err(Failure::panicked(&*panic)));
                outcome.map_err(|failure| BatchFailure { index, failure })?;
            }
            Ok(())
        }
    })
}

/// A function that handles the changes of a batch together.
pub fn stream_batches<H, F>(name: &'static str, handler: H) -> Function
where
    H: Fn(Vec<Change>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), BatchFailure>> + Send + 'static,
{
    let handler = Arc::new(handler);
    Function::new(name, move |event: LambdaEvent<serde_json::Value>| {
        let handler = Arc::clone(&handler);
        async move {
            let started = Instant::now();
            let batch: Event = serde_json::from_value(event.payload)?;
            let changes: Vec<Change> = batch.records.into_iter().map(Change::of).collect();
            let sequence_numbers: Vec<String> = changes
                .iter()
                .map(|change| change.sequence_number.clone())
                .collect();
            let work = async { handler(changes).await };
            let outcome = AssertUnwindSafe(work)
                .catch_unwind()
                .await
                .unwrap_or_else(|panic| {
                    Err(BatchFailure {
                        index: 0,
                        failure: Failure::panicked(&*panic),
                    })
                });
            let mut answer = DynamoDbEventResponse::default();
            if let Err(BatchFailure { index, .. }) = &outcome {
                let mut item = DynamoDbBatchItemFailure::default();
                item.item_identifier = sequence_numbers.get(*index).cloned();
                answer.batch_item_failures.push(item);
            }
            let failure = outcome.as_ref().err().map(|stopped| &stopped.failure);
            telemetry::batch(name, sequence_numbers.len(), started, failure);
            Ok(serde_json::to_value(answer)?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[tokio::test]
    async fn the_first_failure_is_the_checkpoint() {
        let function = stream("test", |change: Change| async move {
            match change.text("pk") {
                Some("bad") => Err(Failure::retry("down")),
                Some("panic") => panic!("boom"),
                _ => Ok(()),
            }
        });
        let record = |sequence: &str, pk: &str| {
            json!({
                "eventID": sequence, "eventName": "INSERT", "eventSource": "aws:dynamodb",
                "awsRegion": "eu-west-1", "eventVersion": "1.1",
                "dynamodb": {
                    "ApproximateCreationDateTime": 1_795_428_672,
                    "Keys": {"pk": {"S": pk}},
                    "NewImage": {"pk": {"S": pk}},
                    "SequenceNumber": sequence, "SizeBytes": 1,
                    "StreamViewType": "NEW_AND_OLD_IMAGES",
                },
            })
        };
        for (records, expected) in [
            (vec![record("1", "good"), record("2", "good")], json!([])),
            (
                vec![record("1", "good"), record("2", "bad")],
                json!([{"itemIdentifier": "2"}]),
            ),
            (
                vec![record("1", "panic"), record("2", "good")],
                json!([{"itemIdentifier": "1"}]),
            ),
        ] {
            let event = LambdaEvent::new(
                json!({ "Records": records }),
                lambda_runtime::Context::default(),
            );
            let answer = function.invoke(event).await.unwrap();
            assert_eq!(answer["batchItemFailures"], expected);
        }
    }
}
