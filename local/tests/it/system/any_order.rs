//! Events of one post in any order, repeated or lost, give the same product, announced once.

use domain::{EVENT_VERSION, Envelope, Event, Post, PostId, PostReceived, Product, Stage};
use function::testing::{image, stream_event};
use local::Sources;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use uuid::Uuid;

use super::stack::Stack;

const WORKERS: [&str; 2] = ["caption-parser", "auto-tagger"];

/// One thing that reaches the system.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A worker gets the post's event.
    Work(&'static str),
    /// The assembler gets the stream's record of the post as it is now.
    Assemble,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Work("caption-parser")),
        Just(Step::Work("auto-tagger")),
        Just(Step::Work("thumbnail-generator")),
        Just(Step::Assemble),
    ]
}

struct Life<'a> {
    stack: &'a Stack,
    post: Post,
}

impl Life<'_> {
    async fn go(&self, step: Step) {
        match step {
            Step::Work(worker) => {
                let Stage::Received(facts) = self.post.stage.clone() else {
                    panic!("a received post")
                };
                let envelope = Envelope {
                    id: Uuid::now_v7(),
                    version: EVENT_VERSION,
                    tenant: self.post.tenant.clone(),
                    occurred_at: self.post.received_at,
                    correlation_id: self.post.import_id,
                    event: Event::PostReceived(PostReceived {
                        post_id: self.post.id,
                        facts,
                    }),
                };
                let body = serde_json::to_string(&envelope).unwrap();
                let record = json!({"messageId": "1", "body": body,
                                    "attributes": {"ApproximateReceiveCount": "1"}});
                self.invoke(worker, json!({ "Records": [record] })).await;
            }
            Step::Assemble => {
                let store = self.stack.store().await;
                let post = store
                    .post(&self.post.tenant, self.post.id)
                    .await
                    .unwrap()
                    .unwrap();
                let event = stream_event(None, Some(image(&post, "POST")));
                self.invoke("product-assembler", event).await;
            }
        }
    }

    async fn invoke(&self, function: &str, event: Value) {
        let function = self.stack.hub.functions().find(function).unwrap();
        let answer = function.invoke(event).await.unwrap();
        assert_eq!(answer["batchItemFailures"], json!([]));
    }

    async fn product(&self) -> Option<Product> {
        let handle = self.post.handle().unwrap();
        let store = self.stack.store().await;
        store
            .product(&self.post.tenant, handle, self.post.id)
            .await
            .unwrap()
    }
}

/// A product without what tells one post or moment from another.
fn essence(product: Product, like: &Product) -> Product {
    Product {
        post_id: like.post_id,
        created_at: like.created_at,
        changed_at: like.changed_at,
        ..product
    }
}

#[test]
fn any_order_and_repetition_gives_the_same_product_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let stack = runtime.block_on(Stack::with_sources(Sources::Off));
    let store = runtime.block_on(stack.store());
    let mut runner = TestRunner::new(Config {
        cases: 24,
        ..Config::default()
    });
    let first: std::cell::RefCell<Option<Product>> = std::cell::RefCell::default();
    let number = std::cell::Cell::new(0_u64);
    let steps = prop::collection::vec(step(), 0..10);
    runner
        .run(&steps, |steps| {
            number.set(number.get() + 1);
            let id =
                PostId::parse(&format!("{}", 7_711_027_552_000_000_000 + number.get())).unwrap();
            let post = Post {
                id,
                ..domain::testing::received_post()
            };
            let product = runtime.block_on(async {
                store.put_post(&post).await.unwrap();
                let life = Life {
                    stack: &stack,
                    post,
                };
                for step in steps {
                    life.go(step).await;
                }
                // What was lost comes again in the end, as the sweeper sees to.
                for worker in WORKERS.into_iter().chain(["thumbnail-generator"]) {
                    life.go(Step::Work(worker)).await;
                }
                life.go(Step::Assemble).await;
                life.go(Step::Assemble).await;
                life.product().await.expect("a product")
            });
            assert_eq!(product.version, 1, "saved, and so announced, once");
            let mut first = first.borrow_mut();
            let like = first.get_or_insert_with(|| product.clone());
            prop_assert_eq!(&essence(product, like), &*like);
            Ok(())
        })
        .unwrap();
}
