//! SQS.

use std::time::{Duration, Instant};

use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message,
    MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName,
    SendMessageBatchRequestEntry,
};

use super::Backend;
use crate::world::PATIENCE;

async fn receive(backend: &Backend, queue: &str, most: i32, wait: i32) -> Vec<Message> {
    let received = backend
        .clients
        .sqs
        .receive_message()
        .queue_url(queue)
        .max_number_of_messages(most)
        .wait_time_seconds(wait)
        .message_attribute_names("All")
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .send()
        .await
        .unwrap();
    received.messages.unwrap_or_default()
}

async fn send(backend: &Backend, queue: &str, body: &str) -> String {
    let send = backend
        .clients
        .sqs
        .send_message()
        .queue_url(queue)
        .message_body(body);
    send.send().await.unwrap().message_id.unwrap()
}

fn system(message: &Message, name: MessageSystemAttributeName) -> Option<String> {
    message.attributes.as_ref()?.get(&name).cloned()
}

#[tokio::test]
async fn a_message_comes_as_it_was_sent_and_goes_when_deleted() {
    let backend = Backend::start().await;
    let queue = backend.queue("copy").await;
    let attribute = MessageAttributeValue::builder()
        .data_type("String")
        .string_value("Made")
        .build()
        .unwrap();
    let sent = backend
        .clients
        .sqs
        .send_message()
        .queue_url(&queue)
        .message_body("körper & <b>")
        .message_attributes("type", attribute)
        .send()
        .await
        .unwrap();
    assert!(sent.md5_of_message_attributes.is_some());
    let messages = receive(&backend, &queue, 10, 1).await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    assert_eq!(message.body.as_deref(), Some("körper & <b>"));
    assert_eq!(message.message_id, sent.message_id);
    assert_eq!(message.md5_of_body, sent.md5_of_message_body);
    assert_eq!(
        message.md5_of_message_attributes,
        sent.md5_of_message_attributes
    );
    let attributes = message.message_attributes.as_ref().unwrap();
    assert_eq!(attributes["type"].string_value.as_deref(), Some("Made"));
    let count = system(message, MessageSystemAttributeName::ApproximateReceiveCount);
    assert_eq!(count.as_deref(), Some("1"));
    assert!(
        receive(&backend, &queue, 10, 0).await.is_empty(),
        "hidden while in flight"
    );
    let handle = message.receipt_handle.as_deref().unwrap();
    let delete = backend
        .clients
        .sqs
        .delete_message()
        .queue_url(&queue)
        .receipt_handle(handle);
    delete.send().await.unwrap();
    let attributes = backend
        .clients
        .sqs
        .get_queue_attributes()
        .queue_url(&queue)
        .attribute_names(QueueAttributeName::All)
        .send()
        .await
        .unwrap();
    let attributes = attributes.attributes.unwrap();
    for name in [
        QueueAttributeName::ApproximateNumberOfMessages,
        QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
    ] {
        assert_eq!(attributes[&name], "0", "{name:?}");
    }
    assert_eq!(
        attributes[&QueueAttributeName::QueueArn],
        backend.queue_arn("copy")
    );
}

