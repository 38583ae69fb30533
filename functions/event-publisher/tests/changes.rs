//! What every change of an item means, driven through the stream.
#![expect(clippy::unwrap_used, reason = "what can't be read is a failed test")]

use catalog_store::{POST_SORT_KEY, PRODUCT_SORT_KEY_PREFIX, SHOP_SORT_KEY};
use domain::testing::{
    analysed_post, caption_analysis, done, handle, import, post_id, product, product_of,
    received_post, refused_post, requested_post, seconds_later, shop, sold_out,
};
use domain::{Envelope, Event, Outcome, Post, Product, Shop};
use event_publisher::changes::events;
use function::Failure;
use function::testing::{changes, image, stream_event};
use serde_json::{Value, json};

fn of_post(post: Post) -> Option<Value> {
    Some(image(&post, POST_SORT_KEY))
}

fn of_product(product: Product) -> Option<Value> {
    let sort_key = format!("{PRODUCT_SORT_KEY_PREFIX}{}", product.post_id.sortable());
    Some(image(&product, &sort_key))
}

fn of_shop(shop: Shop) -> Option<Value> {
    Some(image(&shop, SHOP_SORT_KEY))
}

fn nudged(post: Post) -> Post {
    Post {
        nudges: post.nudges + 1,
        ..post
    }
}

/// The product as its next version, with something changed.
fn changed(product: Product) -> Product {
    Product {
        version: product.version + 1,
        location: Some("Owino".to_owned()),
        ..product
    }
}

fn gone() -> Product {
    let mut post = analysed_post();
    post.parts.caption = Some(done(sold_out()));
    Product {
        version: 2,
        ..product_of(&post)
    }
}

fn waiting() -> Product {
    let mut analysis = caption_analysis();
    analysis.title = None;
    let mut post = analysed_post();
    post.parts.caption = Some(done(analysis));
    product_of(&post)
}

async fn publish(old: Option<Value>, new: Option<Value>) -> Vec<Envelope> {
    let change = changes(stream_event(old, new)).await.remove(0);
    events(&change).unwrap()
}

async fn check(story: &str, old: Option<Value>, new: Option<Value>, expected: &[&str]) {
    let found = publish(old, new).await;
    let names: Vec<_> = found
        .iter()
        .map(|envelope| envelope.event.type_name())
        .collect();
    assert_eq!(names, expected, "{story}");
}

#[tokio::test]
async fn a_post_is_announced_when_it_enters_a_stage() {
    let (requested, received, refused) = (requested_post, received_post, refused_post);
    let settled = || Post {
        outcome: Some(Outcome::Published {
            at: seconds_later(4),
        }),
        ..analysed_post()
    };
    for (story, old, new, expected) in [
        (
            "asked for",
            None,
            of_post(requested()),
            &["ImportRequested"][..],
        ),
        (
            "sent in complete",
            None,
            of_post(received()),
            &["PostReceived"],
        ),
        (
            "fetched",
            of_post(requested()),
            of_post(received()),
            &["PostReceived"],
        ),
        (
            "refused",
            of_post(requested()),
            of_post(refused()),
            &["ImportFailed"],
        ),
        (
            "reopened",
            of_post(nudged(refused())),
            of_post(requested()),
            &["ImportRequested"],
        ),
        (
            "analysed",
            of_post(received()),
            of_post(analysed_post()),
            &[],
        ),
        ("settled", of_post(analysed_post()), of_post(settled()), &[]),
        ("removed", of_post(settled()), None, &[]),
    ] {
        check(story, old, new, expected).await;
    }
}

#[tokio::test]
async fn a_nudge_announces_the_stage_once_more() {
    for (post, expected) in [
        (requested_post(), &["ImportRequested"][..]),
        (received_post(), &["PostReceived"]),
        (analysed_post(), &["PostReceived"]),
        (refused_post(), &[]),
    ] {
        let story = format!("{:?}", post.stage);
        let new = of_post(nudged(post.clone()));
        check(&story, of_post(post), new, expected).await;
    }
}

