use axum::response::Response;
use tiktok::link::{self, Link, PostKind, PostLink};

use crate::upstream::{HTML, JSON, Upstream, json, respond};

const BODY: &str = include_str!("../bodies/oembed.json");
const UNAVAILABLE: &str = r#"{"code":400,"message":"Something went wrong"}"#;

fn post(kind: &str) -> PostLink {
    let text = format!("https://www.tiktok.com/@nakato.styles/{kind}/7696453428469059346");
    match link::parse(&text) {
        Ok(Link::Post(post)) => post,
        other => panic!("{other:?}"),
    }
}

async fn ask(upstream: &Upstream) -> String {
    match upstream.client().oembed(&post("video")).await {
        Ok(found) => format!(
            "{:?} {}",
            found.post.handle.map(|h| h.to_string()),
            found.post.caption
        ),
        Err(error) => format!("{error:?} {:?}", error.retry()),
    }
}

#[tokio::test]
async fn a_recorded_answer_is_read() {
    let upstream = Upstream::always(200, JSON, BODY).await;
    let found = upstream.client().oembed(&post("video")).await.unwrap();
    assert_eq!(found.author_name, "Nakato Styles 👗");
    let post = found.post;
    assert_eq!(post.id.to_string(), "7696453428469059346");
    assert_eq!(post.handle.unwrap().as_str(), "nakato.styles");
    assert_eq!(post.kind, PostKind::Video);
    assert!(post.caption.ends_with("#tiktokug"), "{}", post.caption);
    let cover = post.cover_url.unwrap();
    assert!(
        cover.as_str().ends_with("x-signature=Qk3rJ0xExample%3D"),
        "{cover}"
    );
    assert_eq!((post.posted_at, post.video_url), (None, None));
    assert_eq!(
        upstream.lines(),
        [
            "GET www.tiktok.com/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40nakato.styles%2Fvideo%2F7696453428469059346"
        ]
    );
}

#[tokio::test]
async fn sparse_answers_are_read_and_false_ones_are_not() {
    for (body, expected) in [
        (
            r#"{"author_url":"https://www.tiktok.com/@Nakato.Styles"}"#,
            r#"Some("nakato.styles") "#,
        ),
        (
            r#"{"author_unique_id":"nalu","title":"Hi","cache_age":5}"#,
            r#"Some("nalu") Hi"#,
        ),
        (
            r#"{"author_unique_id":"na lu","embed_product_id":"7696453428469059346"}"#,
            r#"Some("nakato.styles") "#,
        ),
        (
            r#"{"author_unique_id":"nalu","thumbnail_url":""}"#,
            r#"Some("nalu") "#,
        ),
        (
            r#"{"author_unique_id":"nalu","embed_product_id":"7696453428469059347"}"#,
            "Malformed Soon",
        ),
        (UNAVAILABLE, "Malformed Soon"),
        ("{}", "Malformed Soon"),
        ("[]", "Malformed Soon"),
        ("null", "Malformed Soon"),
        (&BODY[..200], "Malformed Soon"),
    ] {
        let upstream = Upstream::always(200, JSON, body).await;
        assert_eq!(ask(&upstream).await, expected, "{body}");
    }
}

#[tokio::test]
async fn failures_are_told_apart() {
    for (status, content_type, body, expected) in [
        (400, JSON, UNAVAILABLE, "Unavailable Never"),
        (404, HTML, "<html></html>", "Unavailable Never"),
        (410, HTML, "", "Unavailable Never"),
        (403, HTML, "<html></html>", "Throttled { status: 403 } Soon"),
        (429, JSON, "{}", "Throttled { status: 429 } Soon"),
        (500, JSON, "{}", "Upstream { status: 500 } Soon"),
        (502, HTML, "<html></html>", "Upstream { status: 502 } Soon"),
        (302, HTML, "", "Upstream { status: 302 } Soon"),
        (200, HTML, "<html>Verify you are human</html>", "Html Soon"),
        (200, HTML, BODY, "Html Soon"),
    ] {
        let upstream = Upstream::always(status, content_type, body).await;
        assert_eq!(ask(&upstream).await, expected, "{status} {body}");
        let requests = if expected.ends_with("Never") { 1 } else { 2 };
        assert_eq!(upstream.seen().len(), requests, "{status} {body}");
    }
}

#[tokio::test]
async fn trouble_that_passes_is_not_seen() {
    let upstream = Upstream::answering(|_, number| {
        Some(if number == 0 {
            respond(429, HTML, "")
        } else {
            json(BODY)
        })
    })
    .await;
    assert!(ask(&upstream).await.starts_with(r#"Some("nakato.styles")"#));
}

#[tokio::test]
async fn silence_and_floods_end() {
    let silent = Upstream::with_impatient_client(|_, _| None).await;
    assert_eq!(ask(&silent).await, "Transport(Timeout) Soon");
    let dripping = Upstream::with_impatient_client(|_, _| {
        let never = futures::stream::pending::<Result<axum::body::Bytes, std::io::Error>>();
        Some(json(axum::body::Body::from_stream(never)))
    })
    .await;
    assert_eq!(ask(&dripping).await, "Transport(Timeout) Soon");
    let flood = Upstream::always(200, JSON, &" ".repeat(3_000_000)).await;
    assert_eq!(
        ask(&flood).await,
        "Transport(TooLarge { limit: 2097152 }) Never"
    );
}

#[tokio::test]
async fn photo_posts_are_asked_for_as_videos_too() {
    let refuse_photos = |seen: &crate::upstream::Seen, _| -> Option<Response> {
        Some(if seen.target.contains("photo") {
            respond(400, JSON, UNAVAILABLE)
        } else {
            json(BODY)
        })
    };
    let upstream = Upstream::answering(refuse_photos).await;
    let found = upstream.client().oembed(&post("photo")).await.unwrap();
    assert_eq!(found.post.kind, PostKind::Photo);
    assert_eq!(upstream.seen().len(), 2);
}
