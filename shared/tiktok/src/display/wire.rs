//! The Display API's answers on the wire.

use domain::PostId;
use jiff::Timestamp;
use serde::Deserialize;
use url::Url;

use super::DisplayError;
use crate::FoundPost;
use crate::link::{Link, PostKind, parse};
use crate::transport::Answer;

/// One page of posts.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    #[serde(default)]
    videos: Vec<Video>,
    /// Milliseconds; the next page holds what was made before.
    pub(super) cursor: Option<i64>,
    #[serde(default)]
    pub(super) has_more: bool,
}

#[derive(Debug, Deserialize)]
struct Video {
    id: String,
    /// Seconds.
    create_time: Option<i64>,
    cover_image_url: Option<String>,
    share_url: Option<String>,
    video_description: Option<String>,
    title: Option<String>,
    /// Seconds; 0 for photo posts.
    duration: Option<i64>,
}

/// Every answer is wrapped in this; `error` is there on success too.
#[derive(Deserialize)]
struct Envelope {
    data: Option<serde_json::Value>,
    error: ErrorBody,
}

#[derive(Deserialize)]
struct ErrorBody {
    code: String,
    #[serde(default)]
    log_id: String,
}

/// The page in an answer. TikTok's own error code counts before the HTTP status.
pub(super) fn read(answer: &Answer) -> Result<Page, DisplayError> {
    let status = answer.status.as_u16();
    if !answer.is_json() {
        return Err(match status {
            429 => DisplayError::RateLimited,
            500..=599 => DisplayError::Upstream {
                status,
                code: String::new(),
            },
            _ => DisplayError::Html { status },
        });
    }
    let envelope: Envelope =
        serde_json::from_slice(&answer.body).map_err(|_| DisplayError::Malformed { status })?;
    let ErrorBody { code, log_id } = envelope.error;
    match code.as_str() {
        "ok" => envelope
            .data
            .and_then(|data| serde_json::from_value(data).ok())
            .ok_or(DisplayError::Malformed { status }),
        "access_token_invalid" => Err(DisplayError::TokenInvalid { log_id }),
        "scope_not_authorized" | "scope_permission_missed" => Err(DisplayError::Scope { log_id }),
        "rate_limit_exceeded" => Err(DisplayError::RateLimited),
        _ if (400..500).contains(&status) => Err(DisplayError::BadRequest { code, log_id }),
        _ => Err(DisplayError::Upstream { status, code }),
    }
}

impl Page {
    /// The posts of the page; an entry whose id is no post id is named in the log.
    pub(super) fn posts(&self) -> Vec<FoundPost> {
        self.videos.iter().filter_map(Video::post).collect()
    }
}

impl Video {
    fn post(&self) -> Option<FoundPost> {
        let Ok(id) = PostId::parse(&self.id) else {
            tracing::warn!(id = %self.id, "TikTok's video list holds an id that is none");
            return None;
        };
        let shared = match self.share_url.as_deref().map(parse) {
            Some(Ok(Link::Post(link))) => Some(link),
            _ => None,
        };
        let is_photo = self.duration == Some(0)
            || shared
                .as_ref()
                .is_some_and(|link| link.kind == PostKind::Photo);
        let caption = self.video_description.as_ref().or(self.title.as_ref());
        Some(FoundPost {
            id,
            handle: shared.and_then(|link| link.handle),
            kind: if is_photo {
                PostKind::Photo
            } else {
                PostKind::Video
            },
            caption: caption.cloned().unwrap_or_default(),
            posted_at: self
                .create_time
                .and_then(|second| Timestamp::from_second(second).ok()),
            cover_url: self
                .cover_image_url
                .as_deref()
                .and_then(|url| Url::parse(url).ok())
                .filter(|url| url.scheme() == "https"),
            video_url: None,
            photo_urls: Vec::new(),
        })
    }
}
