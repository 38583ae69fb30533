//! The one client for everything outside, and its configuration.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::retry::RetryPolicy;
use crate::transport::Transport;

/// Everything a [`TikTokClient`] is built from.
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// Where to send all outside requests instead of to the internet, with the outside host in the
    /// `Host` header: the local stand-in. None in production.
    pub endpoint: Option<Url>,
    /// Sent with every request; without one TikTok's edge lets connections hang.
    pub user_agent: String,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// How often to ask again.
    pub retry: RetryPolicy,
    /// The app registered with TikTok; needed to refresh sellers' tokens.
    pub display_app: Option<DisplayApp>,
    /// The Apify account; without it the scraper is off.
    pub apify: Option<ApifyAccess>,
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To open a connection.
    pub connect: Duration,
    /// For the whole answer of a small request.
    pub request: Duration,
    /// For the next bytes of a download.
    pub stall: Duration,
    /// For a scraper run to finish in one request. Apify itself ends such a request at 300 s.
    pub scrape: Duration,
}

/// The app registered with TikTok.
#[derive(Debug, Clone)]
pub struct DisplayApp {
    /// TikTok's `client_key`.
    pub client_key: String,
    /// TikTok's `client_secret`.
    pub client_secret: SecretString,
}

/// An Apify account and what one run may cost.
#[derive(Debug, Clone)]
pub struct ApifyAccess {
    /// The API token.
    pub token: SecretString,
    /// The actor as it stands in addresses: `user~actor` or its id.
    pub actor: String,
    /// Most items one run may return.
    pub max_items: u32,
    /// Most one run may cost, in US cents.
    pub max_charge_cents: u32,
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self {
            endpoint: None,
            user_agent: concat!(
                "Mozilla/5.0 (compatible; linkhub/",
                env!("CARGO_PKG_VERSION"),
                ")"
            )
            .to_owned(),
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            display_app: None,
            apify: None,
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            request: Duration::from_secs(5),
            stall: Duration::from_secs(15),
            scrape: Duration::from_secs(240),
        }
    }
}

impl ApifyAccess {
    /// An account with the actor whose items [`dataset`](crate::dataset) reads, at most 50 items
    /// and 0.50 USD a run.
    pub fn new(token: SecretString) -> Self {
        Self {
            token,
            actor: "clockworks~tiktok-scraper".to_owned(),
            max_items: 50,
            max_charge_cents: 50,
        }
    }
}

/// The client could not be built: no certificates on this machine, or an impossible user agent.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client could not be built")]
pub struct ClientError(#[source] pub(crate) reqwest::Error);

/// One client for TikTok, its CDN and Apify. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct TikTokClient {
    pub(crate) transport: Transport,
    pub(crate) display_app: Option<DisplayApp>,
    pub(crate) apify: Option<ApifyAccess>,
}

impl TikTokClient {
    /// A client; installs rustls' ring provider for the process unless one is installed.
    pub fn new(config: ClientConfig) -> Result<Self, ClientError> {
        let transport = Transport::new(&config)?;
        Ok(Self {
            transport,
            display_app: config.display_app,
            apify: config.apify,
        })
    }
}
