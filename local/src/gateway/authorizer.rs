//! Lambda authorizers: payload format 2.0 with simple responses.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::GatewayError;
use super::response::refusal;
use crate::aws::names;
use crate::host::{Functions, Hosted, InvokeError};
use crate::json::set;
use crate::template;

/// The API's authorizers by name.
#[derive(Debug, Default)]
pub(super) struct Authorizers(BTreeMap<String, Authorizer>);

#[derive(Debug)]
struct Authorizer {
    function: Hosted,
    headers: Vec<String>,
    keep: Duration,
    /// Answers by identity values. As on AWS the route plays no part, so an authorizer that decides
    /// by route must not be kept.
    kept: Mutex<HashMap<Vec<String>, (Instant, Value)>>,
}

/// What an authorizer said.
#[derive(Debug)]
pub(super) enum Decision {
    /// Go on, with this context.
    Allowed(Value),
    /// Answer with this instead.
    Refused(Response),
}

impl Authorizers {
    pub(super) fn new(
        declared: &BTreeMap<String, template::Authorizer>,
        functions: &Functions,
    ) -> Result<Self, GatewayError> {
        let mut authorizers = BTreeMap::new();
        for (name, declared) in declared {
            let function = functions
                .find(&declared.function)
                .ok_or_else(|| GatewayError::NoFunction(name.clone()))?
                .clone();
            let headers = declared
                .headers
                .iter()
                .map(|header| header.to_lowercase())
                .collect();
            let kept = Mutex::default();
            let authorizer = Authorizer {
                function,
                headers,
                keep: declared.cache,
                kept,
            };
            authorizers.insert(name.clone(), authorizer);
        }
        Ok(Self(authorizers))
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Asks the authorizer about a request, given as the event that its function would get.
    pub(super) async fn decide(&self, name: &str, event: &Value) -> Decision {
        let Some(authorizer) = self.0.get(name) else {
            return Decision::Refused(error());
        };
        let value = |header: &String| event.get("headers")?.get(header)?.as_str();
        let values = authorizer.headers.iter().map(value);
        let Some(identity) = values.map(|value| value.map(str::to_owned)).collect() else {
            return Decision::Refused(refusal(StatusCode::UNAUTHORIZED, "Unauthorized"));
        };
        match authorizer.ask(identity, event).await {
            Ok(answer) => match answer.get("isAuthorized").and_then(Value::as_bool) {
                Some(true) => {
                    Decision::Allowed(answer.get("context").cloned().unwrap_or_else(|| json!({})))
                }
                Some(false) => Decision::Refused(refusal(StatusCode::FORBIDDEN, "Forbidden")),
                None => Decision::Refused(error()),
            },
            Err(InvokeError::Failed(text)) if text == "Unauthorized" => {
                Decision::Refused(refusal(StatusCode::UNAUTHORIZED, "Unauthorized"))
            }
            Err(_) => Decision::Refused(error()),
        }
    }
}

impl Authorizer {
    async fn ask(&self, identity: Vec<String>, event: &Value) -> Result<Value, InvokeError> {
        if let Some(answer) = self.remembered(&identity) {
            return Ok(answer);
        }
        let answer = self.function.invoke(request(&identity, event)).await?;
        if !self.keep.is_zero() && !identity.is_empty() {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.retain(|_, (until, _)| *until > Instant::now());
            kept.insert(identity, (Instant::now() + self.keep, answer.clone()));
        }
        Ok(answer)
    }

    fn remembered(&self, identity: &[String]) -> Option<Value> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, answer) = kept.get(identity)?;
        (*until > Instant::now()).then(|| answer.clone())
    }
}

/// The authorizer's own event: the request's, without its body.
fn request(identity: &[String], event: &Value) -> Value {
    let mut request = event.clone();
    if let Some(fields) = request.as_object_mut() {
        fields.remove("body");
        fields.remove("isBase64Encoded");
    }
    let route = event["routeKey"]
        .as_str()
        .unwrap_or_default()
        .replacen(' ', "", 1);
    set(&mut request, "type", "REQUEST");
    let arn = names::arn("execute-api", &format!("local/$default/{route}"));
    set(&mut request, "routeArn", arn);
    let identity = if identity.is_empty() {
        Value::Null
    } else {
        json!(identity)
    };
    set(&mut request, "identitySource", identity);
    request
}

fn error() -> Response {
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
}
