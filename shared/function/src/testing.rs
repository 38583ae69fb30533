//! For tests only: sample events, and what a function's handler gets of them.
//!
//! The drivers themselves read the events here, so that a test sees what the function would.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "test support: a sample that can't be used is a failed test"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use lambda_runtime::{Context, LambdaEvent};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{Change, Delivery, Environment, Function, queue, stream_batches};

/// The sample events of a function, `events/<function>/<case>.json`, by their case.
pub fn sample_events(function: &str) -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events");
    std::fs::read_dir(folder.join(function))
        .expect("a folder of sample events")
        .map(|file| file.expect("a file").path())
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let text = std::fs::read(&path).expect("a readable file");
            let event = serde_json::from_slice(&text)
                .unwrap_or_else(|error| panic!("events/{function}/{name}.json: {error}"));
            (name.into_owned(), event)
        })
        .collect()
}

/// Variables for clients that are made and never called: a region and credentials of nobody.
pub fn offline() -> Environment {
    let variables = [
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
    ];
    let owned = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Environment::from_map(BTreeMap::from(owned))
}

/// Has the function handle an event.
pub async fn invoke(function: &Function, event: Value) -> Value {
    let event = LambdaEvent::new(event, Context::default());
    let answer = function.invoke(event).await;
    answer.unwrap_or_else(|error| panic!("{}: {error}", function.name()))
}

/// The messages of a queue event and which delivery of each it is.
///
/// Each must be written as it was read, so that a sample has the form of today and no other.
pub async fn deliveries<M>(event: Value) -> Vec<Delivery<M>>
where
    M: DeserializeOwned + Serialize + Send + 'static,
{
    let bodies: Vec<Value> = event
        .get("Records")
        .and_then(Value::as_array)
        .expect("records")
        .iter()
        .map(|record| record.get("body").and_then(Value::as_str).expect("a body"))
        .map(|body| serde_json::from_str(body).expect("JSON"))
        .collect();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let to = Arc::clone(&seen);
    let function = queue("test", move |delivery: Delivery<M>| {
        to.lock().expect("a lock").push(delivery);
        async { Ok(()) }
    });
    let answer = invoke(&function, event).await;
    assert_eq!(answer, json!({ "batchItemFailures": [] }), "unreadable");
    let deliveries = std::mem::take(&mut *seen.lock().expect("a lock"));
    let written: Vec<Value> = deliveries
        .iter()
        .map(|delivery| serde_json::to_value(&delivery.message).expect("JSON"))
        .collect();
    assert_eq!(written, bodies);
    deliveries
}

/// The changes of a stream event.
pub async fn changes(event: Value) -> Vec<Change> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let to = Arc::clone(&seen);
    let function = stream_batches("test", move |changes| {
        to.lock().expect("a lock").extend(changes);
        async { Ok(()) }
    });
    invoke(&function, event).await;
    std::mem::take(&mut *seen.lock().expect("a lock"))
}

/// A value as an item of the table with this sort key, in DynamoDB's JSON.
pub fn image(value: &impl Serialize, sort_key: &str) -> Value {
    let mut item: serde_dynamo::Item = serde_dynamo::to_item(value).expect("an item");
    let text = |text: &str| serde_dynamo::AttributeValue::S(text.to_owned());
    item.insert("pk".to_owned(), text("T#main#TEST"));
    item.insert("sk".to_owned(), text(sort_key));
    serde_json::to_value(item).expect("JSON")
}

/// A stream event of one change from an image to an image.
pub fn stream_event(old: Option<Value>, new: Option<Value>) -> Value {
    let name = match (&old, &new) {
        (None, _) => "INSERT",
        (Some(_), Some(_)) => "MODIFY",
        (Some(_), None) => "REMOVE",
    };
    let known = new.as_ref().or(old.as_ref()).cloned().unwrap_or_default();
    let mut change = json!({
        "ApproximateCreationDateTime": 1_795_428_672,
        "Keys": { "pk": known.get("pk"), "sk": known.get("sk") },
        "SequenceNumber": "1405400000000002063282832",
        "SizeBytes": 1024,
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    });
    for (image, name) in [(old, "OldImage"), (new, "NewImage")] {
        if let (Some(image), Some(change)) = (image, change.as_object_mut()) {
            change.insert(name.to_owned(), image);
        }
    }
    json!({ "Records": [{
        "eventID": "c4ca4238a0b923820dcc509a6f75849b",
        "eventName": name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "dynamodb": change,
        "eventSourceARN":
            "arn:aws:dynamodb:eu-west-1:123456789012:table/linkhub-dev-Catalog/stream/2026-11-01T00:00:00.000",
    }] })
}
