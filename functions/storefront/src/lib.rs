//! The public pages: a shop, a product, the way to WhatsApp, and the start page.
//!
//! HTML is rendered here from what the Catalog table holds, with [`maud`]. The pages work without
//! JavaScript; a script of one kilobyte only fills the clipboard. Nothing is written: counting
//! visits and enquiries is another function's business.

mod answer;
mod contact;
mod pages;
mod picture;
mod placeholder;
mod policy;
mod preview;
mod price;
mod readable;
mod reader;
mod routes;
mod structured_data;
mod texts;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;
use catalog_store::CatalogStore;
use domain::TenantId;
use function::http::Origin;
use function::{Aws, Cursors, Environment, Function, StartError};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "storefront";

/// What the routes need.
#[derive(Debug, Clone)]
struct Storefront {
    store: CatalogStore,
    cursors: Cursors,
    tenant: TenantId,
    origin: Origin,
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
    let storefront = Storefront {
        store: CatalogStore::new(aws.dynamodb(), table),
        cursors: Cursors::new(aws.secret("CURSOR_KEY_SECRET").await?),
        tenant,
        origin: Origin::from_environment(environment),
    };
    Ok(function::http(NAME, router(storefront)))
}

fn router(storefront: Storefront) -> Router {
    Router::new()
        .route("/", get(routes::landing))
        .route("/@{handle}", get(routes::shop))
        .route("/@{handle}/p/{post}", get(routes::product))
        // Some apps escape the `@` of a link.
        .route("/%40{handle}", get(routes::escaped_shop))
        .route("/%40{handle}/p/{post}", get(routes::escaped_product))
        .route("/shop", get(routes::find_shop))
        .route("/shop/{handle}", get(routes::old_shop))
        .route("/go/{handle}/{post}", get(routes::buy))
        .route("/robots.txt", get(routes::robots))
        .route("/favicon.svg", get(routes::favicon))
        .route("/{*path}", get(routes::missing))
        .with_state(storefront)
}
