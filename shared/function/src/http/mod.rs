//! Functions behind API Gateway: an axum router on `lambda_http`.

mod actor;
mod cacheable;
mod origin;
mod problem;

pub use actor::Actor;
pub use cacheable::Cacheable;
pub use origin::Origin;
pub use problem::Problem;

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use futures::FutureExt as _;
use lambda_http::request::{LambdaRequest, RequestContext};
use lambda_http::{Adapter, RequestExt as _};
use lambda_runtime::LambdaEvent;
use serde_json::Value;
use tower::Service as _;

use crate::Function;
use crate::telemetry;

/// The header a request's id travels in, both ways.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The most a body may hold; Lambda itself takes no more than 6 MB with everything around it.
const MOST_BODY_BYTES: usize = 6 * 1024 * 1024;

/// A function from a router.
///
/// Around every route: a request id taken from the caller or from API Gateway and echoed, one log
/// line, a plain 500 for a panic, and problem documents for unknown routes and methods.
pub fn http(name: &'static str, router: Router) -> Function {
    let router = router
        .fallback(|| async {
            Problem::new(
                StatusCode::NOT_FOUND,
                "no_such_page",
                "There is nothing at this address.",
            )
        })
        .method_not_allowed_fallback(|| async {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address does not take this method.",
            )
        })
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(middleware::from_fn(move |request, next| {
            observe(name, request, next)
        }));
    Function::new(name, move |event: LambdaEvent<Value>| {
        let LambdaEvent {
            payload, context, ..
        } = event;
        let answering = serde_json::from_value::<LambdaRequest>(payload)
            .map(|request| Adapter::from(router.clone()).call(LambdaEvent::new(request, context)));
        async move { Ok(serde_json::to_value(answering?.await?)?) }
    })
}

async fn observe(name: &'static str, request: Request<Body>, next: Next) -> Response {
    let started = Instant::now();
    let request_id = request_id(&request);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let mut response = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| {
            tracing::error!(function = name, request_id, "the handler panicked");
            Problem::internal().into_response()
        });
    problem::name_request(&mut response, &request_id);
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let status = response.status().as_u16();
    tracing::info!(
        function = name,
        request_id,
        method = method.as_str(),
        path,
        route,
        status,
        duration_ms = telemetry::elapsed_ms(started),
        "answered"
    );
    response
}

/// The caller's own id where it is a decent one, else API Gateway's.
fn request_id(request: &Request<Body>) -> String {
    let decent = |id: &&str| {
        (8..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let given = |headers: &HeaderMap| {
        headers
            .get(REQUEST_ID)
            .and_then(|id| id.to_str().ok())
            .filter(decent)
            .map(str::to_owned)
    };
    given(request.headers()).unwrap_or_else(|| match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => {
            context.request_id.clone().unwrap_or_default()
        }
        _ => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use serde_json::json;

    fn request(method: &str, path: &str, headers: Value) -> LambdaEvent<Value> {
        let event = json!({
            "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
            "headers": headers,
            "requestContext": {
                "accountId": "123456789012", "apiId": "api", "stage": "$default",
                "domainName": "api.example", "requestId": "LV7fzhoPHcEJPw=", "routeKey": "$default",
                "time": "23/Nov/2026:10:11:12 +0000", "timeEpoch": 1_795_428_672_000_i64,
                "http": {"method": method, "path": path, "protocol": "HTTP/1.1",
                         "sourceIp": "102.134.0.10", "userAgent": "curl"},
            },
            "isBase64Encoded": false,
        });
        LambdaEvent::new(event, lambda_runtime::Context::default())
    }

    fn function() -> Function {
        let router = Router::new()
            .route("/good", get(|| async { "hello" }))
            .route(
                "/who",
                get(|actor: Actor| async move { actor.as_str().to_owned() }),
            )
            .route("/bad", get(|| async { panic!("boom") as () }));
        http("test", router)
    }

    #[tokio::test]
    async fn answers_carry_the_request_id() {
        let answer = function()
            .invoke(request("GET", "/good", json!({})))
            .await
            .unwrap();
        assert_eq!(answer["statusCode"], 200);
        assert_eq!(answer["body"], "hello");
        assert_eq!(answer["headers"]["x-request-id"], "LV7fzhoPHcEJPw=");
        let given = json!({"x-request-id": "0123456789abcdef"});
        let answer = function()
            .invoke(request("GET", "/good", given))
            .await
            .unwrap();
        assert_eq!(answer["headers"]["x-request-id"], "0123456789abcdef");
    }

    #[tokio::test]
    async fn an_actor_is_who_the_authorizer_names() {
        for (authorizer, status, body) in [
            (json!({"lambda": {"actor": "operator"}}), 200, "operator"),
            (json!({"lambda": {}}), 403, "not_authorised"),
            (Value::Null, 403, "not_authorised"),
        ] {
            let mut request = request("GET", "/who", json!({}));
            request.payload["requestContext"]["authorizer"] = authorizer.clone();
            let answer = function().invoke(request).await.unwrap();
            assert_eq!(answer["statusCode"], status, "{authorizer}");
            assert!(answer["body"].as_str().unwrap().contains(body));
        }
    }

    #[tokio::test]
    async fn every_trouble_is_a_problem_document() {
        for (method, path, status, code) in [
            ("GET", "/bad", 500, "internal"),
            ("GET", "/nowhere", 404, "no_such_page"),
            ("POST", "/good", 405, "method_not_allowed"),
        ] {
            let answer = function()
                .invoke(request(method, path, json!({})))
                .await
                .unwrap();
            assert_eq!(answer["statusCode"], status, "{path}");
            assert_eq!(
                answer["headers"]["content-type"],
                "application/problem+json"
            );
            let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
            assert_eq!(body["code"], code);
            assert_eq!(body["request_id"], "LV7fzhoPHcEJPw=");
        }
    }
}
