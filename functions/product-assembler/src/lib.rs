//! Product assembler: when all parts of a post are there, they become its product.
//!
//! The decision is `domain::assemble`'s, purely; this function loads, calls it, and saves with a
//! version condition. A change that can't alter the outcome costs no read.

mod joined_tags;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use catalog_store::{CatalogStore, POST_SORT_KEY, StoreError};
use domain::{AssemblyRules, Confidence, Decision, Outcome, Post, Product, ProductState, Stage};
use function::{Aws, Change, Environment, Failure, Function, StartError};
use jiff::Timestamp;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "product-assembler";

struct Assembler {
    store: CatalogStore,
    rules: AssemblyRules,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let least_confidence = settings.parsed_or(
        "CONFIDENCE_THRESHOLD",
        AssemblyRules::default().least_confidence,
        |text| text.parse().map(Confidence::from_percent),
    );
    settings.finish()?;
    let store = CatalogStore::new(Aws::new(environment).dynamodb(), table);
    let assembler = Arc::new(Assembler {
        store,
        rules: AssemblyRules { least_confidence },
    });
    Ok(function::stream(NAME, move |change| {
        let assembler = Arc::clone(&assembler);
        async move { assembler.handle(&change).await }
    }))
}

impl Assembler {
    async fn handle(&self, change: &Change) -> Result<(), Failure> {
        if change.text("sk") != Some(POST_SORT_KEY) {
            return Ok(());
        }
        let (old, new) = (change.old_as::<Post>()?, change.new_as::<Post>()?);
        let Some(new) = new else {
            return Ok(());
        };
        if !is_worth_assembling(old.as_ref(), &new) {
            return Ok(());
        }
        // The stream may be behind or repeat itself; what counts is the post as it is now.
        let post = self
            .store
            .post(&new.tenant, new.id)
            .await
            .map_err(Failure::retry)?;
        match post {
            Some(post) => self
                .assemble(&joined_tags::with_joined_tags(post))
                .await
                .map_err(Failure::retry),
            None => Ok(()),
        }
    }

    async fn assemble(&self, post: &Post) -> Result<(), StoreError> {
        let Stage::Received(facts) = &post.stage else {
            return Ok(());
        };
        let previous = self
            .store
            .product(&post.tenant, &facts.handle, post.id)
            .await?;
        let now = Timestamp::now();
        match domain::assemble(post, previous.as_ref(), self.rules, now) {
            Decision::Wait | Decision::Unchanged => Ok(()),
            Decision::Save(product) => {
                let outcome = outcome(&product, post.outcome.as_ref(), now);
                self.store
                    .save_product(&product, previous.as_ref(), &outcome)
                    .await?;
                report(post, previous.as_ref(), now);
                Ok(())
            }
            Decision::NothingForSale { reason } => {
                if matches!(&post.outcome, Some(Outcome::NothingForSale { reason: known, .. }) if *known == reason)
                {
                    return Ok(());
                }
                let outcome = Outcome::NothingForSale { reason, at: now };
                self.store
                    .save_nothing_for_sale(&post.tenant, post.id, previous.as_ref(), &outcome)
                    .await
            }
        }
    }
}

/// Could this change alter the outcome? Only one that completes or alters the parts, or a nudge.
fn is_worth_assembling(old: Option<&Post>, new: &Post) -> bool {
    let complete = matches!(new.stage, Stage::Received(_)) && new.parts.missing().next().is_none();
    let same = old.is_some_and(|old| {
        old.parts == new.parts && old.stage == new.stage && old.nudges == new.nudges
    });
    complete && !same
}

/// What the post has come to, and since when: a product that changes has been there all along.
fn outcome(product: &Product, before: Option<&Outcome>, now: Timestamp) -> Outcome {
    match (&product.state, before) {
        (ProductState::Published, Some(Outcome::Published { at })) => {
            Outcome::Published { at: *at }
        }
        (ProductState::Published, _) => Outcome::Published { at: now },
        (ProductState::NeedsAttention { attention }, before) => {
            let since = match before {
                Some(Outcome::NeedsAttention {
                    attention: known,
                    at,
                }) if known == attention => *at,
                _ => now,
            };
            Outcome::NeedsAttention {
                attention: attention.clone(),
                at: since,
            }
        }
    }
}

fn report(post: &Post, previous: Option<&Product>, now: Timestamp) {
    if previous.is_some() {
        function::count(NAME, "ProductsChanged", 1);
        return;
    }
    function::count(NAME, "ProductsAssembled", 1);
    let took = now.duration_since(post.received_at).as_millis();
    function::milliseconds(NAME, "PostToProduct", u64::try_from(took).unwrap_or(0));
    tracing::info!(function = NAME, post_id = %post.id, took_ms = took, "product assembled");
}
