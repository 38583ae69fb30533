//! Corrections: a private corpus of what people say captions mean.
//!
//! `POST /v1/corrections` keeps one, with the caption and what was read of it as the hub has them;
//! `GET /v1/corrections` hands them out, by page, in the form that `captions-eval` reads. Nothing
//! here changes a product, and nothing that reads captions reads this.

mod asked;
mod listing;
mod problems;
mod take;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;
use catalog_store::CatalogStore;
use domain::TenantId;
use function::{Aws, Cursors, Environment, Function, StartError};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "corrections";

/// What the routes need.
#[derive(Debug, Clone)]
struct Corrections {
    store: CatalogStore,
    cursors: Cursors,
    tenant: TenantId,
}

/// Builds the function.
///
/// # Errors
/// When a variable is missing or wrong, or the secret of the cursors can't be read.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    settings.required("CURSOR_KEY_SECRET");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    settings.finish()?;
    let aws = Aws::new(environment);
    let corrections = Corrections {
        store: CatalogStore::new(aws.dynamodb(), table),
        cursors: Cursors::new(aws.secret("CURSOR_KEY_SECRET").await?),
        tenant,
    };
    Ok(function::http(NAME, router(corrections)))
}

fn router(corrections: Corrections) -> Router {
    Router::new()
        .route(
            "/v1/corrections",
            get(listing::list_corrections).post(take::take_correction),
        )
        .with_state(corrections)
}
