//! HTTP answers of pages: cached ones, redirects, and the pages for what is not there.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog_store::StoreError;
use function::http::Cacheable;

use crate::pages::{self, Document};
use crate::policy;
use crate::reader::Reader;

/// A page may be 15 seconds old for a browser and 30 for CloudFront, which shows its old copy while
/// it fetches a new one and for an hour when we are down: new products show up at once, and a
/// crowd from one video costs a request every half minute.
const PAGE: &str =
    "public, max-age=15, s-maxage=30, stale-while-revalidate=60, stale-if-error=3600";
const TEXT_HTML: &str = "text/html; charset=utf-8";

/// A page with its policy, or 304 where the reader has it.
pub(crate) fn page(document: Document, request: &HeaderMap) -> Response {
    let mut response = Cacheable {
        media_type: TEXT_HTML,
        body: document.html.into_bytes(),
        cache_control: PAGE,
    }
    .respond(request);
    policy::secure(response.headers_mut(), &document.policy);
    response
}

/// A redirect to a path of ours that holds for good.
pub(crate) fn moved(path: &str) -> Response {
    redirect(StatusCode::PERMANENT_REDIRECT, path, "public, max-age=3600")
}

/// A redirect that nobody may keep or list: each one is a buyer's own.
pub(crate) fn once(address: &str) -> Response {
    let mut response = redirect(StatusCode::FOUND, address, "no-store");
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}

fn redirect(status: StatusCode, address: &str, cache_control: &'static str) -> Response {
    let Ok(location) = HeaderValue::from_str(address) else {
        // Every address is percent-encoded, so this is not reached with real ones.
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (header::LOCATION, location),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static(cache_control),
        ),
    ];
    (status, headers).into_response()
}

/// Why a reader gets another page than the one asked for.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// There is no such shop or product, or not for buyers.
    Missing(Reader),
    /// The table could not be read.
    Store(Reader, StoreError),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, document) = match self {
            Self::Missing(reader) => (StatusCode::NOT_FOUND, pages::missing(reader)),
            Self::Store(reader, error) => {
                tracing::error!(
                    function = crate::NAME,
                    error = &error as &dyn std::error::Error,
                    "the catalog can't be read"
                );
                (status_of(&error), pages::trouble(reader))
            }
        };
        let mut response = (status, document.html).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(TEXT_HTML));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        policy::secure(headers, &document.policy);
        response
    }
}

/// Trouble that may pass is 503, which CloudFront answers with its old copy.
const fn status_of(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Failed { .. } | StoreError::Conflict => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Form(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
