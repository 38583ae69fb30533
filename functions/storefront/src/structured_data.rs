//! schema.org data of a product, for search engines.

use domain::{Availability, Condition, Price, PriceKind};
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

use crate::contact;
use crate::pages::ProductView;
use crate::picture;
use crate::readable;
use crate::texts::color_name;

/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 1_000;

/// A `Product` with its offer and its video.
pub(crate) fn of_product(view: &ProductView<'_>, name: &str, shop_name: &str) -> Markup {
    let json = escaped(&data(view, name, shop_name));
    html! { script type="application/ld+json" { (PreEscaped(json)) } }
}

/// JSON that cannot end its script element early: HTML's and JavaScript's special characters are
/// written as escapes.
fn escaped(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn data(view: &ProductView<'_>, name: &str, shop_name: &str) -> Value {
    let product = view.product;
    let absolute = |file| format!("{}{}", view.origin, picture::path(file));
    let pictures: Vec<String> = product
        .pictures
        .iter()
        .filter_map(picture::largest)
        .map(absolute)
        .collect();
    let description = readable::summary(&product.caption, LONGEST_DESCRIPTION);
    let id = product.post_id.to_string();
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("Product"));
    put("productID", json!(id));
    put("sku", json!(id));
    put("name", json!(name));
    put("url", json!(view.url()));
    put("brand", json!({"@type": "Brand", "name": shop_name}));
    if !description.is_empty() {
        put("description", json!(description));
    }
    if !pictures.is_empty() {
        put("image", json!(pictures));
    }
    let colors: Vec<String> = product
        .colors
        .iter()
        .map(|color| readable::size(color_name(view.reader.language, color)))
        .collect();
    if !colors.is_empty() {
        put("color", json!(colors.join("/")));
    }
    if let Some(price) = &product.price {
        put("offers", offer(view, price, shop_name));
    }
    if let (Some(url), Some(thumbnail)) = (contact::tiktok_post(product), pictures.first()) {
        let video = json!({
            "@type": "VideoObject",
            "name": name,
            "description": description,
            "thumbnailUrl": thumbnail,
            "uploadDate": product.posted_at,
            "url": url,
            "embedUrl": format!("https://www.tiktok.com/player/v1/{id}"),
        });
        put("subjectOf", video);
    }
    Value::Object(data)
}

/// An `Offer`, or an `AggregateOffer` where the price is not one number.
fn offer(view: &ProductView<'_>, price: &Price, shop_name: &str) -> Value {
    let product = view.product;
    let mut offer = json!({
        "@type": "Offer",
        "url": view.url(),
        "priceCurrency": price.amount.currency,
        "availability": match product.availability {
            Availability::InStock => "https://schema.org/InStock",
            Availability::SoldOut => "https://schema.org/SoldOut",
        },
        "seller": {"@type": "Organization", "name": shop_name},
    });
    let Some(fields) = offer.as_object_mut() else {
        return offer;
    };
    let amount = price.amount.decimal();
    match price.kind {
        PriceKind::Exact => {
            fields.insert("price".to_owned(), json!(amount));
        }
        PriceKind::From => {
            fields.insert("@type".to_owned(), json!("AggregateOffer"));
            fields.insert("lowPrice".to_owned(), json!(amount));
        }
        PriceKind::Range { max } => {
            fields.insert("@type".to_owned(), json!("AggregateOffer"));
            fields.insert("lowPrice".to_owned(), json!(amount));
            fields.insert("highPrice".to_owned(), json!(max.decimal()));
        }
    }
    if let Some(condition) = product.condition {
        let condition = match condition {
            Condition::New => "https://schema.org/NewCondition",
            Condition::Used => "https://schema.org/UsedCondition",
            Condition::Refurbished => "https://schema.org/RefurbishedCondition",
        };
        fields.insert("itemCondition".to_owned(), json!(condition));
    }
    offer
}
