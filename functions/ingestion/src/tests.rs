//! The routes over a real table in memory, driven by the sample events.

use function::testing::{invoke, offline, sample_events};
use serde_json::Value;

use super::*;

fn sample(case: &str) -> Value {
    sample_events(NAME).remove(case).unwrap()
}

/// The function over an empty table. Nothing answers for the bucket or for TikTok.
async fn ingestion() -> Function {
    let environment = offline();
    let ingestion = Ingestion {
        store: sample_catalog::store(&[], &[]).await,
        media: MediaStore::new(Aws::new(&environment).s3(), "media".to_owned()),
        tiktok: TikTokClient::new(ClientConfig::default()).unwrap(),
        tenant: TenantId::default(),
        default_market: Market::Ug,
        origin: Origin::from_environment(&environment),
    };
    function::http(NAME, router(ingestion))
}

async fn answer(function: &Function, event: Value) -> (u64, Value) {
    let answer = invoke(function, event).await;
    let body = answer["body"].as_str().unwrap_or_default();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (answer["statusCode"].as_u64().unwrap(), body)
}

#[tokio::test]
async fn every_sample_event_is_answered() {
    let mut events = sample_events(NAME);
    for (case, status, code) in [
        ("import-link", 202, ""),
        ("import-link-without-tag", 202, ""),
        ("import-dataset-with-one-bad-row", 202, ""),
        ("import-not-a-link", 400, "not_a_link"),
        ("import-other-site", 400, "other_site"),
        ("show-import-unknown", 404, "unknown_import"),
        ("start-upload", 201, ""),
        ("start-upload-too-large", 413, "file_too_large"),
    ] {
        let event = events.remove(case).unwrap();
        let (found, body) = answer(&ingestion().await, event).await;
        assert_eq!(found, status, "{case}: {body}");
        assert_eq!(body["code"].as_str().unwrap_or_default(), code, "{case}");
    }
    // Whether a file was uploaded only the bucket knows, so here it is only read.
    let upload = events.remove("import-unknown-upload").unwrap();
    let body = upload["body"].as_str().unwrap().as_bytes();
    assert!(matches!(asked::read(body, None), Ok(Asked::Upload(_))));
    assert!(events.is_empty(), "no expectation for {:?}", events.keys());
}

#[tokio::test]
async fn a_bad_row_is_named_and_the_good_ones_go_on() {
    let event = sample("import-dataset-with-one-bad-row");
    let (_, import) = answer(&ingestion().await, event).await;
    let rows: Vec<_> = import["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|post| {
            let code = post["reason"]["code"].as_str().unwrap_or_default();
            (
                post["row"].as_u64().unwrap(),
                post["status"].as_str().unwrap(),
                code,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (1, "fetching", ""),
            (2, "unreadable", "unreadable_row"),
            (3, "fetching", ""),
            (4, "refused", "no_track_tag"),
        ]
    );
    assert_eq!(import["status"], "in_progress");
}

#[tokio::test]
async fn asking_twice_is_asking_once() {
    let function = ingestion().await;
    for case in ["import-link", "import-dataset-with-one-bad-row"] {
        let (_, first) = answer(&function, sample(case)).await;
        let (_, second) = answer(&function, sample(case)).await;
        assert_eq!(first["id"], second["id"], "{case}");
        assert_eq!(first["requested_at"], second["requested_at"], "{case}");
    }
}

#[tokio::test]
async fn an_import_can_be_looked_at_again() {
    let function = ingestion().await;
    let (_, started) = answer(&function, sample("import-link")).await;
    let mut event = sample("show-import-unknown");
    event["rawPath"] = started["url"].clone();
    event["requestContext"]["http"]["path"] = started["url"].clone();
    let (status, shown) = answer(&function, event).await;
    assert_eq!((status, shown), (200, started));
}