#[tokio::test]
async fn a_product_is_announced_when_buyers_see_a_difference() {
    let back = || Product {
        version: 3,
        ..product()
    };
    let withdrawn = || Product {
        version: 2,
        ..waiting()
    };
    for (story, old, new, expected) in [
        (
            "published",
            None,
            of_product(product()),
            &["ProductPublished"][..],
        ),
        (
            "published sold out",
            None,
            of_product(gone()),
            &["ProductPublished"],
        ),
        (
            "waits",
            None,
            of_product(waiting()),
            &["ProductNeedsAttention"],
        ),
        (
            "still waits",
            of_product(waiting()),
            of_product(changed(waiting())),
            &[],
        ),
        (
            "helped",
            of_product(waiting()),
            of_product(changed(product())),
            &["ProductPublished"],
        ),
        (
            "changed",
            of_product(product()),
            of_product(changed(product())),
            &["ProductChanged"],
        ),
        (
            "sold out",
            of_product(product()),
            of_product(gone()),
            &["ProductSoldOut"],
        ),
        (
            "changed while sold out",
            of_product(gone()),
            of_product(changed(gone())),
            &["ProductChanged"],
        ),
        (
            "in stock again",
            of_product(gone()),
            of_product(back()),
            &["ProductChanged"],
        ),
        (
            "doubted",
            of_product(product()),
            of_product(withdrawn()),
            &["ProductWithdrawn", "ProductNeedsAttention"],
        ),
        (
            "removed",
            of_product(product()),
            None,
            &["ProductWithdrawn"],
        ),
        ("removed while it waited", of_product(waiting()), None, &[]),
    ] {
        check(story, old, new, expected).await;
    }
}

#[tokio::test]
async fn a_shop_is_announced_once() {
    let renamed = || Shop {
        name: "Nakato Styles".to_owned(),
        ..shop()
    };
    check("met", None, of_shop(shop()), &["ShopCreated"]).await;
    check("renamed", of_shop(shop()), of_shop(renamed()), &[]).await;
    check("removed", of_shop(shop()), None, &[]).await;
}

#[tokio::test]
async fn an_image_that_is_the_same_announces_nothing() {
    for same in [
        of_post(requested_post()),
        of_post(received_post()),
        of_post(refused_post()),
        of_product(product()),
        of_product(gone()),
        of_product(waiting()),
        of_shop(shop()),
    ] {
        check("the same", same.clone(), same, &[]).await;
    }
}

#[tokio::test]
async fn other_items_announce_nothing() {
    check("import", None, Some(image(&import(), "IMPORT")), &[]).await;
    let claim = json!({ "import_id": import().id, "requested_at": seconds_later(1) });
    check("claim", None, Some(image(&claim, "CLAIM")), &[]).await;
}

#[tokio::test]
async fn a_redelivered_change_gives_the_same_events() {
    let publish_again = || publish(None, of_product(product()));
    assert_eq!(publish_again().await, publish_again().await);
    let doubted = publish(of_product(product()), of_product(changed(waiting()))).await;
    let ids: Vec<_> = doubted.iter().map(|envelope| envelope.id).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids.first(), ids.last(), "one change, two events");
}

#[tokio::test]
async fn events_carry_when_where_and_what_they_follow_from() {
    let published = publish(None, of_product(product())).await.remove(0);
    assert_eq!(published.occurred_at, seconds_later(0));
    assert_eq!(published.tenant.as_str(), "main");
    assert_eq!(published.correlation_id, import().id);
    assert_eq!(published.version, 1);
    let Event::ProductPublished(summary) = published.event else {
        panic!("another event");
    };
    assert_eq!(summary, product().summary());

    let received = publish(None, of_post(received_post())).await.remove(0);
    assert_eq!(received.correlation_id, import().id);
    let Event::PostReceived(post) = received.event else {
        panic!("another event");
    };
    assert_eq!(post.post_id, post_id());
    assert_eq!(post.facts, domain::testing::facts());

    let failed = publish(None, of_post(refused_post())).await.remove(0);
    let Event::ImportFailed(failed) = failed.event else {
        panic!("another event");
    };
    assert_eq!(failed.handle, Some(handle()));

    let created = publish(None, of_shop(shop())).await.remove(0);
    assert_eq!(created.correlation_id, created.id, "nothing came before it");
}

#[tokio::test]
async fn an_item_in_another_form_is_a_lasting_failure() {
    let odd = image(&json!({ "tenant": "main" }), POST_SORT_KEY);
    let change = changes(stream_event(None, Some(odd))).await.remove(0);
    assert!(matches!(events(&change), Err(Failure::Permanent(_))));
}
