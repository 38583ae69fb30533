use std::time::Duration;

use domain::Handle;
use jiff::Timestamp;
use tiktok::Listing;
use tiktok::apify::{ApifyError, Scrape, ScrapeMedia, ScrapeRun, ScrapeTarget};
use tiktok::link::{self, Link};

use crate::upstream::{HTML, JSON, Upstream, json, respond};

const ITEM: &str = include_str!("../bodies/apify-item.json");
const RUN: &str = include_str!("../bodies/apify-run.json");
const GONE: &str = r#"{"url":"https://www.tiktok.com/@gone","error":"This profile doesn't exist"}"#;

fn profile(since: Option<i64>) -> Scrape {
    Scrape {
        target: ScrapeTarget::Profile {
            handle: Handle::parse("nakato.styles").unwrap(),
            newest: 20,
            since: since.map(|second| Timestamp::from_second(second).unwrap()),
        },
        media: ScrapeMedia::Copy,
    }
}

fn count(listing: &Listing) -> Option<usize> {
    match listing {
        Listing::Posts(posts) => Some(posts.len()),
        Listing::Unknown => None,
    }
}

#[tokio::test]
async fn a_profile_is_scraped_within_its_caps() {
    let items = format!("[{ITEM},{GONE}]");
    let upstream = Upstream::always(201, JSON, &items).await;
    let listing = upstream
        .client()
        .scrape(&profile(Some(1_791_970_000)))
        .await
        .unwrap();
    assert_eq!(count(&listing), Some(1));
    let seen = &upstream.seen()[0];
    assert_eq!(
        seen.line(),
        "POST api.apify.com/v2/actors/clockworks~tiktok-scraper/run-sync-get-dataset-items?timeout=1&maxItems=20&maxTotalChargeUsd=0.50&format=json&clean=true"
    );
    assert_eq!(seen.header("authorization"), "Bearer apify_token");
    let input: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(input["profiles"][0], "nakato.styles");
    assert_eq!(input["resultsPerPage"], 20);
    assert_eq!(input["oldestPostDateUnified"], "2026-10-14");
    assert_eq!(input["shouldDownloadVideos"], true);
    assert_eq!(input["commentsPerPost"], 0);
}

#[tokio::test]
async fn single_posts_are_scraped_by_their_links() {
    let upstream = Upstream::always(201, JSON, &format!("[{ITEM}]")).await;
    let text = "https://www.tiktok.com/@nakato.styles/video/7696453428469059346";
    let Ok(Link::Post(post)) = link::parse(text) else {
        panic!("no post")
    };
    let scrape = Scrape {
        target: ScrapeTarget::Posts(vec![post]),
        media: ScrapeMedia::Skip,
    };
    let listing = upstream.client().scrape(&scrape).await.unwrap();
    assert_eq!(count(&listing), Some(1));
    let seen = &upstream.seen()[0];
    assert!(seen.target.contains("maxItems=1&"), "{}", seen.target);
    let input: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(input["postURLs"][0], text);
    assert_eq!(input["shouldDownloadVideos"], false);
    assert_eq!(input.get("profiles"), None);
}

#[tokio::test]
async fn nothing_found_is_unknown_but_nothing_new_is_known() {
    for body in ["[]".to_owned(), format!("[{GONE}]")] {
        let upstream = Upstream::always(201, JSON, &body).await;
        assert_eq!(
            upstream.client().scrape(&profile(None)).await.unwrap(),
            Listing::Unknown
        );
    }
    let upstream = Upstream::always(201, JSON, &format!("[{ITEM}]")).await;
    let listing = upstream
        .client()
        .scrape(&profile(Some(1_791_970_213)))
        .await
        .unwrap();
    assert_eq!(count(&listing), Some(0));
}

