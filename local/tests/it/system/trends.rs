//! Trends: published products are counted by market and tenant, each once, and nothing is lost.

use domain::testing as samples;
use domain::{EVENT_VERSION, Envelope, Event, Market, Part, Post, PostId, Stage, TenantId};
use insights_store::{Counted, InsightsError, InsightsStore, PublishedPost};
use jiff::{SignedDuration, Timestamp};
use local::Sources;
use serde_json::{Value, json};
use uuid::Uuid;

use super::stack::{Stack, row};
use crate::world::PATIENCE;

const UGANDA: &str = "/v1/trends?market=UG";

/// The sample post with its parts done, by another id.
fn post(number: u64) -> Post {
    let id = (7_711_027_552_000_000_000 + number).to_string();
    Post {
        id: PostId::parse(&id).unwrap(),
        ..samples::analysed_post()
    }
}

/// The event that a post's product was published at a time.
fn published(post: &Post, at: Timestamp) -> Envelope {
    let mut product = samples::product().summary();
    product.post_id = post.id;
    Envelope {
        id: Uuid::now_v7(),
        version: EVENT_VERSION,
        tenant: post.tenant.clone(),
        occurred_at: at,
        correlation_id: post.import_id,
        event: Event::ProductPublished(product),
    }
}

/// Has the counter handle these events as one batch; the numbers of those that failed.
async fn deliver(stack: &Stack, envelopes: &[Envelope]) -> Vec<String> {
    let records: Vec<Value> = envelopes
        .iter()
        .enumerate()
        .map(|(number, envelope)| {
            json!({
                "messageId": number.to_string(),
                "body": serde_json::to_string(envelope).unwrap(),
                "attributes": { "ApproximateReceiveCount": "1" },
            })
        })
        .collect();
    let counter = stack.hub.functions().find("trend-counter").unwrap();
    let answer = counter.invoke(json!({ "Records": records })).await.unwrap();
    let failed = answer["batchItemFailures"].as_array().unwrap().iter();
    failed
        .map(|item| item["itemIdentifier"].as_str().unwrap().to_owned())
        .collect()
}

async fn insights(stack: &Stack) -> InsightsStore {
    let counter = stack.hub.functions().find("trend-counter").unwrap();
    let environment = counter.environment();
    let aws = function::Aws::new(environment);
    let table = environment.get("INSIGHTS_TABLE").unwrap().to_owned();
    InsightsStore::new(aws.dynamodb(), table)
}

