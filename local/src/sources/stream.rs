//! DynamoDB Streams event source mappings.
//!
//! One shard, so one batch at a time and strictly in order. Left out: tumbling windows, parallel
//! batches per shard, the greatest age of a record.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::Feed;
use super::checkpoints::Checkpoints;
use super::failures::{Verdict, verdict};
use crate::aws::dynamodb::stream::Record;
use crate::aws::names;
use crate::aws::sqs::Attributes;
use crate::flow::Happening;
use crate::host::Hosted;
use crate::template::{OnError, StreamTrigger};

/// Readers look by themselves this often, in case a change was not noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// Pause before the first retry; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Feeds records to a function until the hub stops.
pub(super) async fn run(
    feed: Feed,
    function: Hosted,
    trigger: StreamTrigger,
    checkpoints: Checkpoints,
) {
    let table = names::table_of_stream(&trigger.stream)
        .unwrap_or_default()
        .to_owned();
    let consumer = format!("{table}/{}", function.name());
    let mapping = Mapping {
        feed,
        function,
        trigger,
        checkpoints,
        table,
        consumer,
    };
    if let Err(trouble) = mapping.run().await {
        mapping.feed.flow.tell(Happening::Trouble(trouble));
    }
}

struct Mapping {
    feed: Feed,
    function: Hosted,
    trigger: StreamTrigger,
    checkpoints: Checkpoints,
    table: String,
    consumer: String,
}

/// A part of a batch that is still to do.
struct Piece {
    records: Vec<Record>,
    failures: u32,
}

impl Mapping {
    async fn run(&self) -> Result<(), String> {
        let mut position = self
            .checkpoints
            .load(&self.consumer)
            .map_err(|e| e.to_string())?;
        let table_changed = self.feed.aws.dynamodb.changed();
        loop {
            let changed = table_changed.notified();
            tokio::pin!(changed);
            // From here on no change is missed, not even one before the wait below.
            changed.as_mut().enable();
            let size = self.trigger.batch_size;
            let mut page = self.read(position.as_deref())?;
            if !page.records.is_empty()
                && page.records.len() < size
                && !self.trigger.window.is_zero()
            {
                tokio::select! {
                    () = tokio::time::sleep(self.trigger.window) => {}
                    () = self.feed.stop.wait() => return Ok(()),
                }
                page = self.read(position.as_deref())?;
            }
            let Some(last) = page.last else {
                tokio::select! {
                    () = &mut changed => {}
                    () = tokio::time::sleep(LOOK_AGAIN) => {}
                    () = self.feed.stop.wait() => return Ok(()),
                }
                continue;
            };
            let mut records = page.records;
            records.retain(|record| self.is_wanted(record));
            if !records.is_empty() && !self.deliver(records).await? {
                return Ok(());
            }
            self.save(&last)?;
            position = Some(last);
            if self.feed.stop.is_on() {
                return Ok(());
            }
        }
    }

