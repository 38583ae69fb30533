//! A request as payload format 2.0.

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use http::{HeaderMap, header};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use uuid::Uuid;

use super::routes::Match;
use crate::aws::names;
use crate::json::set;

/// A request with its body read.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) parts: Parts,
    pub(super) body: Bytes,
    pub(super) client: SocketAddr,
}

/// Builds the event. Absent parts are left out, as API Gateway does.
pub(super) fn build(request: &Request, found: &Match<'_>) -> Value {
    let Parts {
        method,
        uri,
        headers,
        version,
        ..
    } = &request.parts;
    let now = Timestamp::now();
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    let mut event = json!({
        "version": "2.0",
        "routeKey": found.key,
        "rawPath": uri.path(),
        "rawQueryString": uri.query().unwrap_or_default(),
        "headers": joined_headers(headers, request.client),
        "requestContext": {
            "accountId": names::ACCOUNT,
            "apiId": "local",
            "domainName": host,
            "domainPrefix": host.split('.').next(),
            "http": {
                "method": method.as_str(),
                "path": uri.path(),
                "protocol": format!("{version:?}"),
                "sourceIp": request.client.ip().to_string(),
                "userAgent": text(headers, header::USER_AGENT.as_str()).unwrap_or_default(),
            },
            "requestId": Uuid::new_v4().simple().to_string(),
            "routeKey": found.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    let cookies: Vec<&str> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .collect();
    if !cookies.is_empty() {
        set(&mut event, "cookies", cookies);
    }
    if let Some(query) = uri.query().filter(|query| !query.is_empty()) {
        set(&mut event, "queryStringParameters", joined_query(query));
    }
    if !found.parameters.is_empty() {
        set(&mut event, "pathParameters", json!(found.parameters));
    }
    if !request.body.is_empty() {
        let (body, is_encoded) = encode(headers, &request.body);
        set(&mut event, "body", body);
        set(&mut event, "isBase64Encoded", is_encoded);
    }
    event
}

/// Puts an authorizer's context where functions look for it.
pub(super) fn add_authorizer_context(event: &mut Value, context: Value) {
    if let Some(request) = event.get_mut("requestContext") {
        set(request, "authorizer", json!({ "lambda": context }));
    }
}

/// Bytes that count against Lambda's limit: the body outweighs all else.
pub(super) fn size(event: &Value) -> usize {
    event["body"].as_str().map_or(0, str::len)
}

/// Lower-case names, repeated ones joined by commas, cookies apart.
fn joined_headers(headers: &HeaderMap, client: SocketAddr) -> BTreeMap<String, String> {
    let mut joined: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in headers {
        if name == header::COOKIE {
            continue;
        }
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        joined
            .entry(name.as_str().to_owned())
            .and_modify(|present| {
                present.push(',');
                present.push_str(&value);
            })
            .or_insert(value);
    }
    let forwarded = [
        ("x-forwarded-for", client.ip().to_string()),
        ("x-forwarded-proto", "http".to_owned()),
        ("x-forwarded-port", port(headers)),
        (
            "x-amzn-trace-id",
            format!("Root=1-{}", Uuid::new_v4().simple()),
        ),
    ];
    for (name, value) in forwarded {
        joined.entry(name.to_owned()).or_insert(value);
    }
    joined
}

fn port(headers: &HeaderMap) -> String {
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    host.rsplit_once(':')
        .map_or("80", |(_, port)| port)
        .to_owned()
}

fn joined_query(query: &str) -> Map<String, Value> {
    let mut joined: Map<String, Value> = Map::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let text = match joined.get(name.as_ref()) {
            Some(Value::String(present)) => format!("{present},{value}"),
            _ => value.into_owned(),
        };
        joined.insert(name.into_owned(), Value::String(text));
    }
    joined
}

/// Text stays text; anything else is Base64.
fn encode(headers: &HeaderMap, body: &Bytes) -> (String, bool) {
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or("text/plain");
    let kind = kind.split(';').next().unwrap_or(kind).trim().to_lowercase();
    let is_text = !headers.contains_key(header::CONTENT_ENCODING)
        && (kind.starts_with("text/")
            || kind.ends_with("json")
            || kind.ends_with("xml")
            || kind == "application/javascript"
            || kind == "application/x-www-form-urlencoded");
    match std::str::from_utf8(body) {
        Ok(text) if is_text => (text.to_owned(), false),
        _ => (STANDARD.encode(body), true),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
