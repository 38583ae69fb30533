//! The sample events of this function, read as it reads them.

use domain::Envelope;
use function::testing::{deliveries, sample_events};

#[tokio::test]
async fn every_sample_event_is_a_requested_post() {
    let mut events = sample_events(post_fetcher::NAME);
    for (case, version, attempt) in [
        ("requested-post", 1, 1),
        ("requested-post-last-attempt", 1, 5),
        ("unknown-version-fails", 2, 1),
    ] {
        let event = events.remove(case).unwrap();
        let delivery = deliveries::<Envelope>(event).await.remove(0);
        let envelope = delivery.message;
        assert_eq!(envelope.event.type_name(), "ImportRequested", "{case}");
        assert_eq!(
            (envelope.version, delivery.attempt),
            (version, attempt),
            "{case}"
        );
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}
