//! What other apps show of a page: Open Graph and Twitter tags, description, canonical address.
//!
//! WhatsApp, Facebook and TikTok read them without running a script; the tags are `property`, not
//! `name` (ogp.me).

use domain::{Availability, Condition, PictureFile};
use maud::{Markup, html};

use crate::pages::{ProductView, ShopView};
use crate::picture;
use crate::reader::{Reader, shop_path};
use crate::texts::fill;
use crate::{price, readable};

/// Longer descriptions are cut off by every reader.
const LONGEST_DESCRIPTION: usize = 180;

/// What all previews have.
struct Preview<'a> {
    kind: &'a str,
    title: &'a str,
    description: &'a str,
    url: &'a str,
    site_name: &'a str,
    origin: &'a str,
    picture: Option<&'a PictureFile>,
}

impl Preview<'_> {
    fn tags(&self) -> Markup {
        html! {
            link rel="canonical" href=(self.url);
            meta name="description" content=(self.description);
            (property("og:type", self.kind))
            (property("og:title", self.title))
            (property("og:description", self.description))
            (property("og:url", self.url))
            (property("og:site_name", self.site_name))
            @if let Some(file) = self.picture {
                (property("og:image", &format!("{}{}", self.origin, picture::path(file))))
                (property("og:image:type", file.format.media_type()))
                (property("og:image:width", &file.width.to_string()))
                (property("og:image:height", &file.height.to_string()))
                (property("og:image:alt", self.title))
            }
            meta name="twitter:card" content=(if self.picture.is_some() { "summary_large_image" } else { "summary" });
        }
    }
}

fn property(name: &str, content: &str) -> Markup {
    html! { meta property=(name) content=(content); }
}

/// The preview of a product.
pub(crate) fn of_product(view: &ProductView<'_>, name: &str, shop_name: &str) -> Markup {
    let texts = view.reader.texts();
    let product = view.product;
    let price = product.price.as_ref();
    let headline = price.map_or_else(
        || texts.ask_price.to_owned(),
        |price| price::plain(texts, price),
    );
    let said = readable::summary(&product.caption, LONGEST_DESCRIPTION);
    let description = readable::line(&format!("{headline} · {said}"), LONGEST_DESCRIPTION);
    let url = view.url();
    let preview = Preview {
        kind: "product",
        title: name,
        description: &description,
        url: &url,
        site_name: shop_name,
        origin: view.origin,
        picture: picture::share(product),
    };
    html! {
        (preview.tags())
        (property("product:retailer_item_id", &product.post_id.to_string()))
        (property("product:brand", shop_name))
        (property("product:availability", match product.availability {
            Availability::InStock => "in stock",
            Availability::SoldOut => "out of stock",
        }))
        @if let Some(condition) = product.condition {
            (property("product:condition", match condition {
                Condition::New => "new",
                Condition::Used => "used",
                Condition::Refurbished => "refurbished",
            }))
        }
        @if let Some(price) = price {
            (property("product:price:amount", &price.amount.decimal()))
            (property("product:price:currency", price.amount.currency.code()))
        }
    }
}

/// The preview of a shop: with the picture of its newest product that has one.
pub(crate) fn of_shop(view: &ShopView<'_>, name: &str) -> Markup {
    let texts = view.reader.texts();
    let description = fill(texts.shop_description, &[("shop", name)]);
    let title = fill(texts.shop_title, &[("shop", name)]);
    Preview {
        kind: "website",
        title: &title,
        description: &description,
        url: &format!("{}{}", view.origin, shop_path(&view.shop.handle)),
        site_name: name,
        origin: view.origin,
        picture: view.products.iter().find_map(picture::share),
    }
    .tags()
}

/// The preview of the start page.
pub(crate) fn of_landing(origin: &str, reader: Reader) -> Markup {
    let texts = reader.texts();
    Preview {
        kind: "website",
        title: texts.landing_title,
        description: &readable::line(texts.landing_lead, LONGEST_DESCRIPTION),
        url: &format!("{origin}/"),
        site_name: crate::pages::PRODUCT_NAME,
        origin,
        picture: None,
    }
    .tags()
}
