//! SQS's JSON protocol: one action per request, named by `X-Amz-Target`.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

use super::{Attributes, BATCH_LIMIT, Message, Receive, Sqs, SqsError, checksum};
use crate::aws::names;
use crate::json::set;

/// Longest wait of one receive.
const WAIT_LIMIT: Duration = Duration::from_secs(20);
/// Longest time for which a message can be hidden.
const VISIBILITY_LIMIT: u64 = 43_200;

/// Carries out one action.
pub(crate) async fn handle(sqs: &Sqs, action: &str, input: &Value) -> Result<Value, SqsError> {
    match action {
        "ListQueues" => {
            let prefix = input["QueueNamePrefix"].as_str().unwrap_or_default();
            let urls: Vec<String> = sqs
                .names()
                .filter(|name| name.starts_with(prefix))
                .map(|name| sqs.url(name))
                .collect();
            Ok(json!({ "QueueUrls": urls }))
        }
        "GetQueueUrl" => {
            let name = &sqs.settings(text(input, "QueueName")?)?.name;
            Ok(json!({ "QueueUrl": sqs.url(name) }))
        }
        "GetQueueAttributes" => queue_attributes(sqs, input),
        "SendMessage" => send(sqs, queue(input)?, input),
        "SendMessageBatch" => {
            let url = queue(input)?;
            batch(input, |entry| send(sqs, url, entry))
        }
        "ReceiveMessage" => receive(sqs, input).await,
        "DeleteMessage" => {
            sqs.delete(queue(input)?, text(input, "ReceiptHandle")?)?;
            Ok(json!({}))
        }
        "DeleteMessageBatch" => {
            let url = queue(input)?;
            sqs.settings(url)?;
            batch(input, |entry| {
                sqs.delete(url, text(entry, "ReceiptHandle")?)?;
                Ok(json!({}))
            })
        }
        "ChangeMessageVisibility" => change_visibility(sqs, queue(input)?, input),
        "ChangeMessageVisibilityBatch" => {
            let url = queue(input)?;
            sqs.settings(url)?;
            batch(input, |entry| change_visibility(sqs, url, entry))
        }
        "PurgeQueue" => {
            sqs.purge(queue(input)?)?;
            Ok(json!({}))
        }
        "StartMessageMoveTask" => {
            let destination = input["DestinationArn"].as_str();
            let handle = sqs.move_messages(text(input, "SourceArn")?, destination)?;
            Ok(json!({ "TaskHandle": handle }))
        }
        "ListMessageMoveTasks" => {
            let source = text(input, "SourceArn")?;
            sqs.settings(source)?;
            let most = input["MaxResults"]
                .as_u64()
                .and_then(|most| usize::try_from(most).ok());
            Ok(json!({ "Results": sqs.list_moves(source, most.unwrap_or(1)) }))
        }
        other => Err(SqsError::UnknownAction(other.to_owned())),
    }
}

