//! SNS with its subscriptions to SQS.

use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use serde_json::{Value, json};

use super::Backend;

fn kind(value: &str) -> MessageAttributeValue {
    MessageAttributeValue::builder()
        .data_type("String")
        .string_value(value)
        .build()
        .unwrap()
}

async fn publish(backend: &Backend, message: &str, event_type: &str) {
    backend
        .clients
        .sns
        .publish()
        .topic_arn(backend.topic())
        .subject("news")
        .message(message)
        .message_attributes("type", kind(event_type))
        .send()
        .await
        .unwrap();
}

/// Bodies of what a queue holds, without waiting: a publication has been delivered when it returns.
async fn bodies(backend: &Backend, queue: &str) -> Vec<String> {
    let url = backend.queue(queue).await;
    let receive = backend
        .clients
        .sqs
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10);
    let received = receive.wait_time_seconds(0).send().await.unwrap();
    let messages = received.messages.unwrap_or_default();
    let mut bodies: Vec<String> = messages
        .into_iter()
        .filter_map(|found| found.body)
        .collect();
    bodies.sort();
    bodies
}

#[tokio::test]
async fn a_filter_on_attributes_lets_through_what_it_names() {
    let backend = Backend::start().await;
    for event_type in ["Made", "Removed", "Other"] {
        publish(&backend, event_type, event_type).await;
    }
    let no_attribute = backend
        .clients
        .sns
        .publish()
        .topic_arn(backend.topic())
        .message("bare");
    no_attribute.send().await.unwrap();
    assert_eq!(bodies(&backend, "work").await, ["Made", "Removed"]);
}

#[tokio::test]
async fn raw_delivery_keeps_body_and_attributes() {
    let backend = Backend::start().await;
    publish(&backend, "plain <text> & \"quotes\"", "Made").await;
    let url = backend.queue("work").await;
    let receive = backend.clients.sqs.receive_message().queue_url(url);
    let received = receive.message_attribute_names("All").send().await.unwrap();
    let message = &received.messages.unwrap()[0];
    assert_eq!(message.body.as_deref(), Some("plain <text> & \"quotes\""));
    let attributes = message.message_attributes.as_ref().unwrap();
    assert_eq!(attributes["type"].string_value.as_deref(), Some("Made"));
}

#[tokio::test]
async fn other_delivery_wraps_the_message() {
    let backend = Backend::start().await;
    publish(&backend, "inside", "Made").await;
    let bodies = bodies(&backend, "copy").await;
    let envelope: Value = serde_json::from_str(&bodies[0]).unwrap();
    assert_eq!(envelope["Type"], "Notification");
    assert_eq!(envelope["TopicArn"], backend.topic());
    assert_eq!(envelope["Message"], "inside");
    assert_eq!(envelope["Subject"], "news");
    assert_eq!(
        envelope["MessageAttributes"]["type"],
        json!({ "Type": "String", "Value": "Made" })
    );
}

#[tokio::test]
async fn a_filter_on_the_body_looks_inside() {
    let backend = Backend::start().await;
    let body =
        |size: u32, colour: &str| json!({ "data": { "size": size, "colour": colour } }).to_string();
    for message in [
        body(100, "blue"),
        body(99, "blue"),
        body(200, "red"),
        "no json".to_owned(),
    ] {
        publish(&backend, &message, "Other").await;
    }
    assert_eq!(bodies(&backend, "large").await, [body(100, "blue")]);
}

#[tokio::test]
async fn a_batch_is_published_entry_by_entry() {
    let backend = Backend::start().await;
    let entry = |id: &str| {
        PublishBatchRequestEntry::builder()
            .id(id)
            .message(id)
            .message_attributes("type", kind("Made"))
            .build()
            .unwrap()
    };
    let batch = backend
        .clients
        .sns
        .publish_batch()
        .topic_arn(backend.topic());
    let published = batch
        .publish_batch_request_entries(entry("a"))
        .publish_batch_request_entries(entry("b"))
        .send()
        .await
        .unwrap();
    assert_eq!(published.successful.unwrap_or_default().len(), 2);
    assert_eq!(bodies(&backend, "work").await, ["a", "b"]);
}

#[tokio::test]
async fn mistakes_have_the_names_that_sdks_know() {
    let backend = Backend::start().await;
    let topic = format!("{}-missing", backend.topic());
    let error = backend
        .clients
        .sns
        .publish()
        .topic_arn(topic)
        .message("x")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_not_found_exception()
    );
}
