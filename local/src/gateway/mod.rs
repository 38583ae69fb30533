//! The HTTP API as API Gateway and CloudFront serve it: routes, authorizers, cross-origin rules,
//! payload format 2.0, and pictures straight from their bucket.
//!
//! Left out: throttling, access logs, caching, custom domains.

mod authorizer;
mod cors;
mod event;
mod pictures;
mod response;
mod routes;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::response::Response;
use http::{Method, StatusCode};

use crate::flow::{Flow, Happening};
use crate::host::{Functions, InvokeError};
use crate::template::{Resources, Trigger};

use authorizer::{Authorizers, Decision};
use pictures::Pictures;
use response::refusal;
pub(crate) use routes::check_path;
use routes::{Match, Routes};

/// Most bytes of a request's body: API Gateway's own limit.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// Most bytes of an event: Lambda's limit for a synchronous call.
const EVENT_LIMIT: usize = 6 * 1024 * 1024;

/// A mistake in the routes.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// A route names an authorizer that the API does not have.
    #[error("route {route} names the unknown authorizer {authorizer}")]
    UnknownAuthorizer {
        /// The route.
        route: String,
        /// The authorizer.
        authorizer: String,
    },
    /// Two functions want the same route.
    #[error("route {0} is there twice")]
    Twice(String),
    /// An authorizer's function is not in the template.
    #[error("authorizer {0} has no function")]
    NoFunction(String),
}

#[derive(Debug)]
struct Gateway {
    routes: Routes,
    authorizers: Authorizers,
    cors: Option<crate::template::Cors>,
    flow: Flow,
}

/// The routes of the stack's HTTP API.
pub(crate) fn router(
    resources: &Resources,
    functions: &Functions,
    s3: aws_sdk_s3::Client,
    flow: Flow,
) -> Result<Router, GatewayError> {
    let mut routes = Routes::default();
    for function in &resources.functions {
        let Some(hosted) = functions.find(&function.name) else {
            continue;
        };
        for trigger in &function.triggers {
            if let Trigger::Route(route) = trigger {
                routes.add(route, hosted.clone())?;
            }
        }
    }
    let authorizers = Authorizers::new(&resources.api.authorizers, functions)?;
    if let Some((route, authorizer)) = routes
        .authorizers()
        .find(|(_, name)| !authorizers.knows(name))
    {
        let (route, authorizer) = (route.to_owned(), authorizer.to_owned());
        return Err(GatewayError::UnknownAuthorizer { route, authorizer });
    }
    let cors = resources.api.cors.clone();
    let gateway = Arc::new(Gateway {
        routes,
        authorizers,
        cors,
        flow,
    });
    let pictures = Pictures::new(&resources.bucket_paths, s3);
    let api = Router::new()
        .fallback(serve)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(gateway);
    Ok(pictures.in_front_of(api))
}

async fn serve(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let origin = parts.headers.get(http::header::ORIGIN).cloned();
    let mut response = match axum::body::to_bytes(body, BODY_LIMIT).await {
        Ok(body) => {
            gateway
                .answer(&event::Request {
                    parts,
                    body,
                    client,
                })
                .await
        }
        Err(_) => refusal(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long"),
    };
    if let Some(rules) = &gateway.cors {
        cors::add(rules, origin.as_ref(), response.headers_mut());
    }
    gateway.flow.tell(Happening::Answered {
        method: method.to_string(),
        path,
        status: response.status().as_u16(),
        took: started.elapsed(),
    });
    response
}

impl Gateway {
    async fn answer(&self, request: &event::Request) -> Response {
        let found = self
            .routes
            .find(&request.parts.method, request.parts.uri.path());
        let Some(found) = found else {
            let preflight = request.parts.method == Method::OPTIONS;
            if let Some(rules) = self.cors.as_ref().filter(|_| preflight) {
                return cors::preflight(rules, &request.parts.headers);
            }
            return refusal(StatusCode::NOT_FOUND, "Not Found");
        };
        let mut event = event::build(request, &found);
        if let Some(name) = found.authorizer {
            match self.authorizers.decide(name, &event).await {
                Decision::Allowed(context) => event::add_authorizer_context(&mut event, context),
                Decision::Refused(response) => return response,
            }
        }
        if event::size(&event) > EVENT_LIMIT {
            return refusal(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long");
        }
        self.invoke(&found, event).await
    }

    async fn invoke(&self, found: &Match<'_>, event: serde_json::Value) -> Response {
        match found.function.invoke(event).await {
            Ok(answer) => response::from_answer(answer),
            Err(InvokeError::Throttled) => {
                refusal(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests")
            }
            Err(InvokeError::TimedOut(_)) => {
                refusal(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable")
            }
            Err(InvokeError::Panicked(_) | InvokeError::Failed(_)) => {
                refusal(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
        }
    }
}
