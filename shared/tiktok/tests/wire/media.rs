use axum::response::Response;
use tiktok::media::MediaKind;
use url::Url;

use crate::upstream::{HTML, Seen, Upstream, broken, redirect, respond};

const COVER: &str = "https://p16-sign-va.tiktokcdn.com/obj/cover?x-expires=1&x-signature=demo%3D";
const RECORD: &str = "https://api.apify.com/v2/key-value-stores/Kv1/records/video-nalu-1";

fn mp4(size: usize) -> Vec<u8> {
    let mut file = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    file.extend((file.len()..size).map(|at| (at % 251) as u8));
    file
}

async fn download(upstream: &Upstream, url: &str, limit: u64) -> Result<Vec<u8>, String> {
    let url = Url::parse(url).unwrap();
    match upstream.client().download(&url, limit).await {
        Ok(download) => download.bytes().await.map_err(|error| format!("{error:?}")),
        Err(error) => Err(format!("{error:?}")),
    }
}

async fn check(
    answer: impl Fn(&Seen, usize) -> Option<Response> + Send + Sync + 'static,
    expected: &str,
) {
    let upstream = Upstream::answering(answer).await;
    assert_eq!(
        download(&upstream, RECORD, 10_000).await,
        Err(expected.to_owned())
    );
}

#[tokio::test]
async fn a_file_comes_whole_and_is_named_by_its_bytes() {
    let upstream = Upstream::answering(|_, _| Some(respond(200, "text/plain", mp4(5000)))).await;
    let opened = upstream
        .client()
        .download(&Url::parse(COVER).unwrap(), 5000)
        .await
        .unwrap();
    assert_eq!((opened.kind(), opened.size()), (MediaKind::Mp4, Some(5000)));
    assert_eq!(opened.bytes().await.unwrap(), mp4(5000));
    let seen = &upstream.seen()[0];
    let line = "GET p16-sign-va.tiktokcdn.com/obj/cover?x-expires=1&x-signature=demo%3D";
    assert_eq!(
        (seen.line().as_str(), seen.header("authorization")),
        (line, "")
    );
}

#[tokio::test]
async fn the_stream_gives_the_same_bytes() {
    use futures::TryStreamExt as _;
    let upstream = Upstream::answering(|_, _| Some(respond(200, "video/mp4", mp4(5000)))).await;
    let opened = upstream
        .client()
        .download(&Url::parse(RECORD).unwrap(), 5000)
        .await
        .unwrap();
    let chunks: Vec<bytes::Bytes> = opened.into_stream().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), mp4(5000));
    assert_eq!(
        upstream.seen()[0].header("authorization"),
        "Bearer apify_token"
    );
}

