//! The sample events of this function: their images are what the table holds, and give events.
#![expect(clippy::unwrap_used, reason = "what can't be read is a failed test")]

use catalog_store::{POST_SORT_KEY, SHOP_SORT_KEY};
use domain::{Correction, Import, Post, Product, Shop};
use event_publisher::changes;
use function::Change;
use function::testing::{self, sample_events};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_dynamo::Item;

#[tokio::test]
async fn every_sample_event_gives_its_events() {
    let mut events = sample_events(event_publisher::NAME);
    for (case, expected) in [
        ("post-requested", &["ImportRequested"][..]),
        ("post-received", &["PostReceived"]),
        ("post-refused", &["ImportFailed"]),
        ("part-saved-gives-nothing", &[]),
        ("product-published", &["ProductPublished"]),
        ("product-needs-attention", &["ProductNeedsAttention"]),
        ("product-sold-out", &["ProductSoldOut"]),
        ("product-removed", &["ProductWithdrawn"]),
        ("shop-created", &["ShopCreated"]),
        ("import-gives-nothing", &[]),
        ("correction-gives-nothing", &[]),
    ] {
        let event = events.remove(case).unwrap();
        let mut names = Vec::new();
        for change in testing::changes(event).await {
            let found = changes::events(&change).unwrap();
            names.extend(found.iter().map(|envelope| envelope.event.type_name()));
        }
        assert_eq!(names, expected, "{case}");
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}

#[tokio::test]
async fn every_sample_image_is_as_the_table_holds_it() {
    for (case, event) in sample_events(event_publisher::NAME) {
        for change in testing::changes(event).await {
            for image in [&change.old, &change.new].into_iter().flatten() {
                match change.text("sk") {
                    Some(POST_SORT_KEY) => check_image::<Post>(&case, image),
                    Some(SHOP_SORT_KEY) => check_image::<Shop>(&case, image),
                    Some("IMPORT") => check_image::<Import>(&case, image),
                    Some(key) if key.starts_with("CORRECTION#") => {
                        check_image::<Correction>(&case, image);
                    }
                    _ => check_image::<Product>(&case, image),
                }
            }
            check_due(&case, &change);
        }
    }
}

/// Reading an image and writing it again loses nothing and adds nothing.
#[track_caller]
fn check_image<T: DeserializeOwned + Serialize>(case: &str, image: &Item) {
    let value: T = serde_dynamo::from_item(image.clone()).unwrap();
    let mut written: Item = serde_dynamo::to_item(value).unwrap();
    for key in ["pk", "sk", "due", "due_at"] {
        if let Some(attribute) = image.get(key) {
            written.insert(key.to_owned(), attribute.clone());
        }
    }
    assert_eq!(&written, image, "{case}");
}

/// Only a post that is not settled is in the index of what is due.
#[track_caller]
fn check_due(case: &str, change: &Change) {
    if change.text("sk") == Some(POST_SORT_KEY)
        && let Some(post) = change.new_as::<Post>().unwrap()
    {
        let is_due = change.text("due").is_some();
        assert_eq!(is_due, !post.is_settled(), "{case}");
    }
}
