//! When a change is worth assembling, and what a post has come to since when.

use domain::testing::{analysed_post, product, received_post, refused_post, seconds_later};
use domain::{Attention, AttentionCode};
use function::testing::{changes, sample_events};

use super::*;

#[tokio::test]
async fn every_sample_event_is_told_to_matter_or_not() {
    let mut events = sample_events(NAME);
    for (case, expected) in [("last-part-saved", true), ("part-missing", false)] {
        let change = changes(events.remove(case).unwrap()).await.remove(0);
        let old = change.old_as::<Post>().unwrap();
        let new = change.new_as::<Post>().unwrap().unwrap();
        assert_eq!(is_worth_assembling(old.as_ref(), &new), expected, "{case}");
    }
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}

#[test]
fn only_a_change_that_can_alter_the_product_is_worth_assembling() {
    let settled = Post {
        outcome: Some(Outcome::Published {
            at: seconds_later(4),
        }),
        ..analysed_post()
    };
    let nudged = Post {
        nudges: 1,
        ..analysed_post()
    };
    for (story, old, new, expected) in [
        ("came complete", None, analysed_post(), true),
        ("last part", Some(received_post()), analysed_post(), true),
        ("no part yet", None, received_post(), false),
        ("nudged", Some(analysed_post()), nudged, true),
        ("settled", Some(analysed_post()), settled, false),
        ("the same", Some(analysed_post()), analysed_post(), false),
        ("refused", None, refused_post(), false),
    ] {
        assert_eq!(is_worth_assembling(old.as_ref(), &new), expected, "{story}");
    }
}

#[test]
fn an_outcome_lasts_from_when_it_first_held() {
    let attention = |code| Attention {
        code,
        detail: String::new(),
    };
    let waits = |code| Product {
        state: ProductState::NeedsAttention {
            attention: attention(code),
        },
        ..product()
    };
    let waiting = |code, at| Outcome::NeedsAttention {
        attention: attention(code),
        at: seconds_later(at),
    };
    let published = |at| Outcome::Published {
        at: seconds_later(at),
    };
    let (title, price) = (AttentionCode::TitleUnsure, AttentionCode::PriceUnsure);
    for (product, before, expected) in [
        (product(), None, published(90)),
        (product(), Some(published(5)), published(5)),
        (product(), Some(waiting(title, 5)), published(90)),
        (waits(title), None, waiting(title, 90)),
        (waits(title), Some(waiting(title, 5)), waiting(title, 5)),
        (waits(title), Some(waiting(price, 5)), waiting(title, 90)),
        (waits(title), Some(published(5)), waiting(title, 90)),
    ] {
        let found = outcome(&product, before.as_ref(), seconds_later(90));
        assert_eq!(found, expected, "{before:?}");
    }
}