#[tokio::test]
async fn failures_are_told_apart_and_runs_never_paid_twice() {
    let error = |kind: &str| format!(r#"{{"error":{{"type":"{kind}","message":"words"}}}}"#);
    for (status, content_type, body, expected, requests) in [
        (
            401,
            JSON,
            error("invalid-token"),
            r#"TokenInvalid { kind: "invalid-token" } Never"#,
            1,
        ),
        (
            403,
            JSON,
            error("insufficient-permissions"),
            r#"TokenInvalid { kind: "insufficient-permissions" } Never"#,
            1,
        ),
        (
            402,
            JSON,
            error("not-enough-usage-to-run-paid-actor"),
            r#"Payment { kind: "not-enough-usage-to-run-paid-actor" } Never"#,
            1,
        ),
        (
            404,
            JSON,
            error("record-not-found"),
            r#"Refused { status: 404, kind: "record-not-found", message: "words" } Never"#,
            1,
        ),
        (
            400,
            JSON,
            error("invalid-input"),
            r#"Refused { status: 400, kind: "invalid-input", message: "words" } Never"#,
            1,
        ),
        (
            400,
            JSON,
            error("run-failed"),
            r#"RunFailed { status: "FAILED" } Soon"#,
            1,
        ),
        (
            408,
            JSON,
            error("run-timeout-exceeded"),
            "RunTimeout Never",
            1,
        ),
        (429, JSON, error("rate-limit-exceeded"), "Throttled Soon", 2),
        (
            500,
            JSON,
            error("internal-server-error"),
            "Upstream { status: 500 } Soon",
            1,
        ),
        (
            502,
            HTML,
            "<html></html>".to_owned(),
            "Upstream { status: 502 } Soon",
            1,
        ),
        (
            201,
            HTML,
            "<html></html>".to_owned(),
            "Malformed { status: 201 } Soon",
            1,
        ),
        (
            201,
            JSON,
            "[{".to_owned(),
            "Malformed { status: 201 } Soon",
            1,
        ),
    ] {
        let upstream = Upstream::always(status, content_type, &body).await;
        let failure: ApifyError = upstream.client().scrape(&profile(None)).await.unwrap_err();
        assert_eq!(
            format!("{failure:?} {:?}", failure.retry()),
            expected,
            "{body}"
        );
        assert_eq!(upstream.seen().len(), requests, "{body}");
    }
}

#[tokio::test]
async fn a_long_run_is_started_polled_and_read_page_by_page() {
    let upstream = Upstream::answering(|seen, number| {
        let page = |offset: usize| {
            let items = if offset == 0 {
                format!("[{ITEM},{GONE}]")
            } else {
                format!("[{ITEM}]")
            };
            let mut answer = json(items);
            answer
                .headers_mut()
                .insert("X-Apify-Pagination-Total", 3.into());
            answer
        };
        Some(match number {
            0 => respond(201, JSON, RUN),
            1 => json(RUN.replace("READY", "RUNNING")),
            2 => json(RUN.replace("READY", "SUCCEEDED")),
            _ if seen.target.contains("offset=0") => page(0),
            _ => page(2),
        })
    })
    .await;
    let scrape = profile(None);
    let run = upstream.client().start_scrape(&scrape).await.unwrap();
    let expected = ScrapeRun {
        id: "Rn7demoRun0001aBc".into(),
        dataset_id: "Ds2demoData001sTu".into(),
    };
    assert_eq!(run, expected);
    let within = Duration::from_secs(30);
    let listing = upstream
        .client()
        .scrape_outcome(&run, &scrape, within)
        .await
        .unwrap();
    assert_eq!(count(&listing), Some(2));
    let paths: Vec<String> = upstream
        .lines()
        .iter()
        .map(|line| line.split('?').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        paths,
        [
            "POST api.apify.com/v2/actors/clockworks~tiktok-scraper/runs",
            "GET api.apify.com/v2/actor-runs/Rn7demoRun0001aBc",
            "GET api.apify.com/v2/actor-runs/Rn7demoRun0001aBc",
            "GET api.apify.com/v2/datasets/Ds2demoData001sTu/items",
            "GET api.apify.com/v2/datasets/Ds2demoData001sTu/items",
        ]
    );
    assert!(upstream.seen()[4].target.contains("offset=2&limit=1000"));
}

#[tokio::test]
async fn a_run_that_ends_badly_or_not_yet_says_so() {
    let run = ScrapeRun {
        id: "Rn/../x".into(),
        dataset_id: "Ds".into(),
    };
    for (status, expected) in [
        ("FAILED", r#"RunFailed { status: "FAILED" }"#),
        ("TIMED-OUT", r#"RunFailed { status: "TIMED-OUT" }"#),
        ("ABORTED", r#"RunFailed { status: "ABORTED" }"#),
        ("RUNNING", "Unfinished"),
    ] {
        let upstream = Upstream::always(200, JSON, &RUN.replace("READY", status)).await;
        let outcome = upstream
            .client()
            .scrape_outcome(&run, &profile(None), Duration::ZERO)
            .await;
        assert_eq!(format!("{:?}", outcome.unwrap_err()), expected);
        assert!(
            upstream.seen()[0]
                .target
                .starts_with("/v2/actor-runs/Rn%2F..%2Fx?")
        );
    }
}
