use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tiktok::{ClientConfig, TikTokClient};

use crate::upstream::{HTML, JSON, Upstream};

const TOKENS: &str = include_str!("../bodies/token.json");

#[tokio::test]
async fn tokens_are_refreshed() {
    let upstream = Upstream::always(200, JSON, TOKENS).await;
    let tokens = upstream
        .client()
        .refresh_token(&SecretString::from("rft.old*0!1"))
        .await
        .unwrap();
    assert_eq!(
        tokens.access_token.expose_secret(),
        "act.example12345Example12345Example"
    );
    assert_eq!(
        tokens.refresh_token.expose_secret(),
        "rft.example12345Example12345Example"
    );
    assert_eq!(tokens.open_id, "-000qXdemoOpenIdAbCdEfGh");
    assert_eq!(tokens.access_lifetime(), Duration::from_secs(7200));
    assert_eq!(tokens.refresh_lifetime(), Duration::from_secs(15_552_000));
    assert_eq!(tokens.scopes().last(), Some("video.list"));
    assert!(
        !format!("{tokens:?}").contains("example12345"),
        "{tokens:?}"
    );
    let seen = &upstream.seen()[0];
    assert_eq!(seen.line(), "POST open.tiktokapis.com/v2/oauth/token/");
    assert_eq!(
        seen.header("content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        seen.body,
        "client_key=awx1demo&client_secret=test_client_secret&grant_type=refresh_token&refresh_token=rft.old*0%211"
    );
}

#[tokio::test]
async fn failures_are_told_apart() {
    let error =
        |code: &str| format!(r#"{{"error":"{code}","error_description":"words","log_id":"L"}}"#);
    for (status, content_type, body, expected) in [
        (400, JSON, error("invalid_grant"), "Ended Never"),
        (200, JSON, error("invalid_grant"), "Ended Never"),
        (
            401,
            JSON,
            error("invalid_client"),
            r#"Refused { code: "invalid_client" } Never"#,
        ),
        (
            500,
            JSON,
            error("server_error"),
            "Upstream { status: 500 } Soon",
        ),
        (
            503,
            JSON,
            error("temporarily_unavailable"),
            "Upstream { status: 503 } Soon",
        ),
        (
            502,
            HTML,
            "<html></html>".to_owned(),
            "Upstream { status: 502 } Soon",
        ),
        (
            200,
            HTML,
            "<html></html>".to_owned(),
            "Malformed { status: 200 } Soon",
        ),
        (200, JSON, "{}".to_owned(), "Malformed { status: 200 } Soon"),
    ] {
        let upstream = Upstream::always(status, content_type, &body).await;
        let failure = upstream
            .client()
            .refresh_token(&SecretString::from("rft.old"))
            .await
            .unwrap_err();
        assert_eq!(
            format!("{failure:?} {:?}", failure.retry()),
            expected,
            "{body}"
        );
    }
}

#[tokio::test]
async fn without_an_app_nothing_is_asked() {
    let client = TikTokClient::new(ClientConfig {
        endpoint: Some("http://127.0.0.1:9".parse().unwrap()),
        ..ClientConfig::default()
    });
    let failure = client
        .unwrap()
        .refresh_token(&SecretString::from("rft.old"))
        .await
        .unwrap_err();
    assert_eq!(format!("{failure:?}"), "NoApp");
}
