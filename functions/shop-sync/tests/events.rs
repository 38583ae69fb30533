//! The sample events of this function, read as it reads them.

use domain::SyncRequest;
use function::testing::{deliveries, sample_events};

#[tokio::test]
async fn every_sample_event_names_a_shop() {
    let mut events = sample_events(shop_sync::NAME);
    let event = events.remove("due-shop").unwrap();
    let requests = deliveries::<SyncRequest>(event).await;
    let handles: Vec<_> = requests
        .iter()
        .map(|delivery| delivery.message.handle.as_str())
        .collect();
    assert_eq!(handles, ["nakato.styles"]);
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}
