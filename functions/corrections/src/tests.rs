//! The routes over a real table in memory, driven by the sample events.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::testing as samples;
use domain::{Correction, PostId};
use function::testing::{invoke, sample_events};
use serde_json::{Value, json};

use super::*;

fn sample(case: &str) -> Value {
    sample_events(NAME).remove(case).unwrap()
}

/// A table with the sample post, and one that is still being fetched.
async fn function() -> Function {
    let store = sample_catalog::store(&[], &[]).await;
    let mut waiting = samples::requested_post();
    waiting.id = PostId::parse(WAITING).unwrap();
    for post in [samples::analysed_post(), waiting] {
        store.put_post(&post).await.unwrap();
    }
    over(store)
}

const WAITING: &str = "7711027552000786640";

fn over(store: CatalogStore) -> Function {
    let corrections = Corrections {
        store,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
    };
    function::http(NAME, router(corrections))
}

async fn answer(function: &Function, event: Value) -> (u64, Value) {
    let answer = invoke(function, event).await;
    let body = answer["body"].as_str().unwrap_or_default();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (answer["statusCode"].as_u64().unwrap(), body)
}

/// The sample correction with another body.
fn correcting(body: &Value) -> Value {
    let mut event = sample("correct-price");
    event["body"] = body.to_string().into();
    event
}

fn listing(query: &str) -> Value {
    let mut event = sample("list-corrections");
    event["rawQueryString"] = query.into();
    event
}

#[tokio::test]
async fn every_sample_event_is_answered() {
    let expected = BTreeMap::from([
        ("correct-price", (201, "")),
        ("correct-negative-price", (422, "invalid_value")),
        ("correct-unknown-field", (400, "unknown_field")),
        ("correct-unknown-category", (422, "unknown_category")),
        ("correct-unknown-post", (404, "unknown_post")),
        ("correct-span-outside", (422, "invalid_span")),
        ("correct-what-was-right", (422, "nothing_to_correct")),
        ("correct-with-own-caption", (400, "invalid_body")),
        ("list-corrections", (200, "")),
        ("list-corrections-limit-0", (400, "invalid_limit")),
        ("list-corrections-tampered-cursor", (400, "invalid_cursor")),
        ("export-corrections", (200, "")),
    ]);
    let events = sample_events(NAME);
    assert!(
        events.keys().eq(expected.keys()),
        "each event file has an expectation"
    );
    let function = function().await;
    for (case, event) in events {
        let (status, code) = expected[case.as_str()];
        let (answered, body) = answer(&function, event).await;
        assert_eq!(answered, status, "{case}: {body}");
        assert_eq!(body["code"].as_str().unwrap_or_default(), code, "{case}");
    }
}

#[tokio::test]
async fn a_correction_carries_what_the_hub_knows() {
    let (_, row) = answer(&function().await, sample("correct-price")).await;
    let amount = |shillings: u32| json!({"amount": shillings, "currency": "UGX"});
    assert_eq!(row["was"], amount(85_000));
    assert_eq!(row["is"], amount(120_000));
    assert_eq!(row["caption"], samples::CAPTION);
    assert_eq!(row["market"], "UG");
    assert_eq!(row["by"], "operator");
    let correction: Correction = serde_json::from_value(row).unwrap();
    assert_eq!(correction.words(), Some("120k"));
}

#[tokio::test]
async fn the_same_correction_twice_is_one() {
    let function = function().await;
    let (first, kept) = answer(&function, sample("correct-price")).await;
    let (second, again) = answer(&function, sample("correct-price")).await;
    assert_eq!((first, second), (201, 200));
    assert_eq!(again, kept, "the first one, with its time");
    let (_, page) = answer(&function, listing("")).await;
    assert_eq!(page, json!({"corrections": [kept], "next_cursor": null}));
}

#[tokio::test]
async fn two_opinions_on_one_field_are_both_kept() {
    let function = function().await;
    for (is, status) in [(json!("piece"), 201), (json!("pair"), 201)] {
        let body = json!({"post_id": samples::post_id(), "field": "unit", "is": is});
        assert_eq!(answer(&function, correcting(&body)).await.0, status);
    }
    let (_, page) = answer(&function, listing("")).await;
    assert_eq!(page["corrections"].as_array().unwrap().len(), 2);
    assert_eq!(page["corrections"][0]["was"], Value::Null);
}

#[tokio::test]
async fn a_post_without_a_caption_can_not_be_corrected() {
    let body = json!({"post_id": WAITING, "field": "title", "is": "Dress"});
    let (status, problem) = answer(&function().await, correcting(&body)).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (422, Some("no_caption"))
    );
}

#[tokio::test]
async fn all_corrections_are_reached_line_by_line() {
    let function = function().await;
    let sizes = ["XS", "S", "M", "L", "XXL"];
    for size in sizes {
        let body = json!({"post_id": samples::post_id(), "field": "sizes", "is": [size]});
        assert_eq!(answer(&function, correcting(&body)).await.0, 201, "{size}");
    }
    let mut rows: Vec<Correction> = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let mut event = sample("export-corrections");
        event["rawQueryString"] = query.clone().into();
        let page = invoke(&function, event).await;
        let headers = &page["headers"];
        assert_eq!(headers["content-type"], "application/x-ndjson");
        assert_eq!(headers["cache-control"], "no-store");
        // What is not plainly text travels to API Gateway as base64.
        let body = STANDARD.decode(page["body"].as_str().unwrap()).unwrap();
        let body = String::from_utf8(body).unwrap();
        rows.extend(body.lines().map(|line| serde_json::from_str(line).unwrap()));
        match headers["link"].as_str() {
            Some(link) => {
                let (path, _) = link[1..].split_once(">; rel=\"next\"").unwrap();
                query = path.split_once('?').unwrap().1.to_owned();
            }
            None => break,
        }
    }
    let mut found: Vec<&str> = rows
        .iter()
        .map(|correction| correction.row().is[0].as_str().unwrap())
        .collect();
    found.sort_unstable();
    let mut sizes = sizes;
    sizes.sort_unstable();
    assert_eq!(found, sizes);
}

#[tokio::test]
async fn a_full_last_page_has_no_next_one() {
    let function = function().await;
    for size in ["XS", "XXL"] {
        let body = json!({"post_id": samples::post_id(), "field": "sizes", "is": [size]});
        answer(&function, correcting(&body)).await;
    }
    let (_, page) = answer(&function, listing("limit=2")).await;
    assert_eq!(page["corrections"].as_array().unwrap().len(), 2);
    assert_eq!(page["next_cursor"], Value::Null);
}

#[tokio::test]
async fn nobody_is_served_past_the_authorizer() {
    let function = function().await;
    for case in ["correct-price", "list-corrections", "export-corrections"] {
        let mut event = sample(case);
        event["requestContext"]["authorizer"] = Value::Null;
        let (status, problem) = answer(&function, event).await;
        assert_eq!(
            (status, problem["code"].as_str()),
            (403, Some("not_authorised")),
            "{case}"
        );
    }
}

#[tokio::test]
async fn a_table_that_does_not_answer_is_a_passing_problem() {
    let function = over(sample_catalog::broken_store().await);
    for case in ["correct-price", "list-corrections"] {
        let (status, problem) = answer(&function, sample(case)).await;
        assert_eq!(
            (status, problem["code"].as_str()),
            (503, Some("unavailable")),
            "{case}"
        );
    }
}
