//! The content network's other half: paths that come straight from a bucket.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::sync::Arc;

use crate::template::BucketPath;

/// For objects that say nothing themselves: their names never stand for other bytes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Serves the paths of buckets.
#[derive(Debug)]
pub(super) struct Pictures {
    paths: Vec<BucketPath>,
    s3: aws_sdk_s3::Client,
}

impl Pictures {
    pub(super) fn new(paths: &[BucketPath], s3: aws_sdk_s3::Client) -> Self {
        Self {
            paths: paths.to_vec(),
            s3,
        }
    }

    /// Answers its own paths and passes on all others.
    pub(super) fn in_front_of(self, api: Router) -> Router {
        api.layer(middleware::from_fn_with_state(Arc::new(self), serve))
    }

    fn bucket(&self, path: &str) -> Option<&str> {
        self.paths
            .iter()
            .find(|bucket_path| match bucket_path.pattern.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == bucket_path.pattern,
            })
            .map(|bucket_path| bucket_path.bucket.as_str())
    }

    async fn get(&self, bucket: &str, path: &str, asked: HeaderMap) -> Response {
        let key = percent_encoding::percent_decode_str(path.trim_start_matches('/'));
        let range = asked
            .get(header::RANGE)
            .and_then(|range| range.to_str().ok());
        let object = self
            .s3
            .get_object()
            .bucket(bucket)
            .key(key.decode_utf8_lossy())
            .set_range(range.map(str::to_owned))
            .send()
            .await;
        let Ok(object) = object else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let fields = [
            (header::CONTENT_TYPE, object.content_type.clone()),
            (header::ETAG, object.e_tag.clone()),
            (header::CONTENT_RANGE, object.content_range.clone()),
            (header::CACHE_CONTROL, object.cache_control.clone()),
        ];
        let etag = fields.iter().find(|(name, _)| name == header::ETAG);
        let known = asked.get(header::IF_NONE_MATCH).map(HeaderValue::as_bytes);
        let is_known = etag
            .and_then(|(_, etag)| etag.as_deref())
            .is_some_and(|etag| known == Some(etag.as_bytes()));
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let Ok(bytes) = object.body.collect().await else {
                return StatusCode::BAD_GATEWAY.into_response();
            };
            let status = if range.is_some() {
                StatusCode::PARTIAL_CONTENT
            } else {
                StatusCode::OK
            };
            (status, Body::from(bytes.into_bytes())).into_response()
        };
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_TYPE);
        for (name, value) in fields {
            if let Some(value) = value.and_then(|value| value.parse().ok()) {
                headers.insert(name, value);
            }
        }
        headers.entry(header::CACHE_CONTROL).or_insert(FOREVER);
        response
    }
}

async fn serve(State(pictures): State<Arc<Pictures>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    match pictures.bucket(&path) {
        Some(bucket) if matches!(*request.method(), Method::GET | Method::HEAD) => {
            let asked = request.headers().clone();
            // A request cannot wait for S3 itself: its body must not be shared between threads.
            drop(request);
            pictures.get(bucket, &path, asked).await
        }
        Some(_) => StatusCode::FORBIDDEN.into_response(),
        None => next.run(request).await,
    }
}
