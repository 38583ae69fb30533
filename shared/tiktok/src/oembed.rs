//! TikTok's oEmbed: caption, handle and cover of one public post, without an account.
//!
//! It gives no video and no publishing time. TikTok has announced its end (October 2026), so that
//! callers keep another source behind it.

use domain::{Handle, PostId};
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use url::Url;

use crate::link::{Link, PostKind, PostLink, parse, tiktok_page};
use crate::retry::{Failure, Retry};
use crate::transport::{API_BODY_LIMIT, Answer, TransportError};
use crate::{FoundPost, TikTokClient};

/// What oEmbed tells about a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OembedPost {
    /// The post; without a video address and without a time.
    pub post: FoundPost,
    /// The account's display name, any Unicode; may be empty.
    pub author_name: String,
}

/// Why oEmbed told nothing.
#[derive(Debug, thiserror::Error)]
pub enum OembedError {
    /// Private, deleted, blocked in a region or not embeddable; the answer does not tell which, so
    /// do not tell people either. Permanent, though one later try is fair.
    #[error("TikTok does not show that post")]
    Unavailable,
    /// TikTok refuses for now (403 or 429).
    #[error("TikTok refuses requests for now (status {status})")]
    Throttled {
        /// The HTTP status.
        status: u16,
    },
    /// Any other status.
    #[error("TikTok failed with status {status}")]
    Upstream {
        /// The HTTP status.
        status: u16,
    },
    /// A page instead of JSON, as TikTok's bot defence answers.
    #[error("TikTok answered with a page instead of data")]
    Html,
    /// JSON that is broken, cut off, or about another post.
    #[error("TikTok's answer cannot be read")]
    Malformed,
    /// No usable answer.
    #[error("TikTok could not be reached")]
    Transport(#[from] TransportError),
}

impl OembedError {
    /// Whether asking again may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unavailable => Retry::Never,
            Self::Throttled { .. } | Self::Upstream { .. } | Self::Html | Self::Malformed => {
                Retry::Soon
            }
            Self::Transport(error) => error.retry(),
        }
    }
}

impl Failure for OembedError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}

/// The fields that are read of the answer; all may be missing.
#[derive(Deserialize)]
struct Body {
    title: Option<String>,
    author_url: Option<String>,
    author_name: Option<String>,
    thumbnail_url: Option<String>,
    author_unique_id: Option<String>,
    embed_product_id: Option<String>,
}

impl TikTokClient {
    /// What TikTok's oEmbed tells about a post.
    ///
    /// A photo post that oEmbed does not show is asked for once more as a video, the form oEmbed
    /// is documented for.
    pub async fn oembed(&self, link: &PostLink) -> Result<OembedPost, OembedError> {
        match (self.oembed_as_given(link).await, link.kind) {
            (Err(OembedError::Unavailable), PostKind::Photo) => {
                let as_video = PostLink {
                    kind: PostKind::Video,
                    ..link.clone()
                };
                let mut found = self.oembed_as_given(&as_video).await?;
                found.post.kind = PostKind::Photo;
                Ok(found)
            }
            (outcome, _) => outcome,
        }
    }

    async fn oembed_as_given(&self, link: &PostLink) -> Result<OembedPost, OembedError> {
        let mut url = tiktok_page("oembed");
        url.query_pairs_mut()
            .append_pair("url", link.canonical_url().as_str());
        let transport = &self.transport;
        transport
            .retry
            .run(|| async {
                let request = transport.request(Method::GET, &url);
                let timeout = transport.timeouts.request;
                read(
                    link,
                    &transport.answer(request, timeout, API_BODY_LIMIT).await?,
                )
            })
            .await
    }
}

fn read(link: &PostLink, answer: &Answer) -> Result<OembedPost, OembedError> {
    match answer.status {
        StatusCode::OK if !answer.is_json() => Err(OembedError::Html),
        StatusCode::OK => serde_json::from_slice(&answer.body)
            .ok()
            .and_then(|body| found(link, body))
            .ok_or(OembedError::Malformed),
        StatusCode::BAD_REQUEST
        | StatusCode::NOT_FOUND
        | StatusCode::GONE
        | StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => Err(OembedError::Unavailable),
        StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => Err(OembedError::Throttled {
            status: answer.status.as_u16(),
        }),
        status => Err(OembedError::Upstream {
            status: status.as_u16(),
        }),
    }
}

/// The post in an answer; none where the answer is about nothing or about another post.
fn found(link: &PostLink, body: Body) -> Option<OembedPost> {
    let author_url = body.author_url.as_deref();
    let answered_id = body.embed_product_id.as_deref().filter(|id| !id.is_empty());
    match answered_id {
        Some(id) if PostId::parse(id) != Ok(link.id) => return None,
        None if author_url.is_none() && body.author_unique_id.is_none() => return None,
        _ => {}
    }
    let named = body
        .author_unique_id
        .and_then(|name| Handle::parse(&name).ok());
    let post = FoundPost {
        id: link.id,
        handle: named
            .or_else(|| handle_in(author_url?))
            .or_else(|| link.handle.clone()),
        kind: link.kind,
        caption: body.title.unwrap_or_default(),
        posted_at: None,
        cover_url: body
            .thumbnail_url
            .and_then(|url| Url::parse(&url).ok())
            .filter(|url| url.scheme() == "https"),
        video_url: None,
        photo_urls: Vec::new(),
    };
    Some(OembedPost {
        post,
        author_name: body.author_name.unwrap_or_default(),
    })
}

fn handle_in(author_url: &str) -> Option<Handle> {
    match parse(author_url) {
        Err(crate::link::LinkError::Profile { handle }) => handle,
        Ok(Link::Post(post)) => post.handle,
        _ => None,
    }
}
