//! What is known about a product, as a list of terms. What nobody stated is left out.

use domain::{Condition, Delivery, Product};
use maud::{Markup, html};

use super::product::{MOST_SIZES, Sizes};
use crate::readable;
use crate::reader::Reader;
use crate::texts::{category_name, color_name};

/// The list; nothing where nothing is known.
pub(super) fn facts(reader: Reader, product: &Product, place: Sizes) -> Markup {
    let texts = reader.texts();
    let day = product.posted_at.strftime("%Y-%m-%d").to_string();
    let facts = [
        (
            texts.sizes,
            sizes(product).filter(|_| place == Sizes::ToKnow),
        ),
        (texts.colors, colors(reader, product)),
        (
            texts.condition,
            product.condition.map(|condition| {
                match condition {
                    Condition::New => texts.condition_new,
                    Condition::Used => texts.condition_used,
                    Condition::Refurbished => texts.condition_refurbished,
                }
                .to_owned()
            }),
        ),
        (
            texts.delivery,
            product.delivery.map(|delivery| {
                match delivery {
                    Delivery::Offered => texts.delivery_offered,
                    Delivery::Refused => texts.delivery_refused,
                }
                .to_owned()
            }),
        ),
        (
            texts.location,
            product.location.as_deref().map(readable::title),
        ),
        (texts.category, category(reader, product)),
        (texts.posted, Some(day)),
    ];
    html! {
        h2 { (texts.details) }
        dl {
            @for (term, value) in &facts {
                @if let Some(value) = value { div { dt { (term) } dd { (value) } } }
            }
        }
    }
}

fn sizes(product: &Product) -> Option<String> {
    let sizes: Vec<String> = product
        .sizes
        .iter()
        .take(MOST_SIZES)
        .map(|size| readable::size(size))
        .collect();
    (!sizes.is_empty()).then(|| sizes.join(", "))
}

fn colors(reader: Reader, product: &Product) -> Option<String> {
    let colors: Vec<String> = product
        .colors
        .iter()
        .map(|color| readable::size(color_name(reader.language, color)))
        .collect();
    (!colors.is_empty()).then(|| colors.join(", "))
}

fn category(reader: Reader, product: &Product) -> Option<String> {
    let slug = product.category.as_ref()?;
    category_name(reader.language, slug).map(str::to_owned)
}
