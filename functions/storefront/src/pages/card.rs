//! A product among others: picture, name, price.

use domain::{Availability, Product};
use maud::{Markup, html};

use crate::picture::{self, Loading};
use crate::placeholder::Placeholders;
use crate::reader::Reader;
use crate::{price, readable};

/// The width of a card: two beside each other on a phone, up to five on a wide screen.
const SIZES: &str = "(min-width:64rem) 12rem,(min-width:40rem) 30vw,46vw";

/// The name of a product, made fit to read.
pub(super) fn name(reader: Reader, product: &Product) -> String {
    product
        .title
        .as_deref()
        .map(readable::title)
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| reader.texts().untitled.to_owned())
}

/// One product as a link to its page.
pub(super) fn card(
    reader: Reader,
    product: &Product,
    loading: Loading,
    placeholders: &mut Placeholders,
) -> Markup {
    let texts = reader.texts();
    let name = name(reader, product);
    let sold_out = product.availability == Availability::SoldOut;
    // The name stands right below: read aloud once is enough.
    let picture = product
        .pictures
        .first()
        .and_then(|picture| picture::markup(picture, "", SIZES, loading, placeholders));
    html! {
        li {
            a .card .gone[sold_out] href=(reader.product(&product.handle, product.post_id)) {
                span .pic {
                    @match picture {
                        Some(picture) => (picture),
                        None => span .none aria-hidden="true" { (initial(&name)) },
                    }
                    @if sold_out { span .tag { (texts.sold_out) } }
                }
                span .name { (name) }
                span .price { (price::markup(reader, product)) }
            }
        }
    }
}

/// What stands where there is no picture.
pub(super) fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .map_or_else(|| "·".to_owned(), |c| c.to_uppercase().to_string())
}
