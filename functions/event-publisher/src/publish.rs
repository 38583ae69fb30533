//! Sending events to the topic.

use std::collections::BTreeMap;

use aws_sdk_sns::Client;
use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use domain::Envelope;
use function::{BatchFailure, Failure};

/// The most messages SNS takes at once.
const BATCH_LIMIT: usize = 10;
/// The most bytes SNS takes at once, with room for attributes.
const BATCH_BYTES: usize = 240 * 1024;

#[derive(Debug, Clone)]
pub(crate) struct Publisher {
    client: Client,
    topic: String,
}

#[derive(Debug, thiserror::Error)]
enum PublishError {
    #[error("SNS took only some of the events: {0}")]
    Partly(String),
}

impl Publisher {
    pub(crate) const fn new(client: Client, topic: String) -> Self {
        Self { client, topic }
    }

    /// Publishes events, each with the index of the change it comes from. On failure names the
    /// first change whose events may not be out.
    pub(crate) async fn publish(&self, events: &[(usize, Envelope)]) -> Result<(), BatchFailure> {
        let mut entries = BTreeMap::new();
        let mut bytes = 0;
        for (index, envelope) in events {
            let body = serde_json::to_string(envelope)
                .map_err(|error| stop(*index, Failure::permanent(error)))?;
            if entries.len() == BATCH_LIMIT || bytes + body.len() > BATCH_BYTES {
                self.send(std::mem::take(&mut entries)).await?;
                bytes = 0;
            }
            bytes += body.len();
            let entry = entry(entries.len(), envelope, body).map_err(|f| stop(*index, f))?;
            entries.insert(entries.len(), (*index, entry));
        }
        self.send(entries).await
    }

    async fn send(
        &self,
        entries: BTreeMap<usize, (usize, PublishBatchRequestEntry)>,
    ) -> Result<(), BatchFailure> {
        let Some(first) = entries.values().map(|(index, _)| *index).min() else {
            return Ok(());
        };
        let indexes: BTreeMap<String, usize> = entries
            .values()
            .map(|(index, entry)| (entry.id().to_owned(), *index))
            .collect();
        let answer = self
            .client
            .publish_batch()
            .topic_arn(&self.topic)
            .set_publish_batch_request_entries(Some(
                entries.into_values().map(|(_, entry)| entry).collect(),
            ))
            .send()
            .await
            .map_err(|error| stop(first, Failure::retry(error)))?;
        let refused = answer
            .failed()
            .iter()
            .filter_map(|failed| Some((*indexes.get(failed.id())?, failed.code())))
            .min();
        match refused {
            None => Ok(()),
            Some((index, code)) => Err(stop(
                index,
                Failure::retry(PublishError::Partly(code.to_owned())),
            )),
        }
    }
}

const fn stop(index: usize, failure: Failure) -> BatchFailure {
    BatchFailure { index, failure }
}

/// A message with the attribute `type`, which subscriptions filter by.
fn entry(
    number: usize,
    envelope: &Envelope,
    body: String,
) -> Result<PublishBatchRequestEntry, Failure> {
    let kind = MessageAttributeValue::builder()
        .data_type("String")
        .string_value(envelope.event.type_name())
        .build()
        .map_err(Failure::permanent)?;
    PublishBatchRequestEntry::builder()
        .id(number.to_string())
        .message(body)
        .message_attributes("type", kind)
        .build()
        .map_err(Failure::permanent)
}