fn send(sqs: &Sqs, url: &str, input: &Value) -> Result<Value, SqsError> {
    let delay = match input["DelaySeconds"].as_u64() {
        Some(seconds) if seconds > 900 => {
            return Err(SqsError::InvalidParameter(
                "DelaySeconds must be between 0 and 900.",
            ));
        }
        seconds => seconds.map(Duration::from_secs),
    };
    let attributes = input["MessageAttributes"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let message = sqs.send(
        url,
        text(input, "MessageBody")?.to_owned(),
        attributes,
        delay,
    )?;
    let mut answer = json!({
        "MessageId": message.id,
        "MD5OfMessageBody": checksum::of_body(&message.body),
    });
    if let Some(sum) = checksum::of_attributes(&message.attributes) {
        set(&mut answer, "MD5OfMessageAttributes", sum);
    }
    Ok(answer)
}

async fn receive(sqs: &Sqs, input: &Value) -> Result<Value, SqsError> {
    let url = queue(input)?;
    let most = input["MaxNumberOfMessages"].as_u64().unwrap_or(1);
    let most = usize::try_from(most)
        .ok()
        .filter(|most| (1..=BATCH_LIMIT).contains(most))
        .ok_or(SqsError::InvalidParameter(
            "MaxNumberOfMessages must be between 1 and 10.",
        ))?;
    let wait = match input["WaitTimeSeconds"].as_u64() {
        Some(seconds) => Duration::from_secs(seconds),
        None => sqs.settings(url)?.receive_wait,
    };
    if wait > WAIT_LIMIT {
        return Err(SqsError::InvalidParameter(
            "WaitTimeSeconds must be between 0 and 20.",
        ));
    }
    let visibility = input["VisibilityTimeout"].as_u64().map(Duration::from_secs);
    let messages = sqs
        .receive(
            url,
            Receive {
                most,
                visibility,
                wait,
            },
        )
        .await?;
    if messages.is_empty() {
        return Ok(json!({}));
    }
    let shown: Vec<Value> = messages
        .iter()
        .map(|message| show(message, input))
        .collect();
    Ok(json!({ "Messages": shown }))
}

fn show(message: &Message, input: &Value) -> Value {
    let mut shown = json!({
        "MessageId": message.id,
        "ReceiptHandle": message.receipt,
        "Body": message.body,
        "MD5OfBody": checksum::of_body(&message.body),
    });
    let mut system = system_attributes(message);
    let wanted: BTreeSet<&str> = ["AttributeNames", "MessageSystemAttributeNames"]
        .iter()
        .flat_map(|key| {
            input
                .get(*key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
        })
        .collect();
    system.retain(|name, _| wanted.contains("All") || wanted.contains(name.as_str()));
    if !system.is_empty() {
        set(&mut shown, "Attributes", system);
    }
    let names: Vec<&str> = input["MessageAttributeNames"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut attributes: Attributes = message.attributes.clone();
    attributes.retain(|name, _| {
        names.iter().any(|wanted| match wanted.strip_suffix(".*") {
            Some(prefix) => name.starts_with(prefix),
            None => *wanted == "All" || wanted == name,
        })
    });
    if let Some(sum) = checksum::of_attributes(&attributes) {
        set(&mut shown, "MD5OfMessageAttributes", sum);
        set(&mut shown, "MessageAttributes", attributes);
    }
    shown
}

/// The system attributes of a message; numbers are text, as everywhere in SQS.
pub(crate) fn system_attributes(message: &Message) -> Map<String, Value> {
    let mut attributes = Map::new();
    let mut put = |name: &str, value: String| {
        attributes.insert(name.to_owned(), Value::String(value));
    };
    put("ApproximateReceiveCount", message.receive_count.to_string());
    put("SentTimestamp", message.sent_at.to_string());
    put("SenderId", names::ACCESS_KEY.to_owned());
    let first = message.first_received_at.unwrap_or(message.sent_at);
    put("ApproximateFirstReceiveTimestamp", first.to_string());
    if let Some(origin) = &message.origin {
        put("DeadLetterQueueSourceArn", names::arn("sqs", origin));
    }
    attributes
}

fn change_visibility(sqs: &Sqs, url: &str, input: &Value) -> Result<Value, SqsError> {
    let seconds = input["VisibilityTimeout"]
        .as_u64()
        .ok_or(SqsError::MissingParameter("VisibilityTimeout"))?;
    if seconds > VISIBILITY_LIMIT {
        return Err(SqsError::InvalidParameter(
            "VisibilityTimeout must be between 0 and 43200.",
        ));
    }
    sqs.change_visibility(
        url,
        text(input, "ReceiptHandle")?,
        Duration::from_secs(seconds),
    )?;
    Ok(json!({}))
}

fn queue_attributes(sqs: &Sqs, input: &Value) -> Result<Value, SqsError> {
    let url = queue(input)?;
    let settings = sqs.settings(url)?;
    let depth = sqs.depth(url)?;
    let mut all = json!({
        "QueueArn": names::arn("sqs", &settings.name),
        "ApproximateNumberOfMessages": depth.visible.to_string(),
        "ApproximateNumberOfMessagesNotVisible": depth.in_flight.to_string(),
        "ApproximateNumberOfMessagesDelayed": depth.delayed.to_string(),
        "VisibilityTimeout": settings.visibility_timeout.as_secs().to_string(),
        "DelaySeconds": settings.delay.as_secs().to_string(),
        "MessageRetentionPeriod": settings.retention.as_secs().to_string(),
        "ReceiveMessageWaitTimeSeconds": settings.receive_wait.as_secs().to_string(),
    });
    if let Some(redrive) = &settings.redrive {
        let policy = json!({
            "deadLetterTargetArn": redrive.target,
            "maxReceiveCount": redrive.max_receive_count,
        });
        set(&mut all, "RedrivePolicy", policy.to_string());
    }
    let wanted: Vec<&str> = input["AttributeNames"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if let Some(all) = all.as_object_mut() {
        all.retain(|name, _| wanted.contains(&"All") || wanted.contains(&name.as_str()));
    }
    Ok(json!({ "Attributes": all }))
}

/// Carries out each entry of a batch; a failing one does not stop the others.
fn batch(
    input: &Value,
    mut one: impl FnMut(&Value) -> Result<Value, SqsError>,
) -> Result<Value, SqsError> {
    let entries = input["Entries"]
        .as_array()
        .filter(|entries| !entries.is_empty());
    let entries = entries.ok_or(SqsError::EmptyBatch)?;
    if entries.len() > BATCH_LIMIT {
        return Err(SqsError::TooManyEntries);
    }
    let ids: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry["Id"].as_str())
        .collect();
    if ids.len() < entries.len() {
        return Err(SqsError::SameIds);
    }
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for entry in entries {
        let id = &entry["Id"];
        match one(entry) {
            Ok(mut answer) => {
                set(&mut answer, "Id", id.clone());
                successful.push(answer);
            }
            Err(error @ SqsError::NoSuchQueue) => return Err(error),
            Err(error) => failed.push(json!({
                "Id": id,
                "Code": error.code(),
                "Message": error.to_string(),
                "SenderFault": error.status().is_client_error(),
            })),
        }
    }
    Ok(json!({ "Successful": successful, "Failed": failed }))
}

fn queue(input: &Value) -> Result<&str, SqsError> {
    text(input, "QueueUrl")
}

fn text<'a>(input: &'a Value, key: &'static str) -> Result<&'a str, SqsError> {
    input
        .get(key)
        .and_then(Value::as_str)
        .ok_or(SqsError::MissingParameter(key))
}
