//! Trend counter: the tags of each published product, counted by its shop's market.
//!
//! The event says which product; the tags are read from its post, where it still stands which of
//! them the seller said and which were added. A product is counted once, however often its event
//! comes, and stays counted when it is withdrawn: it was posted about.

use std::sync::Arc;

use catalog_store::CatalogStore;
use domain::{Envelope, Event, Part, Stage};
use function::{Aws, Delivery, Environment, Failure, Function, StartError};
use insights_store::{Counted, InsightsStore, PublishedPost};
use jiff::Timestamp;
use tokio::sync::Mutex;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "trend-counter";

struct Counter {
    catalog: CatalogStore,
    insights: InsightsStore,
    /// Held while counting. The products of one batch mostly belong to one market: counted at the
    /// same time they would only get in each other's way.
    turn: Mutex<()>,
}

/// Builds the function.
///
/// # Errors
/// When a variable is missing or wrong.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let catalog_table = settings.required("CATALOG_TABLE");
    let insights_table = settings.required("INSIGHTS_TABLE");
    settings.finish()?;
    let aws = Aws::new(environment);
    let counter = Arc::new(Counter {
        catalog: CatalogStore::new(aws.dynamodb(), catalog_table),
        insights: InsightsStore::new(aws.dynamodb(), insights_table),
        turn: Mutex::new(()),
    });
    Ok(function::queue(
        NAME,
        move |delivery: Delivery<Envelope>| {
            let counter = Arc::clone(&counter);
            async move { counter.handle(delivery.message).await }
        },
    ))
}

impl Counter {
    async fn handle(&self, envelope: Envelope) -> Result<(), Failure> {
        let Envelope {
            tenant,
            event,
            occurred_at,
            ..
        } = envelope.known().map_err(Failure::permanent)?;
        let Event::ProductPublished(product) = event else {
            return Err(Failure::permanent(format!(
                "not an event for this function: {}",
                event.type_name()
            )));
        };
        let post = self.catalog.post(&tenant, product.post_id).await;
        let Some(post) = post.map_err(Failure::retry)? else {
            return Ok(());
        };
        // A product may be published without tags, where finding them failed.
        let (Stage::Received(facts), Some(Part::Done { analysis, .. })) =
            (post.stage, post.parts.tags)
        else {
            return Ok(());
        };
        let published = PublishedPost {
            tenant: &tenant,
            id: post.id,
            market: facts.market,
            tags: &analysis,
            at: occurred_at,
        };
        let turn = self.turn.lock().await;
        let counted = self.insights.count_post(&published, Timestamp::now()).await;
        drop(turn);
        let counted = counted.map_err(Failure::retry)?;
        tracing::info!(function = NAME, post_id = %post.id, counted = ?counted, "tags counted");
        if counted == Counted::Now {
            function::count(NAME, "ProductsCounted", 1);
        }
        Ok(())
    }
}
