//! Who asks, as the authorizer says.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use lambda_http::request::RequestContext;
use serde_json::Value;

use super::Problem;

/// Who the authorizer let in, such as `operator`.
///
/// A handler that takes one answers `403` where no authorizer stands before its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Actor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        named(parts)
            .map(|name| Self(name.to_owned()))
            .ok_or_else(|| {
                Problem::new(
                    StatusCode::FORBIDDEN,
                    "not_authorised",
                    "This needs the operator's key.",
                )
            })
    }
}

fn named(parts: &Parts) -> Option<&str> {
    match parts.extensions.get::<RequestContext>()? {
        RequestContext::ApiGatewayV2(context) => context
            .authorizer
            .as_ref()?
            .fields
            .get("actor")
            .and_then(Value::as_str),
        _ => None,
    }
}
