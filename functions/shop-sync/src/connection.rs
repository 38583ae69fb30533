//! A seller's TikTok connection with an access token that still lasts.

use accounts_store::{AccountsStore, TikTokConnection};
use domain::Shop;
use function::Failure;
use jiff::{SignedDuration, Timestamp};
use tiktok::TikTokClient;
use tiktok::display::TokenError;
use tiktok::retry::Retry;

/// A token is replaced this long before it ends.
const REFRESH_BEFORE: SignedDuration = SignedDuration::from_mins(10);

/// The shop's connection, refreshed where need be; nothing where there is none or it has ended.
pub(crate) async fn current(
    accounts: &AccountsStore,
    tiktok: &TikTokClient,
    shop: &Shop,
) -> Result<Option<TikTokConnection>, Failure> {
    let known = accounts.tiktok_connection(&shop.tenant, &shop.handle).await;
    let Some(known) = known.map_err(Failure::retry)? else {
        return Ok(None);
    };
    let now = Timestamp::now();
    if now + REFRESH_BEFORE < known.expires_at {
        return Ok(Some(known));
    }
    let tokens = match tiktok.refresh_token(&known.refresh_token).await {
        Ok(tokens) => tokens,
        Err(error) => return ended_or_retry(error),
    };
    let lifetime =
        SignedDuration::try_from(tokens.access_lifetime()).map_err(Failure::permanent)?;
    let fresh = TikTokConnection {
        open_id: tokens.open_id,
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        expires_at: now + lifetime,
        version: known.version.saturating_add(1),
    };
    // Stored before it is used: TikTok has already stopped taking the old refresh token.
    let saved = accounts
        .save_tiktok_connection(&shop.tenant, &shop.handle, &fresh)
        .await;
    if saved.map_err(Failure::retry)? {
        return Ok(Some(fresh));
    }
    // Somebody else refreshed it meanwhile; theirs is the one that counts.
    accounts
        .tiktok_connection(&shop.tenant, &shop.handle)
        .await
        .map_err(Failure::retry)
}

fn ended_or_retry(error: TokenError) -> Result<Option<TikTokConnection>, Failure> {
    match error.retry() {
        Retry::Never => {
            tracing::warn!(error = %error, "a seller's connection to TikTok can't be used");
            function::count(crate::NAME, "ConnectionsEnded", 1);
            Ok(None)
        }
        Retry::Soon | Retry::After(_) => Err(Failure::retry(error)),
    }
}
