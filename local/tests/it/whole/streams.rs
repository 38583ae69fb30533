//! A table's stream feeds functions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use aws_sdk_dynamodb::types::AttributeValue;
use function::Function;
use serde_json::{Value, json};

use crate::world::{Clients, Seen, idle_registry, noting, small_hub};

async fn put(clients: &Clients, pk: &str, sk: &str, fields: &[(&str, AttributeValue)]) {
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let mut item = HashMap::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))]);
    item.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    let put = clients
        .dynamodb
        .put_item()
        .table_name("linkhub-Items")
        .set_item(Some(item));
    put.send().await.unwrap();
}

fn sort_keys(events: &[Value]) -> Vec<String> {
    let records = events
        .iter()
        .flat_map(|event| event["Records"].as_array().unwrap());
    records
        .map(|record| {
            record["dynamodb"]["Keys"]["sk"]["S"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_come_in_order_without_those_that_change_nothing_or_are_filtered_out() {
    let seen = Seen::default();
    let hub = small_hub(idle_registry().with_ready("watcher", noting("watcher", &seen))).await;
    let clients = Clients::new(hub.endpoints());
    put(&clients, "a", "1", &[]).await;
    put(&clients, "a", "1", &[]).await;
    put(&clients, "ignored", "2", &[]).await;
    put(&clients, "a", "3", &[]).await;
    let started = Instant::now();
    let events = seen.until(|events| sort_keys(events).len() >= 2).await;
    assert!(
        started.elapsed().as_millis() < 500,
        "{:?}",
        started.elapsed()
    );
    assert_eq!(sort_keys(&events), ["1", "3"]);
    let record = &events[0]["Records"][0];
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["awsRegion"], "eu-west-1");
    assert_eq!(
        record["eventSourceARN"],
        "arn:aws:dynamodb:eu-west-1:000000000000:table/linkhub-Items/stream/2026-01-01T00:00:00.000"
    );
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_to_live_that_is_over_is_a_remove_by_the_service() {
    let seen = Seen::default();
    let hub = small_hub(idle_registry().with_ready("watcher", noting("watcher", &seen))).await;
    let clients = Clients::new(hub.endpoints());
    put(
        &clients,
        "a",
        "old",
        &[("expires_at", AttributeValue::N("1700000000".to_owned()))],
    )
    .await;
    hub.aws().dynamodb.sweep_time_to_live().unwrap();
    let events = seen.until(|events| sort_keys(events).len() >= 2).await;
    let records: Vec<&Value> = events
        .iter()
        .flat_map(|event| event["Records"].as_array().unwrap())
        .collect();
    assert_eq!(records[1]["eventName"], "REMOVE");
    let service = json!({ "type": "Service", "principalId": "dynamodb.amazonaws.com" });
    assert_eq!(records[1]["userIdentity"], service);
    hub.stop().await;
}

/// Reports the record with sort key `bad` as failed; fails whole batches that hold `crash`.
fn picky(done: &Arc<Mutex<Vec<String>>>, seen: &Seen) -> Function {
    let (done, seen) = (Arc::clone(done), seen.clone());
    Function::new("watcher", move |event| {
        let (done, seen) = (Arc::clone(&done), seen.clone());
        async move {
            let keys = sort_keys(std::slice::from_ref(&event.payload));
            if keys.iter().any(|key| key == "crash") {
                return Err("crashed".into());
            }
            let bad = keys.iter().position(|key| key == "bad");
            done.lock()
                .unwrap()
                .extend(keys.iter().take(bad.unwrap_or(keys.len())).cloned());
            let failures: Vec<Value> = bad
                .map(|index| &event.payload["Records"][index]["dynamodb"]["SequenceNumber"])
                .map(|sequence| json!({ "itemIdentifier": sequence }))
                .into_iter()
                .collect();
            seen.push(json!({ "Records": [] }));
            Ok(json!({ "batchItemFailures": failures }))
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poisoned_record_is_given_up_and_the_stream_goes_on() {
    for poison in ["bad", "crash"] {
        let (done, seen) = (Arc::default(), Seen::default());
        let hub = small_hub(idle_registry().with_ready("watcher", picky(&done, &seen))).await;
        let clients = Clients::new(hub.endpoints());
        put(&clients, "a", "1", &[]).await;
        put(&clients, "a", poison, &[]).await;
        let lost = hub.aws().sqs.receive(
            "linkhub-lost",
            local::aws::sqs::Receive {
                most: 1,
                visibility: None,
                wait: crate::world::PATIENCE,
            },
        );
        let lost = lost.await.unwrap();
        let body: Value = serde_json::from_str(&lost[0].body).unwrap();
        assert_eq!(body["DDBStreamBatchInfo"]["batchSize"], 1, "{poison}");
        assert_eq!(
            body["requestContext"]["condition"],
            "RetryAttemptsExhausted"
        );
        put(&clients, "a", "after", &[]).await;
        seen.until(|_| done.lock().unwrap().iter().any(|key| key == "after"))
            .await;
        assert_eq!(*done.lock().unwrap(), ["1", "after"], "{poison}");
        hub.stop().await;
    }
}
