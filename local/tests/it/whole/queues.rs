//! Queues feed functions.

use function::Function;
use local::flow::Happening;
use serde_json::{Value, json};

use crate::world::{Clients, PATIENCE, Seen, idle_registry, noting, small_hub};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_its_function_as_lambda_would_give_it() {
    let seen = Seen::default();
    let hub = small_hub(idle_registry().with_ready("worker", noting("worker", &seen))).await;
    let clients = Clients::new(hub.endpoints());
    let url = hub.aws().sqs.url("linkhub-work");
    clients
        .sqs
        .send_message()
        .queue_url(url)
        .message_body("{\"n\":1}")
        .send()
        .await
        .unwrap();
    let events = seen.until(|events| !events.is_empty()).await;
    let record = &events[0]["Records"][0];
    assert_eq!(record["body"], "{\"n\":1}");
    assert_eq!(record["attributes"]["ApproximateReceiveCount"], "1");
    assert_eq!(record["eventSource"], "aws:sqs");
    assert_eq!(
        record["eventSourceARN"],
        "arn:aws:sqs:eu-west-1:000000000000:linkhub-work"
    );
    hub.stop().await;
}

/// Fails the messages whose body is `bad`, panics on `panic`, takes forever on `slow`.
fn picky() -> Function {
    Function::new("worker", |event| async move {
        let mut failures = Vec::new();
        for record in event.payload["Records"].as_array().unwrap() {
            match record["body"].as_str().unwrap() {
                "panic" => panic!("on purpose"),
                "slow" => std::future::pending().await,
                "bad" => failures.push(json!({ "itemIdentifier": record["messageId"] })),
                _ => {}
            }
        }
        Ok(json!({ "batchItemFailures": failures }))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_for_good_is_a_dead_letter_and_the_rest_is_done() {
    for poison in ["bad", "panic", "slow"] {
        let hub = small_hub(idle_registry().with_ready("worker", picky())).await;
        let mut flow = hub.flow().watch();
        let sqs = &hub.aws().sqs;
        for body in ["good", poison, "fine"] {
            sqs.send("linkhub-work", body.to_owned(), Default::default(), None)
                .unwrap();
        }
        let dead = async {
            loop {
                if let Happening::DeadLettered { queue, .. } = flow.recv().await.unwrap() {
                    return queue;
                }
            }
        };
        let queue = tokio::time::timeout(PATIENCE, dead).await.unwrap();
        assert_eq!(queue, "linkhub-work-dead", "{poison}");
        assert!(
            sqs.depth("linkhub-work-dead").unwrap().visible >= 1,
            "{poison}"
        );
        if poison == "bad" {
            assert_eq!(sqs.depth("linkhub-work-dead").unwrap().visible, 1);
            let left = sqs.depth("linkhub-work").unwrap();
            assert_eq!((left.visible, left.in_flight), (0, 0));
        }
        hub.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_the_batch_in_hand() {
    let (seen, done) = (Seen::default(), Seen::default());
    let worker = {
        let (seen, done) = (seen.clone(), done.clone());
        Function::new("worker", move |event| {
            let (seen, done) = (seen.clone(), done.clone());
            async move {
                seen.push(event.payload);
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                done.push(Value::Null);
                Ok(Value::Null)
            }
        })
    };
    let hub = small_hub(idle_registry().with_ready("worker", worker)).await;
    hub.aws()
        .sqs
        .send("linkhub-work", "x".to_owned(), Default::default(), None)
        .unwrap();
    seen.until(|events| !events.is_empty()).await;
    hub.stop().await;
    assert_eq!(done.all().len(), 1);
}
