//! The sample events of this function, read as it reads them.

use domain::{Envelope, Event};
use function::testing::{deliveries, sample_events};

/// The events of each case, by name.
const CASES: [(&str, &[&str]); 3] = [
    ("received-post", &["PostReceived"]),
    ("two-received-posts", &["PostReceived", "PostReceived"]),
    ("other-event-fails", &["PostReceived", "ImportRequested"]),
];

#[tokio::test]
async fn every_sample_event_is_readable() {
    let mut events = sample_events(auto_tagger::NAME);
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
async fn the_sample_caption_has_its_category() {
    let event = sample_events(auto_tagger::NAME)
        .remove("received-post")
        .unwrap();
    let delivery = deliveries::<Envelope>(event).await.remove(0);
    let Event::PostReceived(post) = delivery.message.event else {
        panic!("another event");
    };
    let (caption, market) = (&post.facts.caption, post.facts.market);
    let analysis = tagging::tag(caption, market, &captions::parse(caption, market));
    assert_eq!(analysis.category.unwrap().value.as_str(), "clothing");
}
