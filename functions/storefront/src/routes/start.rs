//! The start page, and what belongs to no shop.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use function::http::Cacheable;

use super::Wishes;
use crate::Storefront;
use crate::answer::{self, Refusal};
use crate::pages;

const FAVICON: &str = include_str!("../assets/favicon.svg");
const ROBOTS: &str = "User-agent: *\nDisallow: /go/\nDisallow: /v1/\nAllow: /\n";
const A_DAY: &str = "public, max-age=86400";

/// The start page.
pub(crate) async fn landing(
    State(storefront): State<Storefront>,
    wishes: Wishes,
    headers: HeaderMap,
) -> Response {
    let origin = storefront.origin.of(&headers);
    answer::page(pages::landing(&origin, wishes.reader()), &headers)
}

/// Nothing else is here.
pub(crate) async fn missing(wishes: Wishes) -> Refusal {
    Refusal::Missing(wishes.reader())
}

/// What crawlers may read: everything but redirects and the API.
pub(crate) async fn robots(headers: HeaderMap) -> Response {
    text("text/plain; charset=utf-8", ROBOTS, &headers)
}

/// The icon in a tab.
pub(crate) async fn favicon(headers: HeaderMap) -> Response {
    text("image/svg+xml", FAVICON, &headers)
}

fn text(media_type: &'static str, body: &str, headers: &HeaderMap) -> Response {
    Cacheable {
        media_type,
        body: body.as_bytes().to_vec(),
        cache_control: A_DAY,
    }
    .respond(headers)
}
