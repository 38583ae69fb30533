//! A shop's newest posts from either source.

use accounts_store::TikTokConnection;
use domain::Shop;
use function::Failure;
use tiktok::apify::{Scrape, ScrapeMedia, ScrapeTarget};
use tiktok::retry::Retry;
use tiktok::{Listing, TikTokClient};

/// Posts looked at in one sync.
const NEWEST: u32 = 20;

pub(crate) async fn through_connection(
    tiktok: &TikTokClient,
    connection: &TikTokConnection,
) -> Result<Listing, Failure> {
    let most = NEWEST as usize;
    match tiktok
        .list_posts(&connection.access_token, None, most)
        .await
    {
        Ok(listing) => Ok(listing),
        Err(error) => unknown_or_retry(error.retry(), error),
    }
}

pub(crate) async fn through_apify(tiktok: &TikTokClient, shop: &Shop) -> Result<Listing, Failure> {
    let target = ScrapeTarget::Profile {
        handle: shop.handle.clone(),
        newest: NEWEST,
        since: None,
    };
    // Videos cost more but only they give more pictures than the cover.
    match tiktok
        .scrape(&Scrape {
            target,
            media: ScrapeMedia::Copy,
        })
        .await
    {
        Ok(listing) => Ok(listing),
        Err(error) => unknown_or_retry(error.retry(), error),
    }
}

/// What asking again can't mend is an operator's matter: it is counted, and the shop is looked at
/// again in its turn.
fn unknown_or_retry(
    retry: Retry,
    error: impl std::error::Error + Send + std::marker::Sync + 'static,
) -> Result<Listing, Failure> {
    match retry {
        Retry::Never => {
            tracing::error!(error = %error, "a shop's posts can't be listed");
            function::count(crate::NAME, "ListingsRefused", 1);
            Ok(Listing::Unknown)
        }
        Retry::Soon | Retry::After(_) => Err(Failure::retry(error)),
    }
}
