use tiktok::link::{self, Link};

use crate::upstream::{HTML, Upstream, redirect, respond};

const POST: &str = "https://www.tiktok.com/@nakato.styles/video/7696453428469059346";

async fn resolve(upstream: &Upstream, text: &str) -> String {
    let Ok(Link::Short(short)) = link::parse(text) else {
        panic!("{text} is no short link")
    };
    match upstream.client().resolve(&short).await {
        Ok(post) => post.canonical_url().to_string(),
        Err(error) => format!("{error:?}"),
    }
}

/// One short link whose every request redirects to the same place.
async fn check(location: &str, expected: &str) {
    let to = location.to_owned();
    let upstream = Upstream::answering(move |_, _| Some(redirect(&to))).await;
    assert_eq!(
        resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await,
        expected,
        "{location}"
    );
}

#[tokio::test]
async fn a_redirect_leads_to_the_post() {
    let upstream =
        Upstream::answering(|_, _| Some(redirect(&format!("{POST}?_r=1&_t=ZM-8demo")))).await;
    assert_eq!(
        resolve(&upstream, "Look! https://vm.tiktok.com/ZMx7kQ2pR").await,
        POST
    );
    assert_eq!(upstream.lines(), ["HEAD vm.tiktok.com/ZMx7kQ2pR/"]);
    assert!(upstream.seen()[0].header("user-agent").contains("linkhub"));
}

#[tokio::test]
async fn every_seen_kind_of_target_is_read() {
    check(
        "https://m.tiktok.com/v/7696453428469059346.html?_d=secCgYIASAHKAES",
        "https://www.tiktok.com/@/video/7696453428469059346",
    )
    .await;
    check(
        "https://www.tiktok.com/@/video/7696453428469059346?_r=1&share_app_id=1233",
        "https://www.tiktok.com/@/video/7696453428469059346",
    )
    .await;
    let wall = "https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40nakato.styles%2Fvideo%2F7696453428469059346";
    check(wall, POST).await;
    check("/@nakato.styles/video/7696453428469059346", POST).await;
}

#[tokio::test]
async fn several_hops_are_followed() {
    let upstream = Upstream::answering(|seen, _| {
        Some(match seen.host.as_str() {
            "vt.tiktok.com" => redirect("http://vm.tiktok.com/Second/"),
            "vm.tiktok.com" => redirect("https://m.tiktok.com/redirect/here?x=1"),
            _ => redirect(POST),
        })
    })
    .await;
    assert_eq!(resolve(&upstream, "vt.tiktok.com/First").await, POST);
    assert_eq!(
        upstream.lines(),
        [
            "HEAD vt.tiktok.com/First/",
            "HEAD vm.tiktok.com/Second/",
            "HEAD m.tiktok.com/redirect/here?x=1",
        ]
    );
}

#[tokio::test]
async fn a_server_that_ignores_head_is_asked_by_get() {
    let upstream = Upstream::answering(|seen, _| {
        Some(match seen.method.as_str() {
            "HEAD" => respond(405, HTML, ""),
            _ => redirect(POST),
        })
    })
    .await;
    assert_eq!(
        resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await,
        POST
    );
}

#[tokio::test]
async fn redirects_never_leave_tiktok() {
    for (location, host) in [
        (
            "https://evil.example/@a/video/7696453428469059346",
            "evil.example",
        ),
        ("https://www.tiktok.com@evil.example/", "evil.example"),
        (
            "https://www.tiktok.com.evil.example/",
            "www.tiktok.com.evil.example",
        ),
        (
            "http://169.254.169.254/latest/meta-data/",
            "169.254.169.254",
        ),
        ("http://127.0.0.1:4566/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("//10.0.0.1/x", "10.0.0.1"),
        ("ftp://www.tiktok.com/x", "www.tiktok.com"),
        ("https://www.tiktok.com:8443/x", "www.tiktok.com"),
    ] {
        let to = location.to_owned();
        let upstream = Upstream::answering(move |_, _| Some(redirect(&to))).await;
        let outcome = resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await;
        assert_eq!(
            outcome,
            format!("LeftTikTok {{ host: {host:?} }}"),
            "{location}"
        );
        assert_eq!(upstream.seen().len(), 1, "{location}");
    }
}

#[tokio::test]
async fn dead_and_useless_links_say_so() {
    check("https://www.tiktok.com/", "Dead").await;
    check("https://www.tiktok.com/404?fromUrl=/x", "Dead").await;
    check(
        "https://www.tiktok.com/@nakato.styles/live",
        "NotAPost(LiveStream)",
    )
    .await;
    check(
        "https://www.tiktok.com/@nakato.styles?_r=1",
        r#"NotAPost(Profile { handle: Some(Handle("nakato.styles")) })"#,
    )
    .await;
    check("https://vm.tiktok.com/Again/", "TooManyHops").await;
    for (status, expected) in [
        (404, "Dead"),
        (410, "Dead"),
        (200, "NoRedirect"),
        (403, "Throttled { status: 403 }"),
        (429, "Throttled { status: 429 }"),
        (503, "Upstream { status: 503 }"),
    ] {
        let upstream = Upstream::always(status, HTML, "<html></html>").await;
        let outcome = resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await;
        assert_eq!(outcome, expected, "{status}");
    }
}

#[tokio::test]
async fn a_page_that_leads_nowhere_is_no_post() {
    let upstream = Upstream::answering(|seen, _| {
        Some(match seen.host.as_str() {
            "vm.tiktok.com" => redirect("https://www.tiktok.com/tag/kitenge"),
            _ => respond(200, HTML, "<html></html>"),
        })
    })
    .await;
    let outcome = resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await;
    assert_eq!(outcome, "NotAPost(NotAPost)");
}

#[tokio::test]
async fn trouble_is_tried_again_and_silence_ends() {
    let upstream = Upstream::answering(|_, number| {
        Some(if number < 2 {
            respond(503, HTML, "")
        } else {
            redirect(POST)
        })
    })
    .await;
    assert_eq!(
        resolve(&upstream, "https://vm.tiktok.com/ZMx7kQ2pR/").await,
        POST
    );
    let silent = Upstream::with_impatient_client(|_, _| None).await;
    let outcome = resolve(&silent, "https://vm.tiktok.com/ZMx7kQ2pR/").await;
    assert_eq!(outcome, "Transport(Timeout)");
    assert_eq!(silent.seen().len(), 2);
}
