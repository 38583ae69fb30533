//! A product: what the parts of one post are assembled into.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Attention, Availability, CategorySlug, Condition, Confidence, Delivery, DominantColor, Handle,
    Money, PhoneNumber, Picture, PictureFile, PostId, Price, ProductSummary, TenantId,
};

/// A product. A field nobody stated is `None` or empty, and [`Product::notes`] says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Whose installation.
    pub tenant: TenantId,
    /// The shop.
    pub handle: Handle,
    /// The post it comes from; also its id within the shop.
    pub post_id: PostId,
    /// The import that brought the post; the correlation id of the product's events.
    pub import_id: Uuid,
    /// Counts the changes, from 1.
    pub version: u64,
    /// Can buyers see it?
    pub state: ProductState,
    /// What a buyer would call it.
    pub title: Option<String>,
    /// What a buyer pays now.
    pub price: Option<Price>,
    /// The former price of a discount.
    pub compare_at: Option<Money>,
    /// What the price is for: `piece`, `kg`, `month`, …
    pub unit: Option<String>,
    /// `true` where the seller says the price can be talked about.
    pub negotiable: Option<bool>,
    /// Sizes.
    pub sizes: Vec<String>,
    /// Canonical English colour names.
    pub colors: Vec<String>,
    /// New, used or refurbished.
    pub condition: Option<Condition>,
    /// Can it be had? In stock unless the caption says otherwise.
    pub availability: Availability,
    /// A phone number in the caption.
    pub phone: Option<PhoneNumber>,
    /// Where it can be had.
    pub location: Option<String>,
    /// Is it delivered?
    pub delivery: Option<Delivery>,
    /// Leaf of the taxonomy.
    pub category: Option<CategorySlug>,
    /// Google product category id.
    pub google_product_category: Option<u32>,
    /// Search tags.
    pub tags: Vec<String>,
    /// Meaningful hashtags.
    pub hashtags: Vec<String>,
    /// Other words for the same thing, for search only.
    pub synonyms: Vec<String>,
    /// Pictures, best first.
    pub pictures: Vec<Picture>,
    /// Square and share pictures.
    pub share: Vec<PictureFile>,
    /// Dominant colours of the primary picture.
    pub picture_colors: Vec<DominantColor>,
    /// The caption as posted.
    pub caption: String,
    /// The post on TikTok.
    pub url: Option<String>,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When the product was first saved.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Why each field holds what it holds, or why it is unknown.
    pub notes: BTreeMap<ProductField, FieldNote>,
}

/// Can buyers see a product?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ProductState {
    /// Yes.
    Published,
    /// No: it waits for a person.
    NeedsAttention {
        /// Why.
        attention: Attention,
    },
}

/// A field of a product that is found rather than given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each names the product's field of the same name"
)]
pub enum ProductField {
    Title,
    Price,
    CompareAt,
    Unit,
    Negotiable,
    Sizes,
    Colors,
    Condition,
    Availability,
    Phone,
    Location,
    Delivery,
    Category,
    Pictures,
}

/// Why a field holds what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldNote {
    /// It was found.
    Found {
        /// How sure.
        confidence: Confidence,
        /// The rule that found it.
        reason: String,
    },
    /// It is unknown.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl Product {
    /// What a listener needs to know of it without reading the table.
    pub fn summary(&self) -> ProductSummary {
        ProductSummary {
            handle: self.handle.clone(),
            post_id: self.post_id,
            product_version: self.version,
            title: self.title.clone(),
            price: self.price,
        }
    }

    /// Can buyers see it?
    pub const fn is_published(&self) -> bool {
        matches!(self.state, ProductState::Published)
    }
}
