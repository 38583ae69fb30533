//! A shop.

use domain::{Ownership, Shop};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Has the seller proved that the handle is theirs?
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OwnershipResource {
    /// Nobody has yet.
    Unproved,
    /// The seller did.
    Proved,
}

/// A shop.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShopResource {
    /// TikTok handle, lower-case, without `@`.
    #[schema(example = "nakato.styles")]
    handle: String,
    /// The name buyers see.
    name: String,
    /// ISO 3166 code of the seller's country.
    #[schema(example = "UG")]
    market: &'static str,
    /// Where buyers reach the seller on WhatsApp, E.164.
    #[schema(example = "+256772000111")]
    whatsapp: Option<String>,
    /// Is the handle proved to be the seller's?
    ownership: OwnershipResource,
    /// The shop's page.
    #[schema(example = "/@nakato.styles")]
    url: String,
    /// The shop's products.
    #[schema(example = "/v1/shops/nakato.styles/products")]
    products_url: String,
    /// When the hub first knew the shop.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Shop> for ShopResource {
    fn from(shop: &Shop) -> Self {
        let handle = &shop.handle;
        Self {
            handle: handle.to_string(),
            name: shop.name.clone(),
            market: shop.market.code(),
            whatsapp: shop
                .whatsapp
                .as_ref()
                .map(|number| number.as_e164().to_owned()),
            ownership: match shop.ownership {
                Ownership::Unproved => OwnershipResource::Unproved,
                Ownership::Proved => OwnershipResource::Proved,
            },
            url: format!("/@{handle}"),
            products_url: format!("/v1/shops/{handle}/products"),
            created_at: shop.created_at,
        }
    }
}
