use domain::PostId;
use jiff::Timestamp;
use secrecy::SecretString;
use tiktok::Listing;
use tiktok::display::DisplayError;
use tiktok::link::PostKind;

use crate::upstream::{HTML, JSON, Seen, Upstream, json, respond};

const LIST: &str = include_str!("../bodies/video-list.json");

fn token() -> SecretString {
    SecretString::from("act.demo")
}

/// One page with posts made at these seconds.
fn page(seconds: &[i64], cursor: i64, has_more: &str) -> String {
    let videos: Vec<String> = seconds
        .iter()
        .map(|second| format!(r#"{{"id":"{}","create_time":{second}}}"#, second << 32 | 1))
        .collect();
    format!(
        r#"{{"data":{{"videos":[{}],"cursor":{cursor},"has_more":{has_more}}},"error":{{"code":"ok","message":"","log_id":"x"}}}}"#,
        videos.join(",")
    )
}

/// The seconds of the posts that are listed from scripted pages.
async fn list(
    pages: &'static [(&'static [i64], i64, &'static str)],
    since: Option<i64>,
) -> (Listing, usize) {
    let upstream = Upstream::answering(move |_, number| {
        let (seconds, cursor, has_more) = pages[number.min(pages.len() - 1)];
        Some(json(page(seconds, cursor, has_more)))
    })
    .await;
    let since = since.map(|second| Timestamp::from_second(second).unwrap());
    let listing = upstream
        .client()
        .list_posts(&token(), since, 100)
        .await
        .unwrap();
    (listing, upstream.seen().len())
}

fn seconds(listing: &Listing) -> Vec<i64> {
    match listing {
        Listing::Posts(posts) => posts
            .iter()
            .map(|post| post.posted_at.unwrap().as_second())
            .collect(),
        Listing::Unknown => panic!("unknown"),
    }
}

#[tokio::test]
async fn a_documented_page_is_read() {
    let upstream = Upstream::answering(|_: &Seen, number| {
        Some(json(if number == 0 {
            LIST.to_owned()
        } else {
            page(&[], 5, "false")
        }))
    })
    .await;
    let Listing::Posts(posts) = upstream
        .client()
        .list_posts(&token(), None, 100)
        .await
        .unwrap()
    else {
        panic!("unknown")
    };
    assert_eq!(posts.len(), 1);
    let post = &posts[0];
    assert_eq!(post.id.to_string(), "7696453428469059346");
    assert_eq!(post.handle.as_ref().unwrap().as_str(), "nakato.styles");
    assert_eq!(
        post.caption,
        "New kitenge dresses just landed UGX 85,000 #kitenge"
    );
    assert_eq!(post.posted_at.unwrap().as_second(), 1_791_970_212);
    assert_eq!(post.kind, PostKind::Video);
    assert!(post.cover_url.is_some());
    let seen = upstream.seen();
    assert!(
        seen[0]
            .line()
            .starts_with("POST open.tiktokapis.com/v2/video/list/?fields=id%2C")
    );
    assert_eq!(seen[0].header("authorization"), "Bearer act.demo");
    assert_eq!(seen[0].body, r#"{"max_count":20}"#);
    assert_eq!(seen[1].body, r#"{"cursor":1791970212000,"max_count":20}"#);
}

#[tokio::test]
async fn pages_are_followed_as_far_as_needed() {
    const A: i64 = 1_791_970_200;
    let (listing, pages) = list(
        &[
            (&[A + 3, A + 2], 900, "true"),
            (&[], 800, "true"),
            (&[A], 700, "false"),
        ],
        None,
    )
    .await;
    assert_eq!((seconds(&listing), pages), (vec![A + 3, A + 2, A], 3));
    let (listing, pages) = list(
        &[(&[A + 3, A + 2], 900, "true"), (&[A], 800, "false")],
        Some(A + 3),
    )
    .await;
    assert_eq!((seconds(&listing), pages), (vec![A + 3], 1));
}

#[tokio::test]
async fn a_cursor_that_stands_still_ends_the_listing() {
    const A: i64 = 1_791_970_200;
    let (listing, pages) = list(&[(&[A], 900, "true"), (&[A - 1], 900, "true")], None).await;
    assert_eq!((seconds(&listing), pages), (vec![A, A - 1], 2));
}

#[tokio::test]
async fn nothing_shown_is_unknown_but_nothing_new_is_known() {
    const A: i64 = 1_791_970_200;
    assert_eq!(list(&[(&[], 0, "false")], None).await.0, Listing::Unknown);
    assert_eq!(
        list(&[(&[A], 0, "false")], Some(A + 1)).await.0,
        Listing::Posts(Vec::new())
    );
}

#[tokio::test]
async fn unusable_entries_are_left_out() {
    let body = LIST.replace(r#""id": "7696453428469059346""#, r#""id": "12""#);
    let upstream = Upstream::always(
        200,
        JSON,
        &body.replace("\"has_more\": true", "\"has_more\": false"),
    )
    .await;
    let listing = upstream
        .client()
        .list_posts(&token(), None, 10)
        .await
        .unwrap();
    assert_eq!(listing, Listing::Unknown);
}

#[tokio::test]
async fn posts_are_looked_up_twenty_at_a_time() {
    let upstream = Upstream::always(200, JSON, LIST).await;
    let ids: Vec<PostId> = (1..=25)
        .map(|n| PostId::mint(Timestamp::from_second(1_791_970_200).unwrap(), n))
        .collect();
    let posts = upstream.client().query_posts(&token(), &ids).await.unwrap();
    assert_eq!(posts.len(), 2);
    let seen = upstream.seen();
    assert!(
        seen[0]
            .line()
            .starts_with("POST open.tiktokapis.com/v2/video/query/?fields=")
    );
    let asked = |seen: &Seen| {
        let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
        body["filters"]["video_ids"].as_array().unwrap().len()
    };
    assert_eq!((asked(&seen[0]), asked(&seen[1])), (20, 5));
    assert!(seen[1].body.contains(&format!("\"{}\"", ids[24])));
}

#[tokio::test]
async fn failures_are_told_apart() {
    let error = |code: &str| {
        format!(r#"{{"data":{{}},"error":{{"code":"{code}","message":"words","log_id":"L1"}}}}"#)
    };
    for (status, content_type, body, expected) in [
        (
            401,
            JSON,
            error("access_token_invalid"),
            r#"TokenInvalid { log_id: "L1" } Never"#,
        ),
        (
            200,
            JSON,
            error("access_token_invalid"),
            r#"TokenInvalid { log_id: "L1" } Never"#,
        ),
        (
            401,
            JSON,
            error("scope_not_authorized"),
            r#"Scope { log_id: "L1" } Never"#,
        ),
        (
            400,
            JSON,
            error("scope_permission_missed"),
            r#"Scope { log_id: "L1" } Never"#,
        ),
        (
            400,
            JSON,
            error("invalid_params"),
            r#"BadRequest { code: "invalid_params", log_id: "L1" } Never"#,
        ),
        (
            429,
            JSON,
            error("rate_limit_exceeded"),
            "RateLimited After(60s)",
        ),
        (
            429,
            HTML,
            "<html></html>".to_owned(),
            "RateLimited After(60s)",
        ),
        (
            500,
            JSON,
            error("internal_error"),
            r#"Upstream { status: 500, code: "internal_error" } Soon"#,
        ),
        (
            502,
            HTML,
            "<html></html>".to_owned(),
            r#"Upstream { status: 502, code: "" } Soon"#,
        ),
        (
            200,
            HTML,
            "<html></html>".to_owned(),
            "Html { status: 200 } Soon",
        ),
        (
            200,
            JSON,
            LIST[..300].to_owned(),
            "Malformed { status: 200 } Soon",
        ),
        (200, JSON, "{}".to_owned(), "Malformed { status: 200 } Soon"),
        (
            200,
            JSON,
            r#"{"data":[],"error":{"code":"ok"}}"#.to_owned(),
            "Malformed { status: 200 } Soon",
        ),
    ] {
        let upstream = Upstream::answering({
            let body = body.clone();
            move |_, _| Some(respond(status, content_type, body.clone()))
        })
        .await;
        let failure: DisplayError = upstream
            .client()
            .list_posts(&token(), None, 10)
            .await
            .unwrap_err();
        assert_eq!(
            format!("{failure:?} {:?}", failure.retry()),
            expected,
            "{body}"
        );
    }
}