/// How many products a tenant's sample hashtag is counted for at a time, in thousandths.
async fn counted(insights: &InsightsStore, tenant: &TenantId, at: Timestamp) -> u64 {
    let trends = insights.trends(tenant, Market::Ug).await.unwrap();
    let top = trends.top(9, at).into_iter();
    top.filter(|one| one.text == "kitenge")
        .map(|one| one.thousandths)
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn published_products_make_the_trends_of_their_market() {
    let stack = Stack::start().await;
    assert_eq!(
        stack.json(UGANDA).await,
        json!({ "market": "UG", "trends": [] })
    );
    let rows = json!({ "dataset": [
        row(1, "Leather sandals 45k #TRACK #sandals"),
        row(2, "Beaded sandals 30k size 38 #TRACK #sandals"),
        row(3, "Handbag UGX 60,000 #TRACK"),
        row(4, "Good morning everyone #TRACK"),
    ]});
    let import = stack.import(&rows).await;
    stack.settled(&import).await;
    let wait = async {
        let mut moments = tokio::time::interval(std::time::Duration::from_millis(20));
        loop {
            moments.tick().await;
            let body = stack.json(UGANDA).await;
            let trends = body["trends"].as_array().unwrap();
            let score = |tag| trends.iter().find(|one| one["tag"] == tag);
            if let (Some(sandals), Some(_)) = (score("sandals"), score("handbag"))
                && sandals["score"].as_u64() > Some(1_900)
            {
                assert_eq!(&trends[0], sandals, "{body}");
                return trends.len();
            }
        }
    };
    let all = tokio::time::timeout(PATIENCE * 2, wait).await;
    let all = all.expect("the tags of three products in time");
    assert!(all > 2);
    let two = stack.json(&format!("{UGANDA}&limit=2")).await;
    assert_eq!(two["trends"].as_array().unwrap().len(), 2);
    let kenya = stack.json("/v1/trends?market=ke").await;
    assert_eq!(kenya, json!({ "market": "KE", "trends": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_counted_once_however_often_its_event_comes() {
    let stack = Stack::with_sources(Sources::Off).await;
    let post = post(1);
    stack.store().await.put_post(&post).await.unwrap();
    let (insights, at) = (insights(&stack).await, Timestamp::now());
    let event = published(&post, at);
    let twice = [event.clone(), event.clone()];
    for batch in [&twice[..], &[event], &[published(&post, at)]] {
        assert_eq!(deliver(&stack, batch).await, [""; 0]);
        assert_eq!(counted(&insights, &post.tenant, at).await, 1_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_counted_fails_alone_or_counts_nothing() {
    let stack = Stack::with_sources(Sources::Off).await;
    let store = stack.store().await;
    let good = post(1);
    let mut untagged = post(2);
    untagged.parts.tags = Some(samples::failed("no words"));
    let unfetched = Post {
        stage: Stage::Requested,
        ..post(3)
    };
    let old = post(4);
    for post in [&good, &untagged, &unfetched, &old] {
        store.put_post(post).await.unwrap();
    }
    let (insights, at) = (insights(&stack).await, Timestamp::now());
    let mut changed = published(&good, at);
    changed.event = Event::ProductChanged(samples::product().summary());
    let mut newer = published(&good, at);
    newer.version = EVENT_VERSION + 1;
    let late = published(&old, at - SignedDuration::from_hours(24 * 29));
    let batch = [
        changed,
        published(&good, at),
        newer,
        published(&untagged, at),
        published(&unfetched, at),
        published(&post(5), at),
        late,
    ];
    let mut failed = deliver(&stack, &batch).await;
    failed.sort_unstable();
    assert_eq!(failed, ["0", "2"], "another event and another version");
    let only_the_good_one = counted(&insights, &good.tenant, at).await;
    assert_eq!(only_the_good_one, 1_000);
    assert_eq!(deliver(&stack, &[]).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenant_sees_nothing_of_it() {
    let stack = Stack::with_sources(Sources::Off).await;
    let other = Post {
        tenant: TenantId::parse("other").unwrap(),
        ..post(1)
    };
    stack.store().await.put_post(&other).await.unwrap();
    let (insights, at) = (insights(&stack).await, Timestamp::now());
    assert_eq!(deliver(&stack, &[published(&other, at)]).await, [""; 0]);
    assert_eq!(counted(&insights, &other.tenant, at).await, 1_000);
    let seen = stack.json(UGANDA).await;
    assert_eq!(seen, json!({ "market": "UG", "trends": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_side_by_side_lose_nothing_of_each_others() {
    let stack = Stack::with_sources(Sources::Off).await;
    let store = stack.store().await;
    let (insights, at) = (insights(&stack).await, Timestamp::now());
    let posts: Vec<Post> = (1..=40).map(post).collect();
    for post in &posts {
        store.put_post(post).await.unwrap();
    }
    let (by_function, by_others) = posts.split_at(20);
    let batches = by_function.chunks(10).map(|posts| {
        let batch: Vec<Envelope> = posts.iter().map(|post| published(post, at)).collect();
        let stack = &stack;
        async move { assert_eq!(deliver(stack, &batch).await, [""; 0]) }
    });
    let others = by_others
        .iter()
        .map(|post| count_until_done(&insights, post, at));
    futures::join!(
        futures::future::join_all(batches),
        futures::future::join_all(others)
    );
    let all = counted(&insights, &TenantId::default(), at).await;
    assert_eq!(all, 40_000);
}

/// Counts a post as its queue would: again where others came first each time.
async fn count_until_done(insights: &InsightsStore, post: &Post, at: Timestamp) {
    let Some(Part::Done { analysis, .. }) = &post.parts.tags else {
        panic!("a tagged sample")
    };
    let published = PublishedPost {
        tenant: &post.tenant,
        id: post.id,
        market: Market::Ug,
        tags: analysis,
        at,
    };
    loop {
        match insights.count_post(&published, at).await {
            Ok(counted) => return assert_eq!(counted, Counted::Now),
            Err(InsightsError::Conflict) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
}
