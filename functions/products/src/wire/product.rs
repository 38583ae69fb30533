//! Products.

use std::collections::BTreeMap;

use domain::{
    Availability, CategorySlug, Condition, Delivery, DominantColor, Product, ProductField,
};
use jiff::Timestamp;
use serde::Serialize;
use taxonomy::Leaf;
use utoipa::ToSchema;

use super::{MoneyResource, NoteResource, PictureFileResource, PictureResource, PriceResource};

/// One page of a shop's products.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductList {
    /// The products, newest first.
    pub(crate) products: Vec<ProductResource>,
    /// The cursor of the next, older page; `null` on the last one.
    pub(crate) next_cursor: Option<String>,
}

/// New, used or refurbished.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ConditionResource {
    New,
    Used,
    Refurbished,
}

/// Can it be bought now?
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AvailabilityResource {
    InStock,
    SoldOut,
}

/// Does the seller deliver?
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum DeliveryResource {
    Offered,
    Refused,
}

/// A category of the taxonomy.
#[derive(Debug, Serialize, ToSchema)]
struct CategoryResource {
    /// Its stable name.
    #[schema(example = "clothing")]
    slug: String,
    /// Its English name.
    name: Option<&'static str>,
    /// Google product category id.
    google_product_category: Option<u32>,
}

/// A dominant colour of the first picture.
#[derive(Debug, Serialize, ToSchema)]
struct ColorResource {
    /// English name.
    name: String,
    /// `#rrggbb`.
    hex: String,
    /// Share of the picture in percent.
    percent: u8,
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductResource {
    /// Id of the TikTok post it comes from.
    #[schema(example = "7696453428469059346")]
    id: String,
    /// The shop's handle.
    handle: String,
    /// The product's page.
    url: String,
    /// Where *Buy on WhatsApp* leads.
    buy_url: String,
    /// Counts the changes, from 1.
    version: u64,
    /// What a buyer would call it.
    title: Option<String>,
    /// What a buyer pays now.
    price: Option<PriceResource>,
    /// The former price of a discount.
    compare_at: Option<MoneyResource>,
    /// What the price is for, English singular: `piece`, `kg`, `month`, …
    unit: Option<String>,
    /// Can the price be talked about? `null` where the seller does not say.
    negotiable: Option<bool>,
    /// Sizes, as a buyer would read them.
    sizes: Vec<String>,
    /// English colour names.
    colors: Vec<String>,
    /// New, used or refurbished.
    condition: Option<ConditionResource>,
    /// Can it be had now?
    availability: AvailabilityResource,
    /// Phone number in the caption, E.164.
    phone: Option<String>,
    /// Where it can be had.
    location: Option<String>,
    /// Is it delivered?
    delivery: Option<DeliveryResource>,
    /// Category.
    category: Option<CategoryResource>,
    /// Search tags.
    tags: Vec<String>,
    /// Meaningful hashtags of the post, without `#`.
    hashtags: Vec<String>,
    /// Pictures, best first.
    pictures: Vec<PictureResource>,
    /// The square and the share picture.
    share_pictures: Vec<PictureFileResource>,
    /// Dominant colours of the first picture.
    picture_colors: Vec<ColorResource>,
    /// The caption as posted.
    caption: String,
    /// The post on TikTok.
    post_url: Option<String>,
    /// When it was posted.
    #[schema(value_type = String, format = DateTime)]
    posted_at: Timestamp,
    /// When the product was first saved.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// For fields by name: where the value comes from, or why there is none.
    notes: BTreeMap<&'static str, NoteResource>,
}

impl From<&Product> for ProductResource {
    fn from(product: &Product) -> Self {
        let (handle, id) = (&product.handle, product.post_id);
        Self {
            id: id.to_string(),
            handle: handle.to_string(),
            url: format!("/@{handle}/p/{id}"),
            buy_url: format!("/go/{handle}/{id}"),
            version: product.version,
            title: product.title.clone(),
            price: product.price.as_ref().map(Into::into),
            compare_at: product.compare_at.map(Into::into),
            unit: product.unit.clone(),
            negotiable: product.negotiable,
            sizes: product.sizes.clone(),
            colors: product.colors.clone(),
            condition: product.condition.map(Into::into),
            availability: match product.availability {
                Availability::InStock => AvailabilityResource::InStock,
                Availability::SoldOut => AvailabilityResource::SoldOut,
            },
            phone: product
                .phone
                .as_ref()
                .map(|number| number.as_e164().to_owned()),
            location: product.location.clone(),
            delivery: product.delivery.map(|delivery| match delivery {
                Delivery::Offered => DeliveryResource::Offered,
                Delivery::Refused => DeliveryResource::Refused,
            }),
            category: product
                .category
                .as_ref()
                .map(|slug| category(slug, product.google_product_category)),
            tags: product.tags.clone(),
            hashtags: product.hashtags.clone(),
            pictures: product.pictures.iter().map(Into::into).collect(),
            share_pictures: product.share.iter().map(Into::into).collect(),
            picture_colors: product.picture_colors.iter().map(Into::into).collect(),
            caption: product.caption.clone(),
            post_url: product.url.clone(),
            posted_at: product.posted_at,
            created_at: product.created_at,
            changed_at: product.changed_at,
            notes: product
                .notes
                .iter()
                .map(|(field, note)| (field_name(*field), note.into()))
                .collect(),
        }
    }
}

impl From<Condition> for ConditionResource {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::New => Self::New,
            Condition::Used => Self::Used,
            Condition::Refurbished => Self::Refurbished,
        }
    }
}

impl From<&DominantColor> for ColorResource {
    fn from(color: &DominantColor) -> Self {
        Self {
            name: color.name.clone(),
            hex: color.hex.clone(),
            percent: color.percent,
        }
    }
}

fn category(slug: &CategorySlug, google_product_category: Option<u32>) -> CategoryResource {
    CategoryResource {
        slug: slug.to_string(),
        name: Leaf::from_slug(slug.as_str()).map(Leaf::name),
        google_product_category,
    }
}

const fn field_name(field: ProductField) -> &'static str {
    match field {
        ProductField::Title => "title",
        ProductField::Price => "price",
        ProductField::CompareAt => "compare_at",
        ProductField::Unit => "unit",
        ProductField::Negotiable => "negotiable",
        ProductField::Sizes => "sizes",
        ProductField::Colors => "colors",
        ProductField::Condition => "condition",
        ProductField::Availability => "availability",
        ProductField::Phone => "phone",
        ProductField::Location => "location",
        ProductField::Delivery => "delivery",
        ProductField::Category => "category",
        ProductField::Pictures => "pictures",
    }
}
