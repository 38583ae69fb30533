//! Shop sync: looks for new posts of one shop and takes in those with `#TRACK`.
//!
//! Through TikTok's Display API where the seller connected the shop, else through Apify where the
//! installation has an account there. An empty answer is no answer: nothing is concluded from it.
//! How long until the next look follows from how often the seller posts.

mod connection;
mod listing;
mod take;

use std::sync::Arc;

use accounts_store::AccountsStore;
use catalog_store::CatalogStore;
use domain::{Shop, Sync, SyncRequest, sync_interval};
use function::{Aws, Delivery, Environment, Failure, Function, StartError};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use tiktok::{ApifyAccess, ClientConfig, DisplayApp, FoundPost, Listing, TikTokClient};
use url::Url;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "shop-sync";

struct ShopSync {
    catalog: CatalogStore,
    accounts: AccountsStore,
    tiktok: TikTokClient,
    sources: Sources,
}

/// Which ways to a shop's posts this installation has, besides sellers' own connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sources {
    ConnectionsOnly,
    ConnectionsAndApify,
}

/// The form of the secret in `TIKTOK_CLIENT_SECRET`.
#[derive(Deserialize)]
struct ClientSecret {
    client_key: String,
    client_secret: SecretString,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let catalog_table = settings.required("CATALOG_TABLE");
    let accounts_table = settings.required("ACCOUNTS_TABLE");
    let endpoint = settings.parsed_or("TIKTOK_ENDPOINT", None, |text| Url::parse(text).map(Some));
    settings.finish()?;
    let aws = Aws::new(environment);
    let apify = match environment.get("APIFY_TOKEN_SECRET") {
        Some(_) => Some(ApifyAccess::new(aws.secret("APIFY_TOKEN_SECRET").await?)),
        None => None,
    };
    let display_app = match environment.get("TIKTOK_CLIENT_SECRET") {
        Some(_) => Some(display_app(&aws).await?),
        None => None,
    };
    let sources = if apify.is_some() {
        Sources::ConnectionsAndApify
    } else {
        Sources::ConnectionsOnly
    };
    let config = ClientConfig {
        endpoint,
        apify,
        display_app,
        ..ClientConfig::default()
    };
    let tiktok = TikTokClient::new(config).map_err(|error| StartError::Client(Box::new(error)))?;
    let sync = Arc::new(ShopSync {
        catalog: CatalogStore::new(aws.dynamodb(), catalog_table),
        accounts: AccountsStore::new(aws.dynamodb(), accounts_table),
        tiktok,
        sources,
    });
    Ok(function::queue(
        NAME,
        move |delivery: Delivery<SyncRequest>| {
            let sync = Arc::clone(&sync);
            async move { sync.handle(delivery.message).await }
        },
    ))
}

async fn display_app(aws: &Aws) -> Result<DisplayApp, StartError> {
    let secret = aws.secret("TIKTOK_CLIENT_SECRET").await?;
    let secret: ClientSecret = serde_json::from_str(secret.expose_secret()).map_err(|_| {
        let form = "TIKTOK_CLIENT_SECRET holds `client_key` and `client_secret` as JSON";
        StartError::Configuration(vec![form.to_owned()])
    })?;
    Ok(DisplayApp {
        client_key: secret.client_key,
        client_secret: secret.client_secret,
    })
}

impl ShopSync {
    async fn handle(&self, request: SyncRequest) -> Result<(), Failure> {
        let shop = self.catalog.shop(&request.tenant, &request.handle).await;
        let Some(shop) = shop.map_err(Failure::retry)? else {
            return Ok(());
        };
        let Sync::On {
            newest_post_at,
            answered_at,
            ..
        } = shop.sync
        else {
            return Ok(());
        };
        let now = Timestamp::now();
        let sync = match self.posts(&shop).await? {
            Listing::Posts(posts) => {
                let taken = take::new_posts(&self.catalog, &shop, &posts, now).await?;
                tracing::info!(
                    function = NAME,
                    posts = posts.len(),
                    taken,
                    "shop looked at"
                );
                function::count(NAME, "PostsFound", taken as u64);
                let times: Vec<Timestamp> = posts.iter().map(posted_at).collect();
                Sync::On {
                    due_at: now + sync_interval(&times, now),
                    newest_post_at: times.iter().max().copied().max(newest_post_at),
                    answered_at: Some(now),
                }
            }
            Listing::Unknown => {
                tracing::info!(function = NAME, "the shop gave no answer");
                function::count(NAME, "ShopsUnanswered", 1);
                Sync::On {
                    due_at: now + sync_interval(&[], now),
                    newest_post_at,
                    answered_at,
                }
            }
        };
        self.catalog
            .record_sync(&shop.tenant, &shop.handle, &sync)
            .await
            .map(|_| ())
            .map_err(Failure::retry)
    }

    async fn posts(&self, shop: &Shop) -> Result<Listing, Failure> {
        match connection::current(&self.accounts, &self.tiktok, shop).await? {
            Some(connection) => listing::through_connection(&self.tiktok, &connection).await,
            None if self.sources == Sources::ConnectionsAndApify => {
                listing::through_apify(&self.tiktok, shop).await
            }
            None => Ok(Listing::Unknown),
        }
    }
}

/// When a post was published; about, where only its id says so.
fn posted_at(post: &FoundPost) -> Timestamp {
    post.posted_at.unwrap_or_else(|| post.id.approximate_time())
}
