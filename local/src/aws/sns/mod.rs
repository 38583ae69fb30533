//! SNS topics that deliver to the stack's own queues, in the same call as the publication.
//!
//! Left out: other protocols than SQS, creating topics and subscriptions (the template does that),
//! first-in-first-out topics.

mod protocol;

use std::sync::Arc;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::aws::names;
use crate::aws::sqs::{Attributes, Sqs, SqsError};
use crate::flow::{Flow, Happening};
use crate::json::set;
use crate::template::{Delivery, Filter, Subscription};
pub(crate) use protocol::handle;

/// Most bytes of one message.
const SIZE_LIMIT: usize = 262_144;
/// Most entries of one batch.
pub(crate) const BATCH_LIMIT: usize = 10;

/// All topics of the stack.
#[derive(Debug)]
pub struct Sns {
    topics: Vec<String>,
    subscriptions: Vec<Subscription>,
    queues: Arc<Sqs>,
    flow: Flow,
}

/// One message to publish.
#[derive(Debug, Clone)]
pub struct Publication {
    /// ARN of the topic.
    pub topic: String,
    /// Its text.
    pub message: String,
    /// Its subject, for the envelope.
    pub subject: Option<String>,
    /// Its attributes, in SQS's JSON.
    pub attributes: Attributes,
}

/// Why an SNS call failed.
#[derive(Debug, thiserror::Error)]
pub enum SnsError {
    /// No topic of that ARN.
    #[error("Topic does not exist")]
    NoSuchTopic,
    /// A value that is out of range.
    #[error("Invalid parameter: {0}")]
    InvalidParameter(&'static str),
    /// A batch without entries.
    #[error("The batch request doesn't contain any entries.")]
    EmptyBatch,
    /// A batch of more than ten.
    #[error("The batch request contains more entries than permissible.")]
    TooManyEntries,
    /// Two entries of one batch have the same id.
    #[error("Two or more batch entries in the request have the same Id.")]
    SameIds,
    /// An action that the hub does not have.
    #[error("The action {0} is not valid for this web service.")]
    UnknownAction(String),
    /// A subscribed queue did not take the message.
    #[error("a subscribed queue did not take the message")]
    Delivery(#[from] SqsError),
}

impl Sns {
    /// Topics with their subscriptions.
    #[must_use]
    pub fn new(
        topics: &[String],
        subscriptions: Vec<Subscription>,
        queues: Arc<Sqs>,
        flow: Flow,
    ) -> Self {
        let topics = topics.iter().map(|name| names::arn("sns", name)).collect();
        Self {
            topics,
            subscriptions,
            queues,
            flow,
        }
    }

    /// Puts a message on every queue whose filter lets it through. Returns its id.
    ///
    /// # Errors
    /// Fails if there is no such topic, the message is empty or too large, or a queue refuses.
    pub fn publish(&self, publication: Publication) -> Result<String, SnsError> {
        self.require(&publication.topic)?;
        if publication.message.is_empty() {
            return Err(SnsError::InvalidParameter("Empty message"));
        }
        if publication.message.len() > SIZE_LIMIT {
            return Err(SnsError::InvalidParameter("Message too long"));
        }
        let id = Uuid::new_v4().to_string();
        for subscription in &self.subscriptions {
            if subscription.topic != publication.topic
                || !passes(&subscription.filter, &publication)
            {
                continue;
            }
            match subscription.delivery {
                Delivery::Raw => self.queues.send(
                    &subscription.queue,
                    publication.message.clone(),
                    publication.attributes.clone(),
                    None,
                )?,
                Delivery::Envelope => {
                    let body = envelope(&id, &publication).to_string();
                    self.queues
                        .send(&subscription.queue, body, Attributes::new(), None)?
                }
            };
        }
        self.flow.tell(Happening::Published(publication));
        Ok(id)
    }

    fn require(&self, topic: &str) -> Result<(), SnsError> {
        if self.topics.iter().any(|known| known == topic) {
            Ok(())
        } else {
            Err(SnsError::NoSuchTopic)
        }
    }
}

fn passes(filter: &Filter, publication: &Publication) -> bool {
    match filter {
        Filter::None => true,
        Filter::Attributes(pattern) => pattern.matches(&plain(&publication.attributes)),
        Filter::Body(pattern) => match serde_json::from_str(&publication.message) {
            Ok(Value::Object(body)) => pattern.matches(&body),
            _ => false,
        },
    }
}

/// Attributes as plain JSON values, which is what a filter policy looks at.
fn plain(attributes: &Attributes) -> Map<String, Value> {
    let value = |attribute: &Value| {
        let text = attribute.get("StringValue")?.as_str()?;
        match attribute.get("DataType")?.as_str()? {
            "Number" => serde_json::from_str(text).ok(),
            "String.Array" => serde_json::from_str(text).ok(),
            _ => Some(Value::String(text.to_owned())),
        }
    };
    attributes
        .iter()
        .filter_map(|(name, attribute)| Some((name.clone(), value(attribute)?)))
        .collect()
}

fn envelope(id: &str, publication: &Publication) -> Value {
    let mut envelope = json!({
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": publication.topic,
        "Message": publication.message,
        "Timestamp": jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "SignatureVersion": "1",
    });
    if let Some(subject) = &publication.subject {
        set(&mut envelope, "Subject", subject.as_str());
    }
    if !publication.attributes.is_empty() {
        let shown = publication.attributes.iter().map(|(name, attribute)| {
            let value = attribute
                .get("StringValue")
                .or_else(|| attribute.get("BinaryValue"));
            (
                name.clone(),
                json!({ "Type": attribute.get("DataType"), "Value": value }),
            )
        });
        set(
            &mut envelope,
            "MessageAttributes",
            Value::Object(shown.collect()),
        );
    }
    envelope
}
