//! The hub's words and rules.
//!
//! Handles, money, phones, posts, what the workers found about a post, products, events, and
//! [`assemble`]: the pure function from a post and its parts to a product. Nothing here does I/O,
//! reads a clock or knows AWS; time, ids and rates come in as arguments.
#![deny(clippy::float_arithmetic)]

mod assemble;
mod caption_analysis;
mod caption_field;
mod caption_fields;
mod category;
mod correction;
mod event;
mod finding;
mod handle;
mod import;
mod market;
mod money;
mod part;
mod phone;
mod pictures;
mod post;
mod post_id;
mod product;
mod shop;
mod sync_request;
mod tag_analysis;
mod tenant;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod trends;

pub use assemble::{AssemblyRules, Decision, assemble};
pub use caption_analysis::{
    Availability, CaptionAnalysis, Condition, Delivery, Item, Price, PriceKind, Verdict,
};
pub use caption_field::{CaptionField, UnknownCaptionField};
pub use caption_fields::{Amount, CaptionFields, PriceForm};
pub use category::{CategorySlug, InvalidCategorySlug};
pub use correction::{COLORS, Correction, CorrectionRow, InvalidCorrection, InvalidValue};
pub use event::{
    EVENT_VERSION, Envelope, Event, ImportFailed, ImportRequested, PostReceived, ProductSummary,
    ShopCreated, UnknownEventVersion,
};
pub use finding::{Confidence, Finding, Span};
pub use handle::{Handle, InvalidHandle};
pub use import::{Import, ImportRow, MOST_IMPORT_ROWS};
pub use market::{Market, UnknownMarket};
pub use money::{Currency, Money, UnknownCurrency};
pub use part::{Part, PartFailure, PartFailureCode, PartName, Parts};
pub use phone::{InvalidPhoneNumber, PhoneNumber};
pub use pictures::{
    DominantColor, FrameScore, Picture, PictureFile, PictureFormat, PictureRole, PictureSource,
    ThumbnailAnalysis,
};
pub use post::{
    Attention, AttentionCode, Origin, Outcome, Post, PostFacts, PostRequest, Refusal, RefusalCode,
    RemoteMedia, Stage, StoredMedia, Tracking,
};
pub use post_id::{InvalidPostId, PostId};
pub use product::{FieldNote, Product, ProductField, ProductState};
pub use shop::{
    LONGEST_SYNC_INTERVAL, Ownership, SHORTEST_SYNC_INTERVAL, Shop, Sync, sync_interval,
};
pub use sync_request::SyncRequest;
pub use tag_analysis::{ImageLabel, Tag, TagAnalysis, TagOrigin};
pub use tenant::{InvalidTenantId, TenantId};
pub use trends::{TRENDS_FORGET_AFTER, TrendingTag, Trends};
