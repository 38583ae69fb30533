//! Sample shops: their first entry in the tables of a hub whose stand-in shows their posts.

use accounts_store::{AccountsStore, TikTokConnection};
use catalog_store::CatalogStore;
use domain::{Ownership, Shop, Sync, TenantId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::hub::Hub;
use crate::stand_ins::tiktok::{Connection, StandInShop};

/// How long a sample shop's access token lasts.
const TOKEN_LASTS: SignedDuration = SignedDuration::from_hours(2);

/// Why the samples can't be saved.
pub type SamplesError = Box<dyn std::error::Error + Send + std::marker::Sync>;

/// Saves the shops and has the hub look for their posts now.
///
/// # Errors
/// Fails if the tables can't be written or the look does not start.
pub async fn seed(hub: &Hub, shops: &[StandInShop]) -> Result<(), SamplesError> {
    let environment = hub
        .functions()
        .find("shop-sync")
        .ok_or("no shop-sync")?
        .environment();
    let aws = function::Aws::new(environment);
    let settings = environment.settings();
    let catalog = settings.required("CATALOG_TABLE");
    let accounts = settings.required("ACCOUNTS_TABLE");
    settings.finish()?;
    let catalog = CatalogStore::new(aws.dynamodb(), catalog);
    let accounts = AccountsStore::new(aws.dynamodb(), accounts);
    let now = Timestamp::now();
    for sample in shops {
        let shop = shop(sample, now);
        catalog.put_new_shop(&shop).await?;
        if sample.connection == Connection::DisplayApi {
            let connection = connection(sample, now);
            accounts
                .save_tiktok_connection(&shop.tenant, &shop.handle, &connection)
                .await?;
        }
    }
    let scheduler = hub
        .functions()
        .find("sync-scheduler")
        .ok_or("no sync-scheduler")?;
    scheduler.invoke(json!({ "source": "aws.events" })).await?;
    Ok(())
}

fn shop(sample: &StandInShop, now: Timestamp) -> Shop {
    Shop {
        name: sample.name.clone(),
        whatsapp: Some(sample.whatsapp.clone()),
        ownership: Ownership::Proved,
        sync: Sync::On {
            due_at: now,
            newest_post_at: None,
            answered_at: None,
        },
        ..Shop::first_seen(
            TenantId::default(),
            sample.handle.clone(),
            sample.market,
            now,
        )
    }
}

fn connection(sample: &StandInShop, now: Timestamp) -> TikTokConnection {
    TikTokConnection {
        open_id: format!("sample-{}", sample.handle),
        access_token: sample.access_token(1).into(),
        refresh_token: sample.refresh_token(1).into(),
        expires_at: now + TOKEN_LASTS,
        version: 1,
    }
}
