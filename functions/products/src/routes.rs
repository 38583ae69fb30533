//! The routes: read the address, load, put into the form on the wire.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalog_store::ProductQuery;
use function::http::{Cacheable, Problem};
use jiff::Timestamp;
use serde::Serialize;

use crate::listing::{self, Listing, TrendListing};
use crate::wire::{ProblemDocument, ProductList, ProductResource, ShopResource, TrendList};
use crate::{Products, openapi, problems};

/// As long as a shop page may be old; see the storefront.
const CATALOG: &str =
    "public, max-age=15, s-maxage=30, stale-while-revalidate=60, stale-if-error=3600";
/// Counts of weeks: a minute more or less changes nothing.
const TRENDS: &str =
    "public, max-age=60, s-maxage=60, stale-while-revalidate=300, stale-if-error=3600";
/// Changes only with a deployment.
const DOCUMENT: &str = "public, max-age=3600";

/// A shop.
#[utoipa::path(
    get,
    path = "/v1/shops/{handle}",
    tag = "Shops",
    params(("handle" = String, Path, description = "TikTok handle, any case, with or without `@`")),
    responses(
        (status = 200, body = ShopResource),
        (status = 304, description = "Not changed since the `ETag` of `If-None-Match`"),
        (status = 400, description = "`invalid_handle`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`unknown_shop`", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_shop(
    State(products): State<Products>,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let handle = problems::handle(&handle)?;
    let shop = products
        .store
        .shop(&products.tenant, &handle)
        .await
        .map_err(Problem::upstream)?
        .ok_or_else(problems::unknown_shop)?;
    json(&ShopResource::from(&shop), CATALOG, &headers)
}

/// The published products of a shop, newest first.
#[utoipa::path(
    get,
    path = "/v1/shops/{handle}/products",
    tag = "Products",
    params(
        ("handle" = String, Path, description = "TikTok handle, any case, with or without `@`"),
        ("limit" = Option<u8>, Query, minimum = 1, maximum = 50, description = "At most so many products; 20 where it is left out"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("since" = Option<String>, Query, format = DateTime, description = "Only posts made at this time or later, RFC 3339"),
        ("category" = Option<String>, Query, description = "Only this category, by its slug"),
    ),
    responses(
        (status = 200, body = ProductList),
        (status = 304, description = "Not changed since the `ETag` of `If-None-Match`"),
        (status = 400, description = "`invalid_handle`, `invalid_limit`, `invalid_since`, `unknown_category` or `invalid_cursor`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`unknown_shop`", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_products(
    State(products): State<Products>,
    Path(handle): Path<String>,
    Query(values): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let handle = problems::handle(&handle)?;
    let scope = listing::scope(&products.tenant, &handle);
    let listing = Listing::parse(&values, &products.cursors, &scope)?;
    let query = ProductQuery {
        tenant: products.tenant.clone(),
        handle: handle.clone(),
        limit: listing.limit,
        after: listing.after,
        since: listing.since,
        category: listing.category,
    };
    // A shop without products is an empty list, which looks like no shop at all.
    let (shop, page) = futures::try_join!(
        products.store.shop(&products.tenant, &handle),
        products.store.products(&query),
    )
    .map_err(Problem::upstream)?;
    shop.ok_or_else(problems::unknown_shop)?;
    let next_cursor = page
        .next
        .map(|next| products.cursors.seal(&scope, &next))
        .transpose()
        .map_err(Problem::upstream)?;
    let list = ProductList {
        products: page.products.iter().map(ProductResource::from).collect(),
        next_cursor,
    };
    json(&list, CATALOG, &headers)
}

/// A published product.
#[utoipa::path(
    get,
    path = "/v1/shops/{handle}/products/{postId}",
    tag = "Products",
    params(
        ("handle" = String, Path, description = "TikTok handle, any case, with or without `@`"),
        ("postId" = String, Path, description = "Id of the TikTok post, 15 to 20 digits"),
    ),
    responses(
        (status = 200, body = ProductResource),
        (status = 304, description = "Not changed since the `ETag` of `If-None-Match`"),
        (status = 400, description = "`invalid_handle` or `invalid_post_id`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`unknown_product`: there is none, or it is not published", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_product(
    State(products): State<Products>,
    Path((handle, post_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let handle = problems::handle(&handle)?;
    let post_id = problems::post_id(&post_id)?;
    let product = products
        .store
        .product(&products.tenant, &handle, post_id)
        .await
        .map_err(Problem::upstream)?
        .filter(domain::Product::is_published)
        .ok_or_else(problems::unknown_product)?;
    json(&ProductResource::from(&product), CATALOG, &headers)
}

/// What sellers of a market post about now.
#[utoipa::path(
    get,
    path = "/v1/trends",
    tag = "Trends",
    params(
        ("market" = String, Query, description = "ISO 3166 code of the country, any case"),
        ("limit" = Option<u8>, Query, minimum = 1, maximum = 50, description = "At most so many tags; 20 where it is left out"),
    ),
    responses(
        (status = 200, body = TrendList),
        (status = 304, description = "Not changed since the `ETag` of `If-None-Match`"),
        (status = 400, description = "`unknown_market` or `invalid_limit`", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_trends(
    State(products): State<Products>,
    Query(values): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let TrendListing { market, limit } = TrendListing::parse(&values)?;
    let trends = products
        .insights
        .trends(&products.tenant, market)
        .await
        .map_err(Problem::upstream)?;
    let list = TrendList::new(market, trends.top(limit, Timestamp::now()));
    json(&list, TRENDS, &headers)
}

/// The description of this API.
pub(crate) async fn show_openapi(headers: HeaderMap) -> Result<Response, Problem> {
    json(&openapi(), DOCUMENT, &headers)
}

fn json(
    value: &impl Serialize,
    cache_control: &'static str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(Problem::upstream)?;
    let answer = Cacheable {
        media_type: "application/json",
        body,
        cache_control,
    };
    Ok(answer.respond(headers))
}
