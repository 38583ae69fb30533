//! `/go/{handle}/{post}`: from the buy button to the seller.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{Wishes, product};
use crate::Storefront;
use crate::answer::{self, Refusal};
use crate::contact::{self, Contact};
use crate::readable;
use crate::reader::{Reader, product_path};

/// Sends a buyer to WhatsApp with the item in the message; to the post on TikTok where the seller
/// gave no number; back to the product, which says so, where there is no way at all.
pub(crate) async fn buy(
    State(storefront): State<Storefront>,
    Path((shop_text, post_text)): Path<(String, String)>,
    wishes: Wishes,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let reader = wishes.reader();
    let handle = super::handle(&shop_text, reader)?;
    let post = super::post_id(&post_text, reader)?;
    let (shop, product) = product::for_sale(&storefront, &handle, post, reader).await?;
    let reader = Reader::new(wishes.language(), Some(shop.market));
    let address = match Contact::of(&shop, &product) {
        Contact::WhatsApp(number) => {
            let size = wishes.get("size").filter(|size| {
                product
                    .sizes
                    .iter()
                    .any(|known| readable::size(known) == *size)
            });
            let path = product_path(&handle, post);
            let url = format!("{}{path}", storefront.origin.of(&headers));
            let message = contact::message(reader.texts(), &shop, &product, size, &url);
            contact::whatsapp_url(number, &message)
        }
        Contact::TikTok(url) => url.to_owned(),
        Contact::Nobody => reader.product(&handle, post),
    };
    Ok(answer::once(&address))
}