#[tokio::test]
async fn only_listed_hosts_are_asked() {
    let upstream = Upstream::answering(|_, _| None).await;
    for (url, host) in [
        ("https://evil.example/a.mp4", "evil.example"),
        ("http://p16.tiktokcdn.com/a.mp4", "p16.tiktokcdn.com"),
        (
            "https://169.254.169.254/latest/meta-data/",
            "169.254.169.254",
        ),
        ("https://api.apify.com/v2/users/me", "api.apify.com"),
    ] {
        let expected = format!("HostNotAllowed {{ host: {host:?} }}");
        assert_eq!(download(&upstream, url, 10).await, Err(expected));
    }
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn redirects_are_checked_and_the_token_stays_with_apify() {
    let upstream = Upstream::answering(|seen, _| {
        Some(match seen.host.as_str() {
            "api.apify.com" => {
                redirect("https://apifier-key-value-store-prod.s3.amazonaws.com/Kv1/v?Signature=x")
            }
            _ => respond(200, "video/mp4", mp4(100)),
        })
    })
    .await;
    assert_eq!(download(&upstream, RECORD, 1000).await, Ok(mp4(100)));
    assert_eq!(upstream.seen()[1].header("authorization"), "");
    check(
        |_, _| Some(redirect("http://127.0.0.1:9000/bucket/secret")),
        r#"HostNotAllowed { host: "127.0.0.1" }"#,
    )
    .await;
    check(
        |_, _| Some(redirect("https://p16.tiktokcdn.com/again")),
        "TooManyRedirects",
    )
    .await;
}

#[tokio::test]
async fn what_is_no_media_is_refused() {
    check(
        |_, _| Some(respond(200, "video/mp4", "<!doctype html><p>Sorry")),
        "Html",
    )
    .await;
    check(
        |_, _| Some(respond(200, "video/mp4", "text named .mp4")),
        "NotMedia",
    )
    .await;
    check(|_, _| Some(respond(200, "video/mp4", "")), "Empty").await;
    check(|_, _| Some(respond(403, HTML, "")), "Gone { status: 403 }").await;
    check(|_, _| Some(respond(404, HTML, "")), "Gone { status: 404 }").await;
    check(
        |_, _| Some(respond(503, HTML, "")),
        "Upstream { status: 503 }",
    )
    .await;
    let silent = Upstream::with_impatient_client(|_, _| None).await;
    let outcome = download(&silent, RECORD, 10_000).await;
    assert_eq!(outcome, Err("Transport(Timeout)".to_owned()));
}

#[tokio::test]
async fn the_limit_holds_with_and_without_an_announced_size() {
    check(
        |_, _| Some(respond(200, "video/mp4", mp4(10_001))),
        "TooLarge { limit: 10000 }",
    )
    .await;
    let unannounced = |_: &Seen, _| {
        let chunks: Vec<Result<Vec<u8>, std::io::Error>> = mp4(20_000)
            .chunks(1000)
            .map(|chunk| Ok(chunk.to_vec()))
            .collect();
        let body = axum::body::Body::from_stream(futures::stream::iter(chunks));
        Some(respond(200, "video/mp4", body))
    };
    check(unannounced, "TooLarge { limit: 10000 }").await;
}

/// A server that breaks every answer off after 2,000 bytes and honours ranges.
fn breaking(seen: &Seen, _: usize) -> Option<Response> {
    let file = mp4(5000);
    let from: usize = seen
        .header("range")
        .strip_prefix("bytes=")
        .map_or(0, |range| range.trim_end_matches('-').parse().unwrap());
    let to = (from + 2000).min(file.len());
    let status = if from == 0 { 200 } else { 206 };
    let mut answer = if to == file.len() {
        respond(status, "video/mp4", file[from..].to_vec())
    } else {
        broken(status, file.len() - from, file[from..to].to_vec())
    };
    answer
        .headers_mut()
        .insert("etag", "\"v1\"".parse().unwrap());
    if status == 206 {
        let range = format!("bytes {from}-4999/5000");
        answer
            .headers_mut()
            .insert("content-range", range.parse().unwrap());
    }
    Some(answer)
}

#[tokio::test]
async fn a_broken_download_goes_on_where_it_broke() {
    let upstream = Upstream::answering(breaking).await;
    assert_eq!(download(&upstream, RECORD, 5000).await, Ok(mp4(5000)));
    let seen = upstream.seen();
    let ranges: Vec<&str> = seen.iter().map(|seen| seen.header("range")).collect();
    assert_eq!(ranges, ["", "bytes=2000-", "bytes=4000-"]);
    assert_eq!(seen[1].header("if-range"), "\"v1\"");
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_is_not_stitched_together() {
    check(
        |_, _| Some(broken(200, 5000, mp4(2000))),
        "BrokeOff { received: 2000 }",
    )
    .await;
}

#[tokio::test]
async fn a_server_that_always_breaks_is_given_up() {
    let upstream = Upstream::answering(|seen, number| {
        let received = number * 100;
        let range = format!("bytes {received}-4999/5000");
        assert_eq!(seen.header("range").is_empty(), number == 0);
        let status = if number == 0 { 200 } else { 206 };
        let mut answer = broken(
            status,
            5000 - received,
            mp4(5000)[received..received + 100].to_vec(),
        );
        answer
            .headers_mut()
            .insert("content-range", range.parse().unwrap());
        Some(answer)
    })
    .await;
    let outcome = download(&upstream, RECORD, 5000).await;
    assert_eq!(outcome, Err("BrokeOff { received: 400 }".to_owned()));
}
