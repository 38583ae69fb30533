//! SQS event source mappings.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Feed;
use super::failures::{Verdict, verdict};
use crate::aws::names;
use crate::aws::sqs::{BATCH_LIMIT, Message, Receive, SqsError, md5_of_body, system_attributes};
use crate::flow::Happening;
use crate::host::Hosted;
use crate::template::QueueTrigger;

/// Batches of one queue in work at once, whatever the template allows: this is one machine.
const MOST_AT_ONCE: usize = 8;
/// How long one receive waits. Nothing hangs on it: messages and the stop signal end the wait.
const WAIT: Duration = Duration::from_secs(20);

/// Feeds messages to a function until the hub stops, then waits for the batches in work.
pub(super) async fn run(feed: Feed, function: Hosted, trigger: QueueTrigger) {
    let at_once = trigger
        .concurrency
        .unwrap_or(MOST_AT_ONCE)
        .min(MOST_AT_ONCE);
    let slots = Arc::new(Semaphore::new(at_once));
    let mapping = Arc::new(Mapping {
        feed,
        function,
        trigger,
    });
    let mut in_work = JoinSet::new();
    loop {
        let next = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, mapping.gather().await)
        };
        let (slot, batch) = tokio::select! {
            next = next => next,
            () = mapping.feed.stop.wait() => break,
        };
        match batch {
            Ok(batch) if batch.is_empty() => {}
            Ok(batch) => {
                let mapping = Arc::clone(&mapping);
                in_work.spawn(async move {
                    mapping.work(batch).await;
                    drop(slot);
                });
            }
            Err(error) => {
                mapping
                    .feed
                    .flow
                    .tell(Happening::Trouble(error.to_string()));
                break;
            }
        }
        while in_work.try_join_next().is_some() {}
    }
    while in_work.join_next().await.is_some() {}
}

struct Mapping {
    feed: Feed,
    function: Hosted,
    trigger: QueueTrigger,
}

impl Mapping {
    /// Receives until the batch is full or its window is over. The window opens with the first
    /// message.
    async fn gather(&self) -> Result<Vec<Message>, SqsError> {
        let mut batch = self.receive(self.trigger.batch_size, WAIT).await?;
        let end = Instant::now() + self.trigger.window;
        while !batch.is_empty() && batch.len() < self.trigger.batch_size {
            let left = end.saturating_duration_since(Instant::now());
            let more = self
                .receive(self.trigger.batch_size - batch.len(), left)
                .await?;
            if more.is_empty() {
                break;
            }
            batch.extend(more);
        }
        Ok(batch)
    }

    async fn receive(&self, most: usize, wait: Duration) -> Result<Vec<Message>, SqsError> {
        let how = Receive {
            most: most.min(BATCH_LIMIT),
            visibility: None,
            wait,
        };
        self.feed.aws.sqs.receive(&self.trigger.queue, how).await
    }

    async fn work(&self, batch: Vec<Message>) {
        let (batch, refused): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .partition(|message| self.is_wanted(message));
        // As on AWS, a message that no filter lets through is gone.
        refused.iter().for_each(|message| self.delete(message));
        if batch.is_empty() {
            return;
        }
        let records: Vec<Value> = batch
            .iter()
            .map(|message| record(message, &self.trigger.queue))
            .collect();
        let verdict = match self
            .function
            .invoke_when_free(json!({ "Records": records }))
            .await
        {
            Ok(answer) => verdict(self.trigger.report, &answer, |id| {
                batch.iter().any(|message| message.id == id)
            }),
            Err(_) => Verdict::All,
        };
        for message in &batch {
            let failed = match &verdict {
                Verdict::Done => false,
                Verdict::Some(ids) => ids.contains(&message.id),
                Verdict::All => true,
            };
            if failed {
                self.retry(message)
            } else {
                self.delete(message)
            }
        }
    }

    fn is_wanted(&self, message: &Message) -> bool {
        let filters = &self.trigger.filters;
        filters.is_empty() || {
            let body = serde_json::from_str(&message.body)
                .unwrap_or_else(|_| Value::String(message.body.clone()));
            let object = Map::from_iter([("body".to_owned(), body)]);
            filters.iter().any(|filter| filter.matches(&object))
        }
    }

    fn delete(&self, message: &Message) {
        self.note(
            self.feed
                .aws
                .sqs
                .delete(&self.trigger.queue, &message.receipt),
        );
    }

    /// Makes a failed message visible again, sooner than its queue would.
    fn retry(&self, message: &Message) {
        let sqs = &self.feed.aws.sqs;
        let delay = self.feed.retry_within;
        if sqs
            .settings(&self.trigger.queue)
            .is_ok_and(|queue| queue.visibility_timeout <= delay)
        {
            return;
        }
        match sqs.change_visibility(&self.trigger.queue, &message.receipt, delay) {
            // The function took longer than the visibility timeout: it is visible already.
            Err(SqsError::NotInFlight) => {}
            result => self.note(result),
        }
    }

    fn note(&self, result: Result<(), SqsError>) {
        if let Err(error) = result {
            self.feed.flow.tell(Happening::Trouble(error.to_string()));
        }
    }
}

/// A message as a Lambda event holds it.
fn record(message: &Message, queue_arn: &str) -> Value {
    let attributes = message.attributes.iter().map(|(name, attribute)| {
        let shown = json!({
            "stringValue": attribute.get("StringValue"),
            "binaryValue": attribute.get("BinaryValue"),
            "stringListValues": [],
            "binaryListValues": [],
            "dataType": attribute.get("DataType"),
        });
        (name.clone(), shown)
    });
    json!({
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": system_attributes(message),
        "messageAttributes": attributes.collect::<Map<_, _>>(),
        "md5OfBody": md5_of_body(&message.body),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": names::REGION,
    })
}
