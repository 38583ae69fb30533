//! Trends on the wire.

use domain::testing::tag_analysis;
use domain::{Market, PostId};
use insights_store::{Counted, PublishedPost};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::*;

#[tokio::test]
async fn trends_are_what_the_sellers_of_the_market_and_tenant_post_about() {
    let insights = samples::insights().await;
    let now = Timestamp::now();
    let tags = tag_analysis();
    for (tenant, market, id, days) in [
        ("main", Market::Ug, "7711027552000786642", 0),
        ("main", Market::Ug, "7711027552000786643", 7),
        ("main", Market::Ke, "7711027552000786644", 0),
        ("other", Market::Ug, "7711027552000786645", 0),
    ] {
        let published = PublishedPost {
            tenant: &TenantId::parse(tenant).unwrap(),
            id: PostId::parse(id).unwrap(),
            market,
            tags: &tags,
            at: now - SignedDuration::from_hours(24 * days),
        };
        let counted = insights.count_post(&published, now).await.unwrap();
        assert_eq!(counted, Counted::Now);
    }
    let products = Products {
        store: samples::broken_store().await,
        insights,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
    };
    let function = function::http(NAME, router(products));
    // A test at the very end of a tick sees them a twenty-fifth less.
    for (query, market, scores) in [
        ("market=UG", "UG", 1_400..=1_500),
        ("market=ke", "KE", 950..=1_000),
    ] {
        let (status, body, _) = answer(&function, request(TRENDS, query)).await;
        assert_eq!((status, &body["market"]), (200, &json!(market)), "{query}");
        let trends = body["trends"].as_array().unwrap();
        let tags: Vec<_> = trends.iter().map(|one| &one["tag"]).collect();
        assert_eq!(tags, ["kitenge", "kitenge dress"], "{query}");
        for one in trends {
            assert!(scores.contains(&one["score"].as_u64().unwrap()), "{one}");
        }
    }
    let (_, one, _) = answer(&function, request(TRENDS, "market=UG&limit=1")).await;
    assert_eq!(one["trends"].as_array().map(Vec::len), Some(1));
    let (status, none, _) = answer(&function, request(TRENDS, "market=TZ")).await;
    let empty = json!({ "market": "TZ", "trends": [] });
    assert_eq!((status, none), (200, empty));
}
