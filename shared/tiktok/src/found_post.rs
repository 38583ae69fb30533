//! A post as an upstream describes it: one type for oEmbed, the Display API and Apify.

use domain::{Handle, Market, Origin, PostId, PostRequest, RemoteMedia, Tracking};
use jiff::Timestamp;
use url::Url;

use crate::link::{PostKind, PostLink};

/// A post as an upstream describes it.
///
/// The addresses are signed and expire within hours or days: copy what they point at when the
/// post is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPost {
    /// The post.
    pub id: PostId,
    /// Who posted it, where the upstream says so in a form that is a handle.
    pub handle: Option<Handle>,
    /// Video or photos.
    pub kind: PostKind,
    /// The caption, hashtags included; empty when the post has none.
    pub caption: String,
    /// When it was published. None where the upstream does not say;
    /// [`PostId::approximate_time`] is a close estimate then.
    pub posted_at: Option<Timestamp>,
    /// The cover picture.
    pub cover_url: Option<Url>,
    /// The video's bytes; only Apify gives them, and only when asked to.
    pub video_url: Option<Url>,
    /// The pictures of a photo post, in order.
    pub photo_urls: Vec<Url>,
}

impl FoundPost {
    /// The link to the post.
    pub fn link(&self) -> PostLink {
        PostLink {
            id: self.id,
            handle: self.handle.clone(),
            kind: self.kind,
        }
    }

    /// What the hub is told of the post when it takes it in.
    pub fn into_request(
        self,
        origin: Origin,
        tracking: Tracking,
        market: Option<Market>,
    ) -> PostRequest {
        PostRequest {
            origin,
            tracking,
            url: Some(self.link().canonical_url().into()),
            handle: self.handle,
            caption: Some(self.caption),
            market,
            posted_at: self.posted_at,
            media: RemoteMedia {
                video: self.video_url.map(Into::into),
                cover: self.cover_url.map(Into::into),
                photos: self.photo_urls.into_iter().map(Into::into).collect(),
            },
        }
    }
}

/// What an upstream answered when asked for a seller's posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// The upstream showed posts. The list is empty when all it showed were older than asked for.
    Posts(Vec<FoundPost>),
    /// The upstream showed nothing at all, which proves nothing: it may be blocked, the account
    /// private or renamed. Never read it as "the seller has no posts".
    Unknown,
}
