//! A server whose answers a test scripts.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::StreamExt as _;
use secrecy::SecretString;
use tiktok::retry::RetryPolicy;
use tiktok::{ApifyAccess, ClientConfig, DisplayApp, TikTokClient, Timeouts};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) host: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// `GET www.tiktok.com/oembed?…`
    pub(crate) fn line(&self) -> String {
        format!("{} {}{}", self.method, self.host, self.target)
    }
}

pub(crate) struct Upstream {
    client: TikTokClient,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Upstream {
    /// A server that answers its nth request (from 0) with `answer`.
    pub(crate) async fn answering(
        answer: impl Fn(&Seen, usize) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        Self::with_patience(Duration::from_secs(30), answer).await
    }

    /// The same for a client that soon gives up; `None` is no answer, ever.
    pub(crate) async fn with_impatient_client(
        answer: impl Fn(&Seen, usize) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        Self::with_patience(Duration::from_millis(100), answer).await
    }

    async fn with_patience(
        patience: Duration,
        answer: impl Fn(&Seen, usize) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = seen.clone();
        let answer = Arc::new(answer);
        let app = axum::Router::new().fallback(move |request: Request| {
            let (log, answer) = (log.clone(), answer.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                let seen = Seen {
                    method: parts.method.to_string(),
                    host: parts.headers["host"].to_str().unwrap().to_owned(),
                    target: parts.uri.path_and_query().unwrap().to_string(),
                    headers: parts.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                };
                let number = {
                    let mut log = log.lock().unwrap();
                    log.push(seen.clone());
                    log.len() - 1
                };
                match answer(&seen, number) {
                    Some(response) => response,
                    None => std::future::pending().await,
                }
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let client = TikTokClient::new(ClientConfig {
            endpoint: Some(endpoint.parse().unwrap()),
            timeouts: Timeouts {
                connect: Duration::from_secs(30),
                request: patience,
                stall: patience,
                scrape: Duration::from_secs(1),
            },
            retry: RetryPolicy {
                attempts: 2,
                base: Duration::from_millis(1),
                cap: Duration::from_millis(1),
            },
            display_app: Some(DisplayApp {
                client_key: "awx1demo".into(),
                client_secret: SecretString::from("test_client_secret"),
            }),
            apify: Some(ApifyAccess::new(SecretString::from("apify_token"))),
            ..ClientConfig::default()
        });
        Self {
            client: client.unwrap(),
            seen,
        }
    }

    /// A server that gives every request the same answer.
    pub(crate) async fn always(status: u16, content_type: &'static str, body: &str) -> Self {
        let body = body.to_owned();
        Self::answering(move |_, _| Some(respond(status, content_type, body.clone()))).await
    }

    pub(crate) fn client(&self) -> &TikTokClient {
        &self.client
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().iter().map(Seen::line).collect()
    }
}

pub(crate) const JSON: &str = "application/json; charset=utf-8";
pub(crate) const HTML: &str = "text/html; charset=utf-8";

pub(crate) fn respond(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(body.into())
        .unwrap()
}

pub(crate) fn json(body: impl Into<Body>) -> Response {
    respond(200, JSON, body)
}

pub(crate) fn redirect(location: &str) -> Response {
    Response::builder()
        .status(StatusCode::MOVED_PERMANENTLY)
        .header("location", location)
        .body(Body::empty())
        .unwrap()
}

/// A body of `whole` announced bytes whose connection breaks after `sent`.
pub(crate) fn broken(status: u16, whole: usize, sent: Vec<u8>) -> Response {
    let sent = futures::stream::iter([Ok(Bytes::from(sent))]);
    let cut = futures::stream::once(async {
        // The server sends what it has when it must wait.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cable cut"))
    });
    Response::builder()
        .status(status)
        .header("content-length", whole)
        .body(Body::from_stream(sent.chain(cut)))
        .unwrap()
}
