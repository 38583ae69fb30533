//! The sample events of this function, read as it reads them.

use domain::{Envelope, Event, Price, PriceKind, Verdict};
use function::testing::{deliveries, sample_events};

/// The events of each case, by name.
const CASES: [(&str, &[&str]); 4] = [
    ("received-post", &["PostReceived"]),
    ("two-received-posts", &["PostReceived", "PostReceived"]),
    ("other-event-fails", &["PostReceived", "ImportRequested"]),
    ("caption-of-only-emoji", &["PostReceived"]),
];

#[tokio::test]
async fn every_sample_event_is_readable() {
    let mut events = sample_events(caption_parser::NAME);
    for (case, expected) in CASES {
        let event = events.remove(case).unwrap();
        let names: Vec<_> = deliveries::<Envelope>(event)
            .await
            .iter()
            .map(|delivery| delivery.message.event.type_name())
            .collect();
        assert_eq!(names, expected, "{case}");
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}

#[tokio::test]
async fn the_sample_caption_is_an_offer_with_its_price() {
    let event = sample_events(caption_parser::NAME)
        .remove("received-post")
        .unwrap();
    let delivery = deliveries::<Envelope>(event).await.remove(0);
    let Event::PostReceived(post) = delivery.message.event else {
        panic!("another event");
    };
    let analysis = captions::parse(&post.facts.caption, post.facts.market);
    assert_eq!(analysis.verdict.value, Verdict::Offer);
    let Price { amount, kind } = analysis.price.unwrap().value;
    assert_eq!((amount.amount_minor, kind), (85_000, PriceKind::Exact));
}
