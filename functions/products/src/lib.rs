//! Shops, their products and trends as JSON, for anybody.
//!
//! Only published products are here, and only what their pages show too; the forms on the wire are
//! types of their own, so that the domain can change without breaking a client. Editing is another
//! function's business.

mod listing;
mod openapi;
mod problems;
mod routes;
mod wire;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;
use catalog_store::CatalogStore;
use domain::TenantId;
use function::{Aws, Cursors, Environment, Function, StartError};
use insights_store::InsightsStore;

pub use openapi::openapi;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "products";

/// What the routes need.
#[derive(Debug, Clone)]
struct Products {
    store: CatalogStore,
    insights: InsightsStore,
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
    let insights_table = settings.required("INSIGHTS_TABLE");
    settings.required("CURSOR_KEY_SECRET");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    settings.finish()?;
    let aws = Aws::new(environment);
    let products = Products {
        store: CatalogStore::new(aws.dynamodb(), table),
        insights: InsightsStore::new(aws.dynamodb(), insights_table),
        cursors: Cursors::new(aws.secret("CURSOR_KEY_SECRET").await?),
        tenant,
    };
    Ok(function::http(NAME, router(products)))
}

fn router(products: Products) -> Router {
    Router::new()
        .route("/v1/shops/{handle}", get(routes::show_shop))
        .route("/v1/shops/{handle}/products", get(routes::list_products))
        .route(
            "/v1/shops/{handle}/products/{postId}",
            get(routes::show_product),
        )
        .route("/v1/trends", get(routes::list_trends))
        .route("/v1/openapi.json", get(routes::show_openapi))
        .with_state(products)
}
