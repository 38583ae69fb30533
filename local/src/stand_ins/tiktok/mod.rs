//! TikTok and Apify as the hub sees them: oEmbed, short links, CDN, Display API and the scraper.
//!
//! One server answers for all their hosts and tells them apart by the `Host` header. What it shows
//! comes from a [`StandInCatalog`]; shapes, statuses and limits are those of the real services, so
//! far as they are known. It keeps nothing: tokens are checked by their form alone, and scraper
//! runs are forgotten with the process.

mod apify;
mod apify_items;
mod asked;
mod catalog;
mod display;
mod files;
mod oembed;
mod respond;
mod short_links;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use tokio::net::TcpListener;

pub use catalog::{CatalogError, Connection, StandInCatalog, StandInPost, StandInShop};
pub use short_links::ELSEWHERE_CODE;

use apify::Runs;
use asked::Asked;
use respond::plain;

struct StandIn {
    catalog: StandInCatalog,
    runs: Runs,
}

/// Serves the catalog until `shutdown` completes.
pub async fn serve(
    listener: TcpListener,
    catalog: StandInCatalog,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let stand_in = Arc::new(StandIn {
        catalog,
        runs: Runs::default(),
    });
    let app = Router::new().fallback(answer).with_state(stand_in);
    axum::serve(listener, app)
        .with_graceful_shutdown(shutdown)
        .await
}

async fn answer(State(stand_in): State<Arc<StandIn>>, request: Request) -> Response {
    let Some(asked) = Asked::read(request).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large");
    };
    let catalog = &stand_in.catalog;
    match asked.host.as_str() {
        "www.tiktok.com" if asked.path == "/oembed" => oembed::answer(catalog, &asked),
        "www.tiktok.com" | "tiktok.com" | "vm.tiktok.com" | "vt.tiktok.com" => {
            short_links::answer(catalog, &asked)
        }
        "open.tiktokapis.com" => display::answer(catalog, &asked),
        "api.apify.com" => apify::answer(catalog, &stand_in.runs, &asked),
        host if host.ends_with(".tiktokcdn.com") => files::cdn(catalog, &asked),
        host => plain(
            StatusCode::MISDIRECTED_REQUEST,
            &format!("no stand-in for {host}"),
        ),
    }
}
