//! Functions that take SQS messages.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures::{FutureExt as _, StreamExt as _};
use lambda_runtime::LambdaEvent;
use serde::de::DeserializeOwned;

use crate::telemetry;
use crate::{Failure, Function};

/// Records of one batch in hand at once.
const CONCURRENCY: usize = 10;

/// One delivered message.
#[derive(Debug, Clone)]
pub struct Delivery<M> {
    /// What was sent.
    pub message: M,
    /// How many times it has been delivered, from 1.
    pub attempt: u32,
}

/// A function that handles each message of a batch by itself.
///
/// A message that fails, panics or can't be read is reported as a failed item of the batch; the
/// others succeed. The queue delivers it again and, in the end, moves it to its dead-letter queue.
pub fn queue<M, H, F>(name: &'static str, handler: H) -> Function
where
    M: DeserializeOwned + Send + 'static,
    H: Fn(Delivery<M>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let handler = Arc::new(handler);
    Function::new(name, move |event: LambdaEvent<serde_json::Value>| {
        let handler = Arc::clone(&handler);
        async move {
            let batch: SqsEvent = serde_json::from_value(event.payload)?;
            let failed: Vec<String> = futures::stream::iter(batch.records)
                .map(|record| handle_one(name, Arc::clone(&handler), record))
                .buffer_unordered(CONCURRENCY)
                .filter_map(futures::future::ready)
                .collect()
                .await;
            let mut answer = SqsBatchResponse::default();
            answer.set_failures(failed);
            Ok(serde_json::to_value(answer)?)
        }
    })
}

/// Handles one message; its id where it failed.
async fn handle_one<M, H, F>(
    name: &'static str,
    handler: Arc<H>,
    record: SqsMessage,
) -> Option<String>
where
    M: DeserializeOwned,
    H: Fn(Delivery<M>) -> F,
    F: Future<Output = Result<(), Failure>>,
{
    let started = Instant::now();
    // An item without an id can't be named as failed: an empty name fails the whole batch, which
    // loses nothing.
    let id = record.message_id.clone().unwrap_or_default();
    let attempt = record
        .attributes
        .get("ApproximateReceiveCount")
        .and_then(|count| count.parse().ok())
        .unwrap_or(1);
    let outcome = match serde_json::from_str(record.body.as_deref().unwrap_or_default()) {
        Ok(message) => {
            let work = async { handler(Delivery { message, attempt }).await };
            AssertUnwindSafe(work)
                .catch_unwind()
                .await
                .unwrap_or_else(|panic| Err(Failure::panicked(&*panic)))
        }
        Err(error) => Err(Failure::permanent(error)),
    };
    telemetry::record(name, &id, attempt, started, outcome.as_ref().err());
    outcome.is_err().then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn batch(bodies: &[&str]) -> LambdaEvent<Value> {
        let records: Vec<Value> = bodies
            .iter()
            .enumerate()
            .map(|(index, body)| {
                json!({
                    "messageId": format!("m{index}"),
                    "body": body,
                    "attributes": {"ApproximateReceiveCount": "2"},
                })
            })
            .collect();
        LambdaEvent::new(
            json!({ "Records": records }),
            lambda_runtime::Context::default(),
        )
    }

    #[tokio::test]
    async fn one_bad_record_never_fails_its_batch() {
        let function = queue("test", |delivery: Delivery<u32>| async move {
            assert_eq!(delivery.attempt, 2);
            match delivery.message {
                1 => Err(Failure::retry("down")),
                2 => Err(Failure::permanent("never")),
                3 => panic!("boom"),
                _ => Ok(()),
            }
        });
        let answer = function
            .invoke(batch(&["0", "1", "2", "3", "not json", "5"]))
            .await
            .unwrap();
        let mut failed: Vec<&str> = answer["batchItemFailures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["itemIdentifier"].as_str().unwrap())
            .collect();
        failed.sort_unstable();
        assert_eq!(failed, ["m1", "m2", "m3", "m4"]);
    }

    #[tokio::test]
    async fn an_empty_batch_is_no_failure() {
        let function = queue("test", |_: Delivery<u32>| async { Ok(()) });
        let answer = function.invoke(batch(&[])).await.unwrap();
        assert_eq!(answer["batchItemFailures"], json!([]));
    }
}
