//! The description of this function's part of the API.

use utoipa::OpenApi as _;

use crate::{routes, wire};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "TikTok Commerce Link Hub",
        description = "Shops, their products and trends. Lists are paged by opaque cursors; answers carry \
                       an `ETag`; errors are problem documents (RFC 9457) with a stable `code`.",
        license(name = "MIT", identifier = "MIT"),
    ),
    paths(
        routes::show_shop,
        routes::list_products,
        routes::show_product,
        routes::list_trends
    ),
    components(schemas(wire::ProblemDocument)),
    tags(
        (name = "Shops", description = "The public page of one TikTok handle"),
        (name = "Products", description = "What a shop has for sale"),
        (name = "Trends", description = "What sellers post about"),
    )
)]
struct Document;

/// The description, to be served or merged with those of other functions.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
