//! Servers that stand in for a model, and models that ask them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::Market;
use jiff::Timestamp;
use language_model::{Bedrock, Endpoint, OpenAi, Prompt};
use serde_json::{Value, json};

/// What a stand-in was sent.
pub(crate) type Seen = Arc<Mutex<Vec<(Uri, HeaderMap, Value)>>>;

/// A server that gives the same answer to everything, and what it was sent.
pub(crate) async fn serve(
    answer: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> (String, Seen) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let app = Router::new().fallback(move |uri: Uri, headers: HeaderMap, body: Bytes| {
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        log.lock().unwrap().push((uri, headers, body));
        let response = answer();
        async move { response }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (base, seen)
}

pub(crate) fn json_answer(status: u16, body: Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
}

pub(crate) fn endpoint(base: &str) -> Endpoint {
    Endpoint::new(base, Duration::from_secs(5)).unwrap()
}

pub(crate) fn credentials() -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::from_keys("AKIDEXAMPLE", "secret", None))
}

pub(crate) fn open_ai(base: &str) -> OpenAi {
    OpenAi::new(endpoint(base), "sk-test".into(), "stand-in")
}

pub(crate) fn bedrock(base: &str) -> Bedrock {
    Bedrock::new(
        endpoint(base),
        credentials(),
        "eu-west-1",
        "eu.vendor.model-v1:0",
    )
}

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_791_970_205).unwrap()
}

pub(crate) const CAPTION: &str = "Gents Chelsea boots 130k, sizes 40-45. Call 0772 305 118";

pub(crate) fn prompt() -> Prompt<'static> {
    Prompt {
        caption: CAPTION,
        market: Market::Ug,
    }
}

pub(crate) fn good_answer() -> Value {
    json!({
        "is_offer": true, "title": "Chelsea Boots", "price": "130000", "currency": "UGX",
        "sizes": ["40", "41"], "phone": "+256772305118", "category": "shoes",
    })
}

pub(crate) fn chat(content: &str) -> Value {
    json!({ "choices": [{
        "message": { "role": "assistant", "content": content, "refusal": null },
        "finish_reason": "stop",
    }] })
}

pub(crate) fn converse(input: Value) -> Value {
    json!({
        "output": { "message": { "role": "assistant", "content": [
            { "text": "Here it is." },
            { "toolUse": { "toolUseId": "t1", "name": "record_offer", "input": input } },
        ] } },
        "stopReason": "tool_use",
    })
}
