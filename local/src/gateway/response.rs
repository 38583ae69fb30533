//! A function's answer as an HTTP response.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

/// API Gateway's own answer, when it does not come to the function or its answer is no use.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    let body = json!({ "message": message }).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Reads payload format 2.0. Without a status code the whole answer is a JSON body, as on AWS; an
/// answer that makes no sense is a 500.
pub(super) fn from_answer(answer: Value) -> Response {
    let Some(object) = answer
        .as_object()
        .filter(|object| object.contains_key("statusCode"))
    else {
        let body = match answer {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let headers = [(header::CONTENT_TYPE, "application/json")];
        return (StatusCode::OK, headers, body).into_response();
    };
    build(object)
        .unwrap_or_else(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"))
}

fn build(answer: &Map<String, Value>) -> Option<Response> {
    let status = answer.get("statusCode")?.as_u64()?;
    let status = StatusCode::from_u16(u16::try_from(status).ok()?).ok()?;
    let body = answer
        .get("body")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_encoded = answer
        .get("isBase64Encoded")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let body = if is_encoded {
        STANDARD.decode(body).ok()?
    } else {
        body.as_bytes().to_vec()
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for key in ["headers", "multiValueHeaders"] {
        for (name, value) in answer
            .get(key)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let name: HeaderName = name.parse().ok()?;
            let values = match value {
                Value::Array(values) => values.as_slice(),
                single => std::slice::from_ref(single),
            };
            for value in values {
                headers.append(&name, header_value(value)?);
            }
        }
    }
    for cookie in answer
        .get("cookies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        headers.append(header::SET_COOKIE, header_value(cookie)?);
    }
    if !headers.contains_key(header::CONTENT_TYPE) && status != StatusCode::NO_CONTENT {
        let plain = HeaderValue::from_static("text/plain;charset=UTF-8");
        headers.insert(header::CONTENT_TYPE, plain);
    }
    // The server sets it from the body it really sends.
    headers.remove(header::CONTENT_LENGTH);
    Some(response)
}

fn header_value(value: &Value) -> Option<HeaderValue> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    HeaderValue::from_str(&text).ok()
}
