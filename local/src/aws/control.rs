//! One HTTP endpoint for SQS, SNS, Secrets Manager and Lambda's Invoke, told apart as AWS's own
//! clients mark them: by `X-Amz-Target`, by path, or (SNS) by being a form.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::aws::secrets::{Secrets, SecretsError};
use crate::aws::sns::{self, Sns};
use crate::aws::sqs::{self, Sqs};
use crate::host::{Functions, InvokeError};

/// What the endpoint serves.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    pub(crate) sqs: Arc<Sqs>,
    pub(crate) sns: Arc<Sns>,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) functions: Functions,
}

/// The endpoint's routes.
pub(crate) fn router(control: Control) -> Router {
    Router::new()
        .route("/2015-03-31/functions/{name}/invocations", post(invoke))
        .fallback(dispatch)
        .layer(DefaultBodyLimit::max(16 * 1024 * 1024))
        .with_state(control)
}

async fn dispatch(State(control): State<Control>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok());
    let Some((service, action)) = target.and_then(|target| target.split_once('.')) else {
        let (status, xml) = sns::handle(&control.sns, &body);
        return (status, [(header::CONTENT_TYPE, "text/xml")], xml).into_response();
    };
    let input: Value = match serde_json::from_slice(&body) {
        Ok(input) => input,
        Err(_) => {
            return failure(
                StatusCode::BAD_REQUEST,
                "SerializationException",
                "not JSON",
            );
        }
    };
    match service {
        "AmazonSQS" => match sqs::handle(&control.sqs, action, &input).await {
            Ok(answer) => success(&answer),
            Err(error) => {
                let code = format!("com.amazonaws.sqs#{}", error.code());
                let mut response = failure(error.status(), &code, &error.to_string());
                let query_code = format!("{};Sender", error.query_code());
                if let Ok(value) = query_code.parse() {
                    response.headers_mut().insert("x-amzn-query-error", value);
                }
                response
            }
        },
        "secretsmanager" => match control.secrets.handle(action, &input) {
            Ok(answer) => success(&answer),
            Err(error @ SecretsError::Store(_)) => failure(
                StatusCode::INTERNAL_SERVER_ERROR,
                error.code(),
                &error.to_string(),
            ),
            Err(error) => failure(StatusCode::BAD_REQUEST, error.code(), &error.to_string()),
        },
        _ => failure(
            StatusCode::BAD_REQUEST,
            "UnknownOperationException",
            "no such service here",
        ),
    }
}

/// Lambda's `Invoke`, request and response only.
async fn invoke(State(control): State<Control>, Path(name): Path<String>, body: Bytes) -> Response {
    let Some(function) = control.functions.find(&name) else {
        let message = format!("Function not found: {name}");
        return failure(StatusCode::NOT_FOUND, "ResourceNotFoundException", &message);
    };
    let event = match serde_json::from_slice(&body) {
        Ok(event) => event,
        Err(_) if body.is_empty() => json!({}),
        Err(error) => {
            let message = format!("Could not parse request body into json: {error}");
            return failure(
                StatusCode::BAD_REQUEST,
                "InvalidRequestContentException",
                &message,
            );
        }
    };
    match function.invoke(event).await {
        Ok(answer) => success(&answer),
        Err(InvokeError::Throttled) => failure(
            StatusCode::TOO_MANY_REQUESTS,
            "TooManyRequestsException",
            "Rate Exceeded.",
        ),
        Err(error) => {
            let mut response = success(&error.to_json());
            response.headers_mut().insert(
                "x-amz-function-error",
                http::HeaderValue::from_static("Unhandled"),
            );
            response
        }
    }
}

fn success(answer: &Value) -> Response {
    json_response(StatusCode::OK, answer)
}

fn failure(status: StatusCode, code: &str, message: &str) -> Response {
    let mut response = json_response(status, &json!({ "__type": code, "message": message }));
    if let Ok(value) = code.parse() {
        response.headers_mut().insert("x-amzn-errortype", value);
    }
    response
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    let id = Uuid::new_v4().to_string();
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/x-amz-json-1.0".to_owned(),
        ),
        (header::HeaderName::from_static("x-amzn-requestid"), id),
    ];
    (status, headers, body.to_string()).into_response()
}