#[tokio::test]
async fn a_long_poll_ends_with_the_first_message() {
    let backend = Backend::start().await;
    let queue = backend.queue("copy").await;
    let started = Instant::now();
    let waiting = receive(&backend, &queue, 10, 10);
    let sending = async {
        tokio::task::yield_now().await;
        send(&backend, &queue, "late").await
    };
    let (messages, _) = tokio::join!(waiting, sending);
    assert_eq!(messages.len(), 1);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_message_that_fails_too_often_is_a_dead_letter_and_can_be_moved_back() {
    let backend = Backend::start().await;
    let (queue, dead) = (
        backend.queue("work").await,
        backend.queue("work-dead").await,
    );
    send(&backend, &queue, "poison").await;
    for attempt in 1..=2 {
        let messages = receive(&backend, &queue, 1, 5).await;
        let count = system(
            &messages[0],
            MessageSystemAttributeName::ApproximateReceiveCount,
        );
        assert_eq!(count, Some(attempt.to_string()));
        change_visibility(&backend, &queue, &messages[0], 0).await;
    }
    assert!(receive(&backend, &queue, 1, 0).await.is_empty(), "spent");
    let letters = receive(&backend, &dead, 1, 5).await;
    assert_eq!(letters[0].body.as_deref(), Some("poison"));
    change_visibility(&backend, &dead, &letters[0], 0).await;

    // MiniStack has no move tasks.
    if std::env::var("HUB_BACKEND").is_err() {
        let source = backend.queue_arn("work-dead");
        let start = backend
            .clients
            .sqs
            .start_message_move_task()
            .source_arn(&source);
        start.send().await.unwrap();
        let again = receive(&backend, &queue, 1, 5).await;
        assert_eq!(again[0].body.as_deref(), Some("poison"));
        let count = system(
            &again[0],
            MessageSystemAttributeName::ApproximateReceiveCount,
        );
        assert_eq!(count.as_deref(), Some("1"), "counted from the start");
        let tasks = backend
            .clients
            .sqs
            .list_message_move_tasks()
            .source_arn(&source)
            .send()
            .await;
        let tasks = tasks.unwrap().results.unwrap();
        assert_eq!(tasks[0].approximate_number_of_messages_moved, 1);
    }
}

async fn change_visibility(backend: &Backend, queue: &str, message: &Message, seconds: i32) {
    backend
        .clients
        .sqs
        .change_message_visibility()
        .queue_url(queue)
        .receipt_handle(message.receipt_handle.as_deref().unwrap())
        .visibility_timeout(seconds)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_message_that_nobody_deletes_comes_again_after_its_visibility_timeout() {
    let backend = Backend::start().await;
    let queue = backend.queue("work").await;
    send(&backend, &queue, "again").await;
    let first = receive(&backend, &queue, 1, 1).await;
    let second = tokio::time::timeout(PATIENCE, receive(&backend, &queue, 1, 5))
        .await
        .unwrap();
    assert_eq!(first[0].message_id, second[0].message_id);
    assert_ne!(first[0].receipt_handle, second[0].receipt_handle);
}

#[tokio::test]
async fn a_delayed_message_comes_later() {
    let backend = Backend::start().await;
    let queue = backend.queue("copy").await;
    let send = backend
        .clients
        .sqs
        .send_message()
        .queue_url(&queue)
        .message_body("later");
    send.delay_seconds(1).send().await.unwrap();
    assert!(receive(&backend, &queue, 1, 0).await.is_empty());
    assert_eq!(receive(&backend, &queue, 1, 5).await.len(), 1);
}

#[tokio::test]
async fn a_batch_reports_each_entry() {
    let backend = Backend::start().await;
    let queue = backend.queue("copy").await;
    let entry = |id: &str| {
        SendMessageBatchRequestEntry::builder()
            .id(id)
            .message_body(id)
            .build()
            .unwrap()
    };
    let sent = backend
        .clients
        .sqs
        .send_message_batch()
        .queue_url(&queue)
        .set_entries(Some(
            ("abcdefghij")
                .chars()
                .map(|c| entry(&c.to_string()))
                .collect(),
        ))
        .send()
        .await
        .unwrap();
    assert_eq!((sent.successful.len(), sent.failed.len()), (10, 0));
    let messages = receive(&backend, &queue, 10, 1).await;
    assert_eq!(messages.len(), 10);

    let hide = messages.iter().take(2).enumerate().map(|(index, message)| {
        ChangeMessageVisibilityBatchRequestEntry::builder()
            .id(index.to_string())
            .receipt_handle(message.receipt_handle.as_deref().unwrap())
            .visibility_timeout(0)
            .build()
            .unwrap()
    });
    let hidden = backend
        .clients
        .sqs
        .change_message_visibility_batch()
        .queue_url(&queue)
        .set_entries(Some(hide.collect()))
        .send()
        .await
        .unwrap();
    assert_eq!(hidden.successful.len(), 2);
    assert_eq!(receive(&backend, &queue, 10, 1).await.len(), 2);

    let delete = |id: &str, handle: &str| {
        DeleteMessageBatchRequestEntry::builder()
            .id(id)
            .receipt_handle(handle)
            .build()
            .unwrap()
    };
    let deleted = backend
        .clients
        .sqs
        .delete_message_batch()
        .queue_url(&queue)
        .entries(delete(
            "good",
            messages[9].receipt_handle.as_deref().unwrap(),
        ))
        .entries(delete("bad", "no receipt at all"))
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.successful[0].id, "good");
    assert_eq!(deleted.failed[0].id, "bad");
    assert_eq!(deleted.failed[0].code, "ReceiptHandleIsInvalid");
}

#[tokio::test]
async fn mistakes_have_the_names_that_sdks_know() {
    let backend = Backend::start().await;
    let sqs = &backend.clients.sqs;
    let queue = backend.queue("copy").await;
    let missing = format!("{queue}-missing");
    let error = sqs
        .send_message()
        .queue_url(&missing)
        .message_body("x")
        .send()
        .await
        .unwrap_err();
    assert!(error.into_service_error().is_queue_does_not_exist());
    let error = sqs
        .get_queue_url()
        .queue_name("missing")
        .send()
        .await
        .unwrap_err();
    assert!(error.into_service_error().is_queue_does_not_exist());
    let error = sqs
        .delete_message()
        .queue_url(&queue)
        .receipt_handle("no")
        .send()
        .await
        .unwrap_err();
    assert!(error.into_service_error().is_receipt_handle_is_invalid());
    let error = sqs
        .send_message_batch()
        .queue_url(&queue)
        .set_entries(Some(Vec::new()));
    let error = error.send().await.unwrap_err().into_service_error();
    assert!(error.is_empty_batch_request(), "{error:?}");
    let twice = SendMessageBatchRequestEntry::builder()
        .id("a")
        .message_body("x")
        .build()
        .unwrap();
    let error = sqs
        .send_message_batch()
        .queue_url(&queue)
        .entries(twice.clone())
        .entries(twice);
    let error = error.send().await.unwrap_err().into_service_error();
    assert!(error.is_batch_entry_ids_not_distinct(), "{error:?}");
}

#[tokio::test]
async fn a_purged_queue_is_empty() {
    let backend = Backend::start().await;
    let queue = backend.queue("copy").await;
    send(&backend, &queue, "x").await;
    backend
        .clients
        .sqs
        .purge_queue()
        .queue_url(&queue)
        .send()
        .await
        .unwrap();
    assert!(receive(&backend, &queue, 10, 0).await.is_empty());
}
