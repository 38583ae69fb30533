//! Domain events: what happened, in the past tense.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Handle, Market, PostFacts, PostId, Price, Refusal, TenantId};

/// The major version of the envelope and its events. Readers refuse any other.
pub const EVENT_VERSION: u32 = 1;

/// An event with what is common to all events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Envelope {
    /// UUIDv7. A redelivered event keeps its id.
    pub id: Uuid,
    /// Major version of the envelope and the event.
    pub version: u32,
    /// Whose installation.
    pub tenant: TenantId,
    /// When it happened.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date-time")))]
    pub occurred_at: Timestamp,
    /// The same id from the first touch to the last.
    pub correlation_id: Uuid,
    /// What happened: `type` and `data`.
    #[serde(flatten)]
    pub event: Event,
}

/// An event of a version that may mean something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event version {0} is not known here")]
pub struct UnknownEventVersion(u32);

impl Envelope {
    /// The event, where its version is the one known here.
    pub fn known(self) -> Result<Self, UnknownEventVersion> {
        match self.version {
            EVENT_VERSION => Ok(self),
            version => Err(UnknownEventVersion(version)),
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A post is known by its link; its caption and media are to be fetched.
    ImportRequested(ImportRequested),
    /// A post is complete; the workers can begin.
    PostReceived(PostReceived),
    /// A post will not be imported.
    ImportFailed(ImportFailed),
    /// A product is on its shop page that was not there before.
    ProductPublished(ProductSummary),
    /// A published product has changed.
    ProductChanged(ProductSummary),
    /// A published product is sold out.
    ProductSoldOut(ProductSummary),
    /// A product is no longer on its shop page.
    ProductWithdrawn(ProductSummary),
    /// A product waits for a person.
    ProductNeedsAttention(ProductSummary),
    /// The hub knows a new shop.
    ShopCreated(ShopCreated),
}

impl Event {
    /// The name in the `type` attribute, for filter policies.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::ImportRequested(_) => "ImportRequested",
            Self::PostReceived(_) => "PostReceived",
            Self::ImportFailed(_) => "ImportFailed",
            Self::ProductPublished(_) => "ProductPublished",
            Self::ProductChanged(_) => "ProductChanged",
            Self::ProductSoldOut(_) => "ProductSoldOut",
            Self::ProductWithdrawn(_) => "ProductWithdrawn",
            Self::ProductNeedsAttention(_) => "ProductNeedsAttention",
            Self::ShopCreated(_) => "ShopCreated",
        }
    }
}

/// Which post is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportRequested {
    /// The post.
    pub post_id: PostId,
}

/// All a worker needs of a post, so that none has to read the table first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PostReceived {
    /// The post.
    pub post_id: PostId,
    /// Caption, media and shop.
    #[serde(flatten)]
    pub facts: PostFacts,
}

/// Which post is not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportFailed {
    /// The post.
    pub post_id: PostId,
    /// The shop, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// Why.
    pub refusal: Refusal,
}

/// What a listener needs to know of a product without reading the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductSummary {
    /// The shop.
    pub handle: Handle,
    /// The product's id within the shop.
    pub post_id: PostId,
    /// The product's version this event is about.
    pub product_version: u64,
    /// Its title.
    pub title: Option<String>,
    /// Its price.
    pub price: Option<Price>,
}

/// A shop as it is first known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShopCreated {
    /// The shop.
    pub handle: Handle,
    /// Its country.
    pub market: Market,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_is_flat_json_with_type_and_data() {
        let text = r#"{"id":"019ab0c4-0000-7000-8000-000000000001","version":1,"tenant":"main",
            "occurred_at":"2026-11-23T10:11:12Z","correlation_id":"019ab0c4-0000-7000-8000-000000000002",
            "type":"ImportRequested","data":{"post_id":"7696453428469059346","unknown":1},"later":true}"#;
        let envelope: Envelope = serde_json::from_str(text).unwrap();
        assert_eq!(envelope.event.type_name(), "ImportRequested");
        let json = serde_json::to_value(&envelope).unwrap();
        assert_eq!(json["data"]["post_id"], "7696453428469059346");
        assert_eq!(json["type"], "ImportRequested");
        assert_eq!(envelope.clone().known(), Ok(envelope.clone()));
        for version in [0, 2] {
            let other = Envelope {
                version,
                ..envelope.clone()
            };
            assert_eq!(other.known(), Err(UnknownEventVersion(version)));
        }
    }
}
