//! `/@{handle}` and the addresses that lead there.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalog_store::{ProductPage, ProductQuery, StoreError};
use domain::{CategorySlug, Handle, PostId, Product};

use super::Wishes;
use crate::Storefront;
use crate::answer::{self, Refusal};
use crate::pages::{self, Place, ShopView};
use crate::reader::Reader;
use crate::texts::{Language, category_name};

/// Products on one page.
const PAGE_SIZE: usize = 24;

/// The page of a shop.
pub(crate) async fn shop(
    State(storefront): State<Storefront>,
    Path(text): Path<String>,
    wishes: Wishes,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(&text, reader)?;
    let category = wishes.get("category").and_then(known_category);
    if text != handle.as_str() {
        return Ok(answer::moved(&reader.shop(
            &handle,
            category.as_ref(),
            None,
        )));
    }
    let scope = format!("shop-page/{}/{handle}", storefront.tenant);
    let after = wishes
        .get("after")
        .and_then(|cursor| storefront.cursors.open::<PostId>(&scope, cursor).ok());
    let failed = |error| Refusal::Store(reader, error);
    let (shop, page, newest) = futures::try_join!(
        storefront.store.shop(&storefront.tenant, &handle),
        products(&storefront, &handle, category.clone(), after),
        newest(&storefront, &handle, category.as_ref(), after),
    )
    .map_err(failed)?;
    let shop = shop.ok_or(Refusal::Missing(reader))?;
    let next = page
        .next
        .and_then(|next| storefront.cursors.seal(&scope, &next).ok());
    let categories = categories(
        newest.as_deref().unwrap_or(&page.products),
        category.as_ref(),
    );
    let view = ShopView {
        origin: &storefront.origin.of(&headers),
        reader: Reader::new(wishes.language(), Some(shop.market)),
        shop: &shop,
        products: &page.products,
        categories: &categories,
        category: category.as_ref(),
        next: next.as_deref(),
        place: after.map_or(Place::First, |_| Place::Later),
    };
    Ok(answer::page(pages::shop(&view), &headers))
}

fn known_category(text: &str) -> Option<CategorySlug> {
    let slug = CategorySlug::parse(text).ok()?;
    category_name(Language::English, &slug).map(|_| slug)
}

async fn products(
    storefront: &Storefront,
    handle: &Handle,
    category: Option<CategorySlug>,
    after: Option<PostId>,
) -> Result<ProductPage, StoreError> {
    let query = ProductQuery {
        tenant: storefront.tenant.clone(),
        handle: handle.clone(),
        limit: PAGE_SIZE,
        after,
        since: None,
        category,
    };
    storefront.store.products(&query).await
}

/// The shop's newest products, which offer the categories; `None` where the page shows just them.
async fn newest(
    storefront: &Storefront,
    handle: &Handle,
    category: Option<&CategorySlug>,
    after: Option<PostId>,
) -> Result<Option<Vec<Product>>, StoreError> {
    if category.is_none() && after.is_none() {
        return Ok(None);
    }
    let page = products(storefront, handle, None, None).await?;
    Ok(Some(page.products))
}

/// The categories of these products in order of their first product, the chosen one among them.
fn categories(products: &[Product], chosen: Option<&CategorySlug>) -> Vec<CategorySlug> {
    let mut categories: Vec<CategorySlug> = Vec::new();
    for category in products
        .iter()
        .filter_map(|product| product.category.as_ref())
        .chain(chosen)
    {
        if !categories.contains(category) {
            categories.push(category.clone());
        }
    }
    categories
}

/// `/%40nalu`: the same page, its `@` escaped on the way.
pub(crate) async fn escaped_shop(
    Path(text): Path<String>,
    wishes: Wishes,
) -> Result<Response, Refusal> {
    to_shop(&text, &wishes)
}

/// `/shop/nalu`, the address printed before shops had an `@`.
pub(crate) async fn old_shop(
    Path(text): Path<String>,
    wishes: Wishes,
) -> Result<Response, Refusal> {
    to_shop(&text, &wishes)
}

fn to_shop(text: &str, wishes: &Wishes) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(text, reader)?;
    let category = wishes.get("category").and_then(known_category);
    let link = reader.shop(&handle, category.as_ref(), wishes.get("after"));
    Ok(answer::moved(&link))
}

/// `/shop?handle=nalu`: the form of the start page.
pub(crate) async fn find_shop(wishes: Wishes) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(wishes.get("handle").unwrap_or_default(), reader)?;
    Ok(answer::once(&reader.shop(&handle, None, None)))
}
