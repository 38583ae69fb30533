//! Ingestion: the door through which posts come in.
//!
//! `POST /v1/imports` takes a TikTok link, a caption with an uploaded video, or the rows of a bulk
//! file, and answers with a job; `GET /v1/imports/{id}` shows how far each post has come;
//! `POST /v1/uploads` gives an address to send a file to first. Nothing is fetched here except
//! where a short link leads: the rest happens behind the table's stream.

mod asked;
mod dataset;
mod import_view;
mod link;
mod problems;
mod take;
#[cfg(test)]
mod tests;
mod upload;
mod uploads;

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use catalog_store::CatalogStore;
use domain::{Market, TenantId};
use function::http::{Origin, Problem};
use function::{Aws, Environment, Function, StartError};
use media_store::MediaStore;
use serde::Deserialize;
use tiktok::{ClientConfig, TikTokClient};
use url::Url;
use uuid::Uuid;

use asked::Asked;
use import_view::ImportView;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "ingestion";

/// What every handler needs.
#[derive(Debug, Clone)]
struct Ingestion {
    store: CatalogStore,
    media: MediaStore,
    tiktok: TikTokClient,
    tenant: TenantId,
    default_market: Market,
    origin: Origin,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let bucket = settings.required("MEDIA_BUCKET");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    let default_market = settings.parsed_or("DEFAULT_MARKET", Market::Ug, Market::parse);
    let endpoint = settings.parsed_or("TIKTOK_ENDPOINT", None, |text| Url::parse(text).map(Some));
    settings.finish()?;
    let aws = Aws::new(environment);
    let tiktok = TikTokClient::new(ClientConfig {
        endpoint,
        ..ClientConfig::default()
    })
    .map_err(|error| StartError::Client(Box::new(error)))?;
    let ingestion = Ingestion {
        store: CatalogStore::new(aws.dynamodb(), table),
        media: MediaStore::new(aws.s3(), bucket),
        tiktok,
        tenant,
        default_market,
        origin: Origin::from_environment(environment),
    };
    Ok(function::http(NAME, router(ingestion)))
}

fn router(ingestion: Ingestion) -> Router {
    Router::new()
        .route("/v1/imports", post(start_import))
        .route("/v1/imports/{id}", get(show_import))
        .route("/v1/uploads", post(uploads::start_upload))
        .with_state(Arc::new(ingestion))
}

/// Options in the address, for bodies that are a bare dataset.
#[derive(Debug, Default, Deserialize)]
struct ImportOptions {
    /// `false` imports posts without `#TRACK` too.
    track: Option<bool>,
}

async fn start_import(
    State(ingestion): State<Arc<Ingestion>>,
    options: Result<Query<ImportOptions>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Result<Response, Problem> {
    let Query(options) = options.map_err(|_| {
        Problem::bad_request(
            "invalid_option",
            "`track` in the address is `true` or `false`.",
        )
    })?;
    let import = match asked::read(&body, options.track)? {
        Asked::Link(asked) => link::start(&ingestion, asked).await?,
        Asked::Upload(asked) => upload::start(&ingestion, asked).await?,
        Asked::Dataset(asked) => dataset::start(&ingestion, asked).await?,
    };
    let view = ImportView::load(&ingestion, import, &ingestion.origin.of(&headers)).await?;
    let location = view.location();
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, location)],
        Json(view),
    )
        .into_response())
}

async fn show_import(
    State(ingestion): State<Arc<Ingestion>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let unknown = || Problem::not_found("unknown_import", "There is no import with this id.");
    let id = Uuid::parse_str(&id).map_err(|_| unknown())?;
    let import = ingestion
        .store
        .import(&ingestion.tenant, id)
        .await
        .map_err(Problem::upstream)?
        .ok_or_else(unknown)?;
    let view = ImportView::load(&ingestion, import, &ingestion.origin.of(&headers)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
