//! Post fetcher: completes a post that is known by its link.
//!
//! Asks TikTok for the caption where nobody gave it, checks for `#TRACK`, and copies cover, video
//! and photographs at once, since TikTok's links live for hours. What fails for good is kept on
//! the post as a reason; what may pass is tried again by the queue.

mod caption;
mod copies;

use std::sync::Arc;

use captions::has_track_tag;
use catalog_store::{CatalogStore, StoreError};
use domain::{
    Envelope, Event, Market, Post, PostFacts, PostId, Refusal, RefusalCode, Shop, Stage, TenantId,
    Tracking,
};
use function::{Aws, Delivery, Environment, Failure, Function, StartError};
use jiff::Timestamp;
use media_store::MediaStore;
use tiktok::{ClientConfig, TikTokClient};
use url::Url;

use copies::Attempt;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "post-fetcher";

struct Fetcher {
    store: CatalogStore,
    media: MediaStore,
    tiktok: TikTokClient,
    default_market: Market,
    most_attempts: u32,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let bucket = settings.required("MEDIA_BUCKET");
    let default_market = settings.parsed_or("DEFAULT_MARKET", Market::Ug, Market::parse);
    let most_attempts = settings.parsed_or("MAX_ATTEMPTS", 3, str::parse);
    let endpoint = settings.parsed_or("TIKTOK_ENDPOINT", None, |text| Url::parse(text).map(Some));
    settings.finish()?;
    let aws = Aws::new(environment);
    let tiktok = TikTokClient::new(ClientConfig {
        endpoint,
        ..ClientConfig::default()
    })
    .map_err(|error| StartError::Client(Box::new(error)))?;
    let fetcher = Arc::new(Fetcher {
        store: CatalogStore::new(aws.dynamodb(), table),
        media: MediaStore::new(aws.s3(), bucket),
        tiktok,
        default_market,
        most_attempts,
    });
    Ok(function::queue(
        NAME,
        move |delivery: Delivery<Envelope>| {
            let fetcher = Arc::clone(&fetcher);
            async move { fetcher.handle(delivery).await }
        },
    ))
}

impl Fetcher {
    async fn handle(&self, delivery: Delivery<Envelope>) -> Result<(), Failure> {
        let known = delivery.message.known().map_err(Failure::permanent)?;
        let Envelope { tenant, event, .. } = known;
        let Event::ImportRequested(requested) = event else {
            return Err(Failure::permanent(format!(
                "not an event for this function: {}",
                event.type_name()
            )));
        };
        let post = self
            .store
            .post(&tenant, requested.post_id)
            .await
            .map_err(Failure::retry)?;
        let Some(post) = post.filter(|post| matches!(post.stage, Stage::Requested)) else {
            return Ok(());
        };
        let attempt = if delivery.attempt >= self.most_attempts {
            Attempt::Last
        } else {
            Attempt::OneOfMore
        };
        match self.fetch(&post, attempt).await? {
            Ok(facts) => self.receive(&post, facts).await.map_err(Failure::retry),
            Err(refusal) => self
                .refuse(&tenant, post.id, refusal)
                .await
                .map_err(Failure::retry),
        }
    }

    /// All that makes a post complete, or why it is not imported.
    async fn fetch(
        &self,
        post: &Post,
        attempt: Attempt,
    ) -> Result<Result<PostFacts, Refusal>, Failure> {
        let said = match caption::find(&self.tiktok, post, attempt).await? {
            Ok(said) => said,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if post.request.tracking == Tracking::Required && !has_track_tag(&said.caption) {
            return Ok(Err(Refusal::no_track_tag()));
        }
        let Some(handle) = said.handle.or_else(|| post.request.handle.clone()) else {
            return Ok(Err(Refusal {
                code: RefusalCode::SourceUnusable,
                detail: "TikTok does not say whose post this is.".to_owned(),
            }));
        };
        let market = post.request.market.unwrap_or(self.default_market);
        let shop = Shop::first_seen(
            post.tenant.clone(),
            handle.clone(),
            market,
            Timestamp::now(),
        );
        let shop = self.store.shop_or_new(shop).await.map_err(Failure::retry)?;
        let media = copies::make(&self.tiktok, &self.media, post, &said.media, attempt).await?;
        Ok(Ok(PostFacts {
            handle,
            market: shop.market,
            caption: said.caption,
            posted_at: post
                .request
                .posted_at
                .unwrap_or_else(|| post.id.approximate_time()),
            media,
        }))
    }

    async fn receive(&self, post: &Post, facts: PostFacts) -> Result<(), StoreError> {
        self.store
            .receive_post(&post.tenant, post.id, facts)
            .await?;
        function::count(NAME, "PostsFetched", 1);
        Ok(())
    }

    async fn refuse(
        &self,
        tenant: &TenantId,
        id: PostId,
        refusal: Refusal,
    ) -> Result<(), StoreError> {
        tracing::info!(function = NAME, post_id = %id, code = ?refusal.code, "post refused");
        function::count(NAME, "PostsRefused", 1);
        self.store
            .refuse_post(tenant, id, refusal)
            .await
            .map(|_| ())
    }
}
