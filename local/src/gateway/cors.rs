//! Cross-origin rules, answered by the gateway itself.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::template::{Cors, Credentials};

/// Answers a browser's question before the request.
pub(super) fn preflight(rules: &Cors, request: &HeaderMap) -> Response {
    let mut response = (StatusCode::NO_CONTENT, Body::empty()).into_response();
    let asked = request.contains_key(header::ORIGIN)
        && request.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if asked {
        let headers = response.headers_mut();
        put(
            headers,
            header::ACCESS_CONTROL_ALLOW_METHODS,
            &rules.methods,
        );
        put(
            headers,
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            &rules.headers,
        );
        if let Some(seconds) = rules.max_age {
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from(seconds));
        }
    }
    response
}

/// Adds what a browser needs to read the answer. Replaces what the function itself said, as API
/// Gateway does.
pub(super) fn add(rules: &Cors, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    let Some(origin) = origin else { return };
    let allowed = if rules.origins.iter().any(|allowed| allowed == "*") {
        HeaderValue::from_static("*")
    } else if rules
        .origins
        .iter()
        .any(|allowed| allowed.as_bytes() == origin.as_bytes())
    {
        origin.clone()
    } else {
        return;
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
    put(
        headers,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        &rules.exposed,
    );
    if rules.credentials == Credentials::Allowed {
        let yes = HeaderValue::from_static("true");
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, values: &[String]) {
    if let Ok(value) = values.join(",").parse::<HeaderValue>()
        && !value.is_empty()
    {
        headers.insert(name, value);
    }
}
