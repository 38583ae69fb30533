//! Refreshing a seller's tokens.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::form_urlencoded;

use super::display_url;
use crate::TikTokClient;
use crate::retry::{Failure, Retry};
use crate::transport::{API_BODY_LIMIT, Answer, TransportError};

/// A seller's tokens as TikTok just gave them.
///
/// The refresh token rotates: the one used to get these has stopped working. Store the new one
/// before using the access token.
#[derive(Debug, Deserialize)]
pub struct TokenSet {
    /// For requests.
    pub access_token: SecretString,
    /// For the next refresh.
    pub refresh_token: SecretString,
    /// The seller's id within this app. Handles change; this does not.
    pub open_id: String,
    #[serde(rename = "expires_in")]
    access_seconds: u64,
    #[serde(rename = "refresh_expires_in")]
    refresh_seconds: u64,
    #[serde(rename = "scope", default)]
    scopes: String,
}

impl TokenSet {
    /// How long the access token lasts from now; TikTok has changed it before.
    pub const fn access_lifetime(&self) -> Duration {
        Duration::from_secs(self.access_seconds)
    }

    /// How long the refresh token lasts from now.
    pub const fn refresh_lifetime(&self) -> Duration {
        Duration::from_secs(self.refresh_seconds)
    }

    /// What the seller has granted.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes
            .split(',')
            .map(str::trim)
            .filter(|scope| !scope.is_empty())
    }
}

/// Why tokens were not refreshed.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The configuration names no app.
    #[error("no TikTok app is configured")]
    NoApp,
    /// The connection is dead: the seller disconnected it, or the refresh token was used or has
    /// run out. Ask the seller to connect again.
    #[error("the seller's connection to TikTok has ended")]
    Ended,
    /// TikTok refuses the app or the request.
    #[error("TikTok refuses to refresh the token: {code}")]
    Refused {
        /// The OAuth error code.
        code: String,
    },
    /// TikTok failed.
    #[error("TikTok failed with status {status}")]
    Upstream {
        /// The HTTP status.
        status: u16,
    },
    /// A page instead of JSON, or JSON of another shape.
    #[error("TikTok's answer cannot be read (status {status})")]
    Malformed {
        /// The HTTP status.
        status: u16,
    },
    /// No usable answer.
    #[error("TikTok could not be reached")]
    Transport(#[from] TransportError),
}

impl TokenError {
    /// Whether asking again, with the same refresh token, may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::NoApp | Self::Ended | Self::Refused { .. } => Retry::Never,
            Self::Upstream { .. } | Self::Malformed { .. } => Retry::Soon,
            Self::Transport(error) => error.retry(),
        }
    }
}

impl Failure for TokenError {
    fn retry(&self) -> Retry {
        Self::retry(self)
    }
}

#[derive(Deserialize)]
struct OauthError {
    #[serde(default)]
    error: String,
}

impl TikTokClient {
    /// New tokens for a seller's refresh token.
    ///
    /// Let one caller at a time refresh a seller's tokens: the second would find its own dead.
    pub async fn refresh_token(&self, refresh: &SecretString) -> Result<TokenSet, TokenError> {
        let app = self.display_app.as_ref().ok_or(TokenError::NoApp)?;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_key", &app.client_key)
            .append_pair("client_secret", app.client_secret.expose_secret())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", refresh.expose_secret())
            .finish();
        let url = display_url("v2/oauth/token/", &[]);
        let transport = &self.transport;
        transport
            .retry
            .run(|| async {
                let request = transport
                    .request(Method::POST, &url)
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header(CACHE_CONTROL, "no-cache")
                    .body(form.clone());
                let timeout = transport.timeouts.request;
                read(&transport.answer(request, timeout, API_BODY_LIMIT).await?)
            })
            .await
    }
}

/// The tokens in an answer. Errors come with any status, 200 included, and without an envelope.
fn read(answer: &Answer) -> Result<TokenSet, TokenError> {
    let status = answer.status.as_u16();
    let code =
        serde_json::from_slice(&answer.body).map_or(String::new(), |OauthError { error }| error);
    match code.as_str() {
        "" if answer.status.is_success() => {
            serde_json::from_slice(&answer.body).map_err(|_| TokenError::Malformed { status })
        }
        "" | "server_error" | "temporarily_unavailable" => Err(TokenError::Upstream { status }),
        "invalid_grant" => Err(TokenError::Ended),
        _ => Err(TokenError::Refused { code }),
    }
}
