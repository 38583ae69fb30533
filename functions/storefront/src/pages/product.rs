//! One product: pictures, price, sizes, the way to buy it, and what the seller wrote.

use domain::{Availability, Ownership, Product, Shop};
use maud::{Markup, html};

use super::card::{initial, name};
use super::document::{Document, Listing, Page, Script};
use super::facts::facts;
use crate::contact::{self, Contact};
use crate::picture::{self, Loading};
use crate::placeholder::Placeholders;
use crate::reader::{Reader, buy_path, product_path};
use crate::texts::fill;
use crate::{preview, price, readable, structured_data};

/// More sizes than this are a parser's mistake, not a choice.
pub(super) const MOST_SIZES: usize = 40;
/// The width of the large picture.
const SIZES: &str = "(min-width:60rem) 30rem,(min-width:40rem) 60vw,92vw";

/// What a product page shows.
#[derive(Debug)]
pub(crate) struct ProductView<'a> {
    /// Scheme and host for absolute addresses.
    pub(crate) origin: &'a str,
    /// Who reads it.
    pub(crate) reader: Reader,
    /// The shop.
    pub(crate) shop: &'a Shop,
    /// The product.
    pub(crate) product: &'a Product,
}

impl ProductView<'_> {
    /// The page's absolute, canonical address.
    pub(crate) fn url(&self) -> String {
        let path = product_path(&self.product.handle, self.product.post_id);
        format!("{}{path}", self.origin)
    }

    /// The product's name.
    pub(crate) fn name(&self) -> String {
        name(self.reader, self.product)
    }
}

/// The page of a product.
pub(crate) fn product(view: &ProductView<'_>) -> Document {
    let reader = view.reader;
    let texts = reader.texts();
    let name = view.name();
    let shop_name = readable::title(&view.shop.name);
    let mut placeholders = Placeholders::default();
    let caption = readable::caption(&view.product.caption);
    let contact = Contact::of(view.shop, view.product);
    let sizes = sizes(view.product, &contact);
    let main = html! {
        p .back {
            a .quiet href=(reader.shop(&view.shop.handle, None, None)) {
                "‹ " (fill(texts.back_to_shop, &[("shop", &shop_name)]))
            }
        }
        article .product {
            (gallery(view, &name, &mut placeholders))
            div .about {
                h1 { (name) }
                p .price {
                    (price::markup(reader, view.product))
                    @if view.product.negotiable == Some(true) { " " span .soft { (texts.negotiable) } }
                }
                @if view.product.availability == Availability::SoldOut {
                    p .tag { (texts.sold_out) }
                }
                (buy(view, &contact, sizes))
                (facts(reader, view.product, sizes))
                @if !caption.is_empty() {
                    h2 { (texts.seller_wrote) }
                    p .caption dir="auto" { (caption) }
                }
                @if let Some(url) = contact::tiktok_post(view.product) {
                    p { a .quiet href=(url) rel="noopener nofollow" { (texts.watch_video) } }
                }
                @if view.shop.ownership == Ownership::Unproved { p .note { (texts.unproved) } }
            }
        }
    };
    let title = format!("{name} – {shop_name}");
    let head = html! {
        (preview::of_product(view, &name, &shop_name))
        (structured_data::of_product(view, &name, &shop_name))
    };
    Page {
        reader,
        title: &title,
        listing: Listing::Listed,
        head,
        path: &product_path(&view.product.handle, view.product.post_id),
        main,
        placeholders: &placeholders,
        script: Script::Copy,
    }
    .into_document()
}

fn gallery(view: &ProductView<'_>, name: &str, placeholders: &mut Placeholders) -> Markup {
    let texts = view.reader.texts();
    let pictures = &view.product.pictures;
    let count = pictures.len().to_string();
    html! {
        div .gallery .many[pictures.len() > 1] role="group" aria-label=(texts.pictures) {
            @if pictures.is_empty() {
                span .pic { span .none role="img" aria-label=(texts.no_picture) { (initial(name)) } }
            }
            @for (index, shown) in pictures.iter().enumerate() {
                @let number = (index + 1).to_string();
                @let alt = match index {
                    0 => name.to_owned(),
                    _ => fill(
                        texts.picture_number,
                        &[("title", name), ("number", &number), ("count", &count)],
                    ),
                };
                @let loading = if index == 0 { Loading::First } else { Loading::Lazy };
                @if let Some(picture) = picture::markup(shown, &alt, SIZES, loading, placeholders) {
                    a .pic href=[picture::largest(shown).map(picture::path)] { (picture) }
                }
            }
        }
    }
}

/// The buy button with its choice of sizes, and what to copy where the button does not work.
///
/// A plain form, so that it needs no script; the answer is a redirect.
fn buy(view: &ProductView<'_>, contact: &Contact<'_>, sizes: Sizes) -> Markup {
    let texts = view.reader.texts();
    let product = view.product;
    let label = match (contact, product.availability) {
        (Contact::WhatsApp(_), Availability::InStock) => texts.buy,
        (Contact::WhatsApp(_), Availability::SoldOut) => texts.ask_again,
        (Contact::TikTok(_), _) => texts.ask_on_tiktok,
        (Contact::Nobody, _) => return html! { p .note { (texts.no_contact) } },
    };
    let sold_out = product.availability == Availability::SoldOut;
    html! {
        form .buy action=(buy_path(&product.handle, product.post_id)) method="get" {
            @if sizes == Sizes::ToChoose { (size_choice(view.reader, product)) }
            @if let Some(language) = view.reader.chosen {
                input type="hidden" name="lang" value=(language.tag());
            }
            button .go .second[sold_out] type="submit" { (label) }
        }
        @if let Contact::WhatsApp(number) = contact {
            @let message = contact::message(texts, view.shop, product, None, &view.url());
            p .number {
                span .soft { (texts.whatsapp_number) ":" } " " span .digits { (number.as_e164()) }
            }
            p .row {
                button .quiet type="button" hidden data-copy=(number.as_e164())
                    data-done=(texts.copied) { (texts.copy_number) }
                button .quiet type="button" hidden data-copy=(message) data-size=(texts.message_size)
                    data-done=(texts.copied) { (texts.copy_message) }
            }
        }
    }
}

fn size_choice(reader: Reader, product: &Product) -> Markup {
    html! {
        fieldset .sizes {
            legend { (reader.texts().choose_size) }
            @for size in product.sizes.iter().take(MOST_SIZES) {
                @let size = readable::size(size);
                label { input type="radio" name="size" value=(size); span { (size) } }
            }
        }
    }
}

/// Where a page names the sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sizes {
    /// Beside the buy button: the buyer picks one for the message.
    ToChoose,
    /// Among the facts: there is nothing to pick or to buy.
    ToKnow,
}

fn sizes(product: &Product, contact: &Contact<'_>) -> Sizes {
    let can_order =
        matches!(contact, Contact::WhatsApp(_)) && product.availability == Availability::InStock;
    if can_order && product.sizes.len() > 1 {
        Sizes::ToChoose
    } else {
        Sizes::ToKnow
    }
}
