//! A request, read whole.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use serde_json::Value;
use url::form_urlencoded;

/// Largest request body, in bytes; scraper inputs with a thousand links stay below.
const BODY_LIMIT: usize = 1024 * 1024;

pub(super) struct Asked {
    pub(super) method: Method,
    /// Lower-case, without a port.
    pub(super) host: String,
    pub(super) path: String,
    query: String,
    headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Asked {
    /// The request, unless its body is too large.
    pub(super) async fn read(request: Request) -> Option<Self> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, BODY_LIMIT).await.ok()?;
        let host = parts
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let host = host
            .and_then(|host| host.split(':').next())
            .unwrap_or_default();
        Some(Self {
            method: parts.method,
            host: host.to_ascii_lowercase(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            body,
        })
    }

    pub(super) fn query(&self, name: &str) -> Option<String> {
        field(self.query.as_bytes(), name)
    }

    /// A whole number in the query.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.query(name)?.parse().ok()
    }

    pub(super) fn form(&self, name: &str) -> Option<String> {
        field(&self.body, name)
    }

    pub(super) fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn bearer(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION)?.strip_prefix("Bearer ")
    }

    /// The body's JSON; null where it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The path's parts; a final slash leaves an empty last part.
    pub(super) fn segments(&self) -> Vec<&str> {
        self.path.split('/').skip(1).collect()
    }
}

fn field(encoded: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(encoded)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
