//! `/@{handle}/p/{post}`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{Handle, PostId, Product, Shop};

use super::Wishes;
use crate::Storefront;
use crate::answer::{self, Refusal};
use crate::pages::{self, ProductView};
use crate::reader::Reader;

/// The page of a product.
pub(crate) async fn product(
    State(storefront): State<Storefront>,
    Path((shop_text, post_text)): Path<(String, String)>,
    wishes: Wishes,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(&shop_text, reader)?;
    let post = super::post_id(&post_text, reader)?;
    if shop_text != handle.as_str() {
        return Ok(answer::moved(&reader.product(&handle, post)));
    }
    let (shop, product) = for_sale(&storefront, &handle, post, reader).await?;
    let view = ProductView {
        origin: &storefront.origin.of(&headers),
        reader: Reader::new(wishes.language(), Some(shop.market)),
        shop: &shop,
        product: &product,
    };
    Ok(answer::page(pages::product(&view), &headers))
}

/// A shop and a product of it that buyers may see.
pub(super) async fn for_sale(
    storefront: &Storefront,
    handle: &Handle,
    post: PostId,
    reader: Reader,
) -> Result<(Shop, Product), Refusal> {
    let (shop, product) = futures::try_join!(
        storefront.store.shop(&storefront.tenant, handle),
        storefront.store.product(&storefront.tenant, handle, post),
    )
    .map_err(|error| Refusal::Store(reader, error))?;
    match (shop, product) {
        (Some(shop), Some(product)) if product.is_published() => Ok((shop, product)),
        _ => Err(Refusal::Missing(reader)),
    }
}

/// `/%40nalu/p/…`: the same page, its `@` escaped on the way.
pub(crate) async fn escaped_product(
    Path((shop_text, post_text)): Path<(String, String)>,
    wishes: Wishes,
) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(&shop_text, reader)?;
    let post = super::post_id(&post_text, reader)?;
    Ok(answer::moved(&reader.product(&handle, post)))
}
