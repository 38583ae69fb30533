//! TikTok links as people paste them.
//!
//! [`parse`] reads a link by its text alone; it fetches nothing. A short link says nothing about
//! its post until [`TikTokClient::resolve`](crate::TikTokClient::resolve) has asked TikTok.

mod address;
mod error;
mod path;
mod share_text;
#[cfg(test)]
mod tests;

use std::fmt;

use domain::{Handle, PostId};
use url::Url;

pub use error::LinkError;
pub(crate) use path::read;

/// Longest text that is searched for a link, in bytes.
pub const MAX_TEXT_BYTES: usize = 4096;

/// What a TikTok link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// One post.
    Post(PostLink),
    /// A short link that only TikTok can resolve.
    Short(ShortLink),
}

/// Which of TikTok's two kinds of post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PostKind {
    /// A video.
    Video,
    /// One or more photos, also called a slideshow.
    Photo,
}

/// A link to one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLink {
    /// The post.
    pub id: PostId,
    /// Who posted it, where the link says so.
    pub handle: Option<Handle>,
    /// What the link calls the post. TikTok also opens photo posts under `/video/`.
    pub kind: PostKind,
}

impl PostLink {
    /// The link in TikTok's own form, without tracking parameters.
    ///
    /// Without a handle the account part is a bare `@`, which TikTok accepts and redirects.
    pub fn canonical_url(&self) -> Url {
        let handle = self.handle.as_ref().map(Handle::as_str).unwrap_or_default();
        let folder = match self.kind {
            PostKind::Video => "video",
            PostKind::Photo => "photo",
        };
        tiktok_page(&format!("@{handle}/{folder}/{}", self.id))
    }
}

/// A short link: `vm.tiktok.com/…`, `vt.tiktok.com/…` or `www.tiktok.com/t/…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLink {
    url: Url,
}

impl ShortLink {
    /// The link's address: https, TikTok's host and the code, nothing else.
    pub fn url(&self) -> &Url {
        &self.url
    }
}

impl fmt::Display for ShortLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(formatter)
    }
}

/// The TikTok link in a text: a link alone, or the text a share sheet puts around it.
///
/// Where several links stand in the text, the first that leads to a post counts. At most
/// [`MAX_TEXT_BYTES`] are read.
pub fn parse(text: &str) -> Result<Link, LinkError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(LinkError::TooLong);
    }
    let mut refused: Option<LinkError> = None;
    for url in share_text::addresses(text) {
        match read(&url) {
            Ok(link) => return Ok(link),
            // What is wrong with a TikTok link is worth more than what another site is called.
            Err(error) => match &refused {
                Some(earlier) if !earlier.is_elsewhere() || error.is_elsewhere() => {}
                _ => refused = Some(error),
            },
        }
    }
    Err(refused.unwrap_or(LinkError::NotAUrl))
}

/// A page under `https://www.tiktok.com/`.
pub(crate) fn tiktok_page(path: &str) -> Url {
    let mut url = TIKTOK.clone();
    url.set_path(path);
    url
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
static TIKTOK: std::sync::LazyLock<Url> =
    std::sync::LazyLock::new(|| Url::parse("https://www.tiktok.com/").expect("a valid address"));