    /// Delivers a batch until every record of it is done or given up; false if the hub stops first.
    async fn deliver(&self, records: Vec<Record>) -> Result<bool, String> {
        let mut pieces = VecDeque::from([Piece {
            records,
            failures: 0,
        }]);
        while let Some(piece) = pieces.pop_front() {
            let first_failed = self.invoke(&piece.records).await;
            let Some(first_failed) = first_failed else {
                self.save_last(&piece.records)?;
                continue;
            };
            let mut records = piece.records;
            let rest = records.split_off(first_failed.index);
            // What came before the first failure is done for good.
            self.save_last(&records)?;
            let bisect = self.trigger.on_error == OnError::Bisect && first_failed.is_whole;
            if bisect && rest.len() > 1 {
                let mut front = rest;
                let back = front.split_off(front.len() / 2);
                // Cutting a batch in two does not count as a try.
                pieces.push_front(Piece {
                    records: back,
                    failures: piece.failures,
                });
                pieces.push_front(Piece {
                    records: front,
                    failures: piece.failures,
                });
                continue;
            }
            let failures = if first_failed.index > 0 {
                1
            } else {
                piece.failures + 1
            };
            if self
                .trigger
                .retries
                .is_some_and(|retries| failures > retries)
            {
                self.give_up(&rest)?;
                self.save_last(&rest)?;
                continue;
            }
            let pause = FIRST_PAUSE
                .saturating_mul(1 << (failures - 1).min(16))
                .min(LONGEST_PAUSE);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.feed.stop.wait() => return Ok(false),
            }
            pieces.push_front(Piece {
                records: rest,
                failures,
            });
        }
        Ok(true)
    }

    /// Runs the function on records; `None` if all are done.
    async fn invoke(&self, records: &[Record]) -> Option<FirstFailed> {
        let events: Vec<&Value> = records.iter().map(|record| &record.event).collect();
        let answer = self
            .function
            .invoke_when_free(json!({ "Records": events }))
            .await;
        let whole = Some(FirstFailed {
            index: 0,
            is_whole: true,
        });
        let Ok(answer) = answer else { return whole };
        let is_known = |id: &str| records.iter().any(|record| record.sequence == id);
        match verdict(self.trigger.report, &answer, is_known) {
            Verdict::Done => None,
            Verdict::All => whole,
            Verdict::Some(failed) => {
                let index = records
                    .iter()
                    .position(|record| failed.contains(&record.sequence));
                index.map(|index| FirstFailed {
                    index,
                    is_whole: false,
                })
            }
        }
    }

    fn read(&self, after: Option<&str>) -> Result<crate::aws::dynamodb::stream::Page, String> {
        let dynamodb = &self.feed.aws.dynamodb;
        dynamodb
            .read_stream(&self.table, after, self.trigger.batch_size)
            .map_err(|e| e.to_string())
    }

    fn is_wanted(&self, record: &Record) -> bool {
        let filters = &self.trigger.filters;
        filters.is_empty()
            || record
                .event
                .as_object()
                .is_some_and(|event| filters.iter().any(|filter| filter.matches(event)))
    }

    fn save_last(&self, records: &[Record]) -> Result<(), String> {
        records
            .last()
            .map_or(Ok(()), |record| self.save(&record.sequence))
    }

    fn save(&self, sequence: &str) -> Result<(), String> {
        self.checkpoints
            .save(&self.consumer, sequence)
            .map_err(|e| e.to_string())
    }

    /// Tells the failure destination where the lost records stand. As on AWS the message holds their
    /// place in the stream, not the records.
    fn give_up(&self, records: &[Record]) -> Result<(), String> {
        let (Some(first), Some(last)) = (records.first(), records.last()) else {
            return Ok(());
        };
        let Some(destination) = &self.trigger.on_failure else {
            return Ok(());
        };
        let body = json!({
            "requestContext": {
                "requestId": Uuid::new_v4().to_string(),
                "functionArn": names::function_arn(self.function.name()),
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": self.trigger.retries.unwrap_or(0) + 1,
            },
            "responseContext": {
                "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled",
            },
            "version": "1.0",
            "timestamp": jiff::Timestamp::now().to_string(),
            "DDBStreamBatchInfo": {
                "shardId": "shardId-00000000000000000000-00000000",
                "startSequenceNumber": first.sequence,
                "endSequenceNumber": last.sequence,
                "batchSize": records.len(),
                "streamArn": self.trigger.stream,
            },
        });
        let sent = self
            .feed
            .aws
            .sqs
            .send(destination, body.to_string(), Attributes::new(), None);
        let message = sent.map_err(|error| error.to_string())?;
        let queue = names::last_part(destination).to_owned();
        self.feed.flow.tell(Happening::DeadLettered {
            queue,
            message: message.id,
        });
        Ok(())
    }
}

struct FirstFailed {
    index: usize,
    /// Whether the function failed as a whole instead of naming a record.
    is_whole: bool,
}
