//! The sample events of this function, read as it reads them.

use domain::Envelope;
use function::testing::{deliveries, sample_events};

/// The events of each case, by name, and which delivery they are.
const CASES: [(&str, &[(&str, u32)]); 4] = [
    ("product-published", &[("ProductPublished", 1)]),
    ("product-published-again", &[("ProductPublished", 2)]),
    (
        "two-products-published",
        &[("ProductPublished", 1), ("ProductPublished", 1)],
    ),
    (
        "other-event-fails",
        &[("ProductPublished", 1), ("ProductChanged", 1)],
    ),
];

#[tokio::test]
async fn every_sample_event_is_readable() {
    let mut events = sample_events(trend_counter::NAME);
    for (case, expected) in CASES {
        let event = events.remove(case).unwrap();
        let deliveries = deliveries::<Envelope>(event).await;
        let read: Vec<_> = deliveries
            .iter()
            .map(|delivery| (delivery.message.event.type_name(), delivery.attempt))
            .collect();
        assert_eq!(read, expected, "{case}");
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}
