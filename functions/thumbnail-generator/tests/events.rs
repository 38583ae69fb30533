//! The sample events of this function, read as it reads them.

use domain::{Envelope, Event};
use function::testing::{deliveries, sample_events};

#[tokio::test]
async fn every_sample_event_is_a_received_post_with_its_media() {
    let mut events = sample_events(thumbnail_generator::NAME);
    for (case, video, photos, problems) in [
        ("video-post", true, 0, 0),
        ("photo-post", false, 3, 0),
        ("post-without-media", false, 0, 1),
    ] {
        let event = events.remove(case).unwrap();
        let delivery = deliveries::<Envelope>(event).await.remove(0);
        let Event::PostReceived(post) = delivery.message.event else {
            panic!("{case}: another event");
        };
        let media = post.facts.media;
        let found = (
            media.video.is_some(),
            media.photos.len(),
            media.problems.len(),
        );
        assert_eq!(found, (video, photos, problems), "{case}");
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}
