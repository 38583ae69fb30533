//! Following short links to their post, without ever leaving TikTok's hosts.

use reqwest::header::LOCATION;
use reqwest::{Method, StatusCode};
use url::Url;

use crate::TikTokClient;
use crate::link::{self, Link, LinkError, PostLink, ShortLink};
use crate::retry::{Failure, Retry};
use crate::transport::TransportError;

/// Most redirects that are followed.
pub const MAX_HOPS: usize = 5;

/// Why a short link leads to no post.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// TikTok does not know the code, or no longer.
    #[error("that short link no longer leads anywhere")]
    Dead,
    /// A redirect led to another site. It was not followed.
    #[error("that short link leads to {host}, which is not TikTok")]
    LeftTikTok {
        /// The other host.
        host: String,
    },
    /// It leads to a page of TikTok that is not a post.
    #[error("that short link leads to no post")]
    NotAPost(#[source] LinkError),
    /// Redirects upon redirects.
    #[error("that short link was passed on more than {MAX_HOPS} times")]
    TooManyHops,
    /// TikTok answered with a page instead of the redirect.
    #[error("TikTok did not say where that short link leads")]
    NoRedirect,
    /// TikTok refuses for now (403 or 429).
    #[error("TikTok refuses requests for now (status {status})")]
    Throttled {
        /// The HTTP status.
        status: u16,
    },
    /// TikTok answered with a failure of its own.
    #[error("TikTok failed with status {status}")]
    Upstream {
        /// The HTTP status.
        status: u16,
    },
    /// No usable answer.
    #[error("TikTok could not be reached")]
    Transport(#[from] TransportError),
}

impl ResolveError {
    /// Whether asking again may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Dead | Self::LeftTikTok { .. } | Self::NotAPost(_) | Self::TooManyHops => {
                Retry::Never
            }
            Self::NoRedirect | Self::Throttled { .. } | Self::Upstream { .. } => Retry::Soon,
            Self::Transport(error) => error.retry(),
        }
    }
}

impl Failure for ResolveError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}

/// What one redirect led to.
enum Hop {
    Post(PostLink),
    On(Url),
}

impl TikTokClient {
    /// The post behind a short link.
    ///
    /// Asks TikTok's hosts only, at most [`MAX_HOPS`] times; each address is checked before it is
    /// asked. The answer holds for ever; a failure may be remembered for ten minutes.
    pub async fn resolve(&self, link: &ShortLink) -> Result<PostLink, ResolveError> {
        let mut at = link.url().clone();
        for _ in 0..MAX_HOPS {
            let location = self.transport.retry.run(|| self.location(&at)).await?;
            match hop(&location)? {
                Hop::Post(post) => return Ok(post),
                Hop::On(next) => at = next,
            }
        }
        Err(ResolveError::TooManyHops)
    }

    /// Where an address redirects to: asked by HEAD, and by GET where HEAD does not say.
    async fn location(&self, at: &Url) -> Result<Url, ResolveError> {
        let head = self
            .transport
            .head_of(self.transport.request(Method::HEAD, at))
            .await?;
        if let Some(location) = redirect(at, &head) {
            return Ok(location);
        }
        let get = self
            .transport
            .head_of(self.transport.request(Method::GET, at))
            .await?;
        if let Some(location) = redirect(at, &get) {
            return Ok(location);
        }
        Err(match get.status() {
            StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => ResolveError::Throttled {
                status: get.status().as_u16(),
            },
            status if status.is_client_error() => ResolveError::Dead,
            status if status.is_server_error() => ResolveError::Upstream {
                status: status.as_u16(),
            },
            _ => match link::read(at) {
                Ok(_) => ResolveError::NoRedirect,
                Err(page) => ResolveError::NotAPost(page),
            },
        })
    }
}

fn redirect(at: &Url, response: &reqwest::Response) -> Option<Url> {
    if !response.status().is_redirection() {
        return None;
    }
    at.join(response.headers().get(LOCATION)?.to_str().ok()?)
        .ok()
}

fn hop(location: &Url) -> Result<Hop, ResolveError> {
    match link::read(location) {
        Ok(Link::Post(post)) => Ok(Hop::Post(post)),
        Ok(Link::Short(short)) => Ok(Hop::On(short.url().clone())),
        // Unknown codes end on the start page or on a page that says so.
        Err(LinkError::NotAPost) if matches!(location.path(), "" | "/" | "/404") => {
            Err(ResolveError::Dead)
        }
        // Another page of TikTok may redirect further.
        Err(LinkError::NotAPost) => {
            let mut next = location.clone();
            match next.set_scheme("https").and_then(|()| next.set_port(None)) {
                Ok(()) => Ok(Hop::On(next)),
                Err(()) => Err(ResolveError::NotAPost(LinkError::NotAPost)),
            }
        }
        Err(
            LinkError::OtherSite { .. }
            | LinkError::PrivateAddress
            | LinkError::UserInfo
            | LinkError::Port { .. }
            | LinkError::NotAUrl,
        ) => Err(ResolveError::LeftTikTok {
            host: location.host_str().unwrap_or_default().to_owned(),
        }),
        Err(other) => Err(ResolveError::NotAPost(other)),
    }
}
