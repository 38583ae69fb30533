//! A post on its way through the hub.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Handle, Import, Market, Parts, PostId, TenantId};

/// One TikTok post, or one video sent straight in, with everything found about it so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Whose installation.
    pub tenant: TenantId,
    /// TikTok's id, or one minted in the same form for an upload.
    pub id: PostId,
    /// The import that brought it; also the correlation id of everything that follows.
    pub import_id: Uuid,
    /// When the hub first heard of it.
    pub received_at: Timestamp,
    /// What the hub was told when it heard of the post.
    pub request: PostRequest,
    /// How far the post itself has come.
    pub stage: Stage,
    /// What the workers found.
    #[serde(flatten)]
    pub parts: Parts,
    /// What became of it in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How often its events were sent again because it was stuck.
    #[serde(default)]
    pub nudges: u32,
}

/// What the hub was told about a post when it first heard of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRequest {
    /// How the hub heard of it.
    pub origin: Origin,
    /// Does it need `#TRACK` in its caption to be imported?
    pub tracking: Tracking,
    /// The shop's handle, where the request names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// The post's address on TikTok.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The caption, where the source gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The seller's country, where the source gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// When it was posted, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_at: Option<Timestamp>,
    /// Where its pictures and video can be copied from; such links live for hours.
    #[serde(default)]
    pub media: RemoteMedia,
}

/// How the hub heard of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody pasted its link.
    Link,
    /// A caption and a video were sent straight in.
    Upload,
    /// A row of a bulk file.
    Dataset,
    /// The scheduled sync of a shop.
    Sync,
}

/// Does a post need `#TRACK` to be imported?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    /// Yes: without it nothing is imported.
    Required,
    /// No: the person who asked wants it as it is.
    Waived,
}

/// Where a post's media can be copied from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteMedia {
    /// The video file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// The cover picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// The pictures of a photo post, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
}

/// How far a post has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Known by its link; its caption and media are still to be fetched.
    Requested,
    /// Complete; the workers are at it or done.
    Received(PostFacts),
    /// It will not be imported.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// A complete post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PostFacts {
    /// The shop.
    pub handle: Handle,
    /// The seller's country.
    pub market: Market,
    /// The caption, as posted.
    pub caption: String,
    /// When it was posted; about, where only its id says so.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date-time")))]
    pub posted_at: Timestamp,
    /// The hub's own copies.
    pub media: StoredMedia,
}

/// Object keys of the hub's copies of a post's media.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredMedia {
    /// The video file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// The cover picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// The pictures of a photo post, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
    /// What could not be copied, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// Why a post is not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// A stable code for programs.
    pub code: RefusalCode,
    /// One sentence for the seller.
    pub detail: String,
}

impl Refusal {
    /// The refusal of a post whose caption has no `#TRACK`.
    pub fn no_track_tag() -> Self {
        Self {
            code: RefusalCode::NoTrackTag,
            detail: "The caption has no #TRACK, so nothing was imported.".to_owned(),
        }
    }
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The caption has no `#TRACK`.
    NoTrackTag,
    /// TikTok does not show the post to others.
    Unavailable,
    /// TikTok could not be reached on any try.
    SourceUnreachable,
    /// What TikTok said can't be used.
    SourceUnusable,
    /// Something of ours failed on every try.
    Internal,
}

/// What became of a complete post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It is a product on the shop page.
    Published {
        /// When it was first there.
        at: Timestamp,
    },
    /// It is a product that waits for a person.
    NeedsAttention {
        /// Why.
        attention: Attention,
        /// Since when.
        at: Timestamp,
    },
    /// It sells nothing, so it is no product.
    NothingForSale {
        /// Why the parser thinks so.
        reason: String,
        /// Since when.
        at: Timestamp,
    },
}

/// Why a product waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    /// A stable code for programs.
    pub code: AttentionCode,
    /// One sentence the seller can act on.
    pub detail: String,
}

/// The kinds of attention a product may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttentionCode {
    /// The caption could not be read at all.
    CaptionUnread,
    /// It is not clear whether the post sells anything.
    OfferUnsure,
    /// It is not clear what is sold.
    TitleUnsure,
    /// There is a price, but not clear enough to show.
    PriceUnsure,
}

impl Post {
    /// A post the hub has just heard of.
    pub fn new(import: &Import, id: PostId, request: PostRequest, stage: Stage) -> Self {
        Self {
            tenant: import.tenant.clone(),
            id,
            import_id: import.id,
            received_at: import.requested_at,
            request,
            stage,
            parts: Parts::default(),
            outcome: None,
            nudges: 0,
        }
    }

    /// The shop's handle, as far as it is known.
    pub const fn handle(&self) -> Option<&Handle> {
        match &self.stage {
            Stage::Received(facts) => Some(&facts.handle),
            _ => self.request.handle.as_ref(),
        }
    }

    /// Is there nothing more to wait for?
    pub const fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::Refused { .. }) || self.outcome.is_some()
    }
}
