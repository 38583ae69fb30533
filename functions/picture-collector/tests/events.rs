//! The sample events of this function. What the scheduler sends is of no interest to it.

use function::testing::sample_events;

#[test]
fn a_tick_is_a_scheduled_event() {
    let mut events = sample_events(picture_collector::NAME);
    let event = events.remove("every-day").unwrap();
    assert_eq!(event["source"], "aws.events");
    assert_eq!(event["detail"], serde_json::json!({}));
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}
