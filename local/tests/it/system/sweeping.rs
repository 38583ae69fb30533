//! No post stays stuck: first its events come again, then it is settled with what there is.

use domain::testing as samples;
use domain::{PartFailureCode, Post, PostId, RefusalCode, Stage};
use jiff::{SignedDuration, Timestamp};
use local::Sources;
use serde_json::json;

use super::stack::Stack;

async fn sweep(stack: &Stack) {
    let sweeper = stack.hub.functions().find("post-sweeper").unwrap();
    sweeper
        .invoke(json!({ "source": "aws.events" }))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_stuck_for_ten_minutes_is_settled_without_its_missing_parts() {
    let stack = Stack::with_sources(Sources::Off).await;
    let store = stack.store().await;
    let minutes_ago = |minutes| Timestamp::now() - SignedDuration::from_mins(minutes);
    let young = Post {
        received_at: minutes_ago(4),
        ..samples::received_post()
    };
    let old = Post {
        id: PostId::parse("7711027552000000011").unwrap(),
        received_at: minutes_ago(11),
        ..samples::received_post()
    };
    let unfetched = Post {
        id: PostId::parse("7711027552000000012").unwrap(),
        received_at: minutes_ago(11),
        ..samples::requested_post()
    };
    for post in [&young, &old, &unfetched] {
        assert!(store.put_post(post).await.unwrap());
    }
    sweep(&stack).await;
    let now = |post: &Post| {
        let (store, tenant, id) = (store.clone(), post.tenant.clone(), post.id);
        async move { store.post(&tenant, id).await.unwrap().unwrap() }
    };

    let young = now(&young).await;
    assert_eq!((young.nudges, young.parts.missing().count()), (1, 3));

    let old = now(&old).await;
    assert_eq!(old.parts.missing().count(), 0);
    let caption = old.parts.caption.unwrap();
    assert_eq!(caption.failure().unwrap().code, PartFailureCode::TimedOut);

    let Stage::Refused { refusal } = now(&unfetched).await.stage else {
        panic!("a post that could not be fetched is refused")
    };
    assert_eq!(refusal.code, RefusalCode::SourceUnreachable);

    let again = store
        .overdue_posts(&young.tenant, Timestamp::now(), 10)
        .await
        .unwrap();
    assert!(again.due.is_empty(), "{again:?}");
}
