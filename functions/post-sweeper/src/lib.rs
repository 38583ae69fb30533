//! Post sweeper: no post stays stuck. What is not settled after a while gets its events once
//! more; what is still not settled ten minutes after it came is settled without its missing parts.

use std::sync::Arc;

use catalog_store::{CatalogStore, StoreError};
use domain::{
    CaptionAnalysis, Part, PartFailure, PartFailureCode, PartName, Post, PostId, Refusal,
    RefusalCode, Stage, TenantId,
};
use function::{Aws, Environment, Failure, Function, StartError};
use jiff::{SignedDuration, Timestamp};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "post-sweeper";
/// Posts looked at in one run; the next run takes the rest.
const MOST_POSTS: u16 = 500;

struct Sweeper {
    store: CatalogStore,
    tenant: TenantId,
    stuck_after: SignedDuration,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    let stuck_after = settings.parsed_or("STUCK_AFTER_SECONDS", 600, str::parse);
    settings.finish()?;
    let store = CatalogStore::new(Aws::new(environment).dynamodb(), table);
    let stuck_after = SignedDuration::from_secs(stuck_after);
    let sweeper = Arc::new(Sweeper {
        store,
        tenant,
        stuck_after,
    });
    Ok(function::schedule(NAME, move || {
        let sweeper = Arc::clone(&sweeper);
        async move {
            sweeper
                .sweep(Timestamp::now())
                .await
                .map_err(Failure::retry)
        }
    }))
}

impl Sweeper {
    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError> {
        let overdue = self
            .store
            .overdue_posts(&self.tenant, now, MOST_POSTS)
            .await?;
        for post in self.store.posts(&self.tenant, &overdue.due).await? {
            if post.is_settled() {
                continue;
            }
            let end = post.received_at + self.stuck_after;
            if now < end {
                self.store.nudge_post(&self.tenant, post.id, end).await?;
                function::count(NAME, "PostsNudged", 1);
            } else {
                self.settle(&post, now).await?;
                function::count(NAME, "PostsSwept", 1);
            }
        }
        Ok(())
    }

    /// Gives up on what is missing. Assembly then goes on with what there is.
    async fn settle(&self, post: &Post, now: Timestamp) -> Result<(), StoreError> {
        tracing::warn!(function = NAME, post_id = %post.id, "settled a stuck post");
        if matches!(post.stage, Stage::Requested) {
            let refusal = Refusal {
                code: RefusalCode::SourceUnreachable,
                detail: "TikTok did not answer in time. Send the link again later.".to_owned(),
            };
            self.store
                .refuse_post(&self.tenant, post.id, refusal)
                .await?;
            return Ok(());
        }
        for name in post.parts.missing() {
            self.fail_part(post.id, name, now).await?;
        }
        // Where no part was missing only assembly was missed; the nudge has it done again.
        self.store
            .nudge_post(&self.tenant, post.id, now + self.stuck_after)
            .await?;
        Ok(())
    }

    async fn fail_part(&self, id: PostId, name: PartName, at: Timestamp) -> Result<(), StoreError> {
        let failure = PartFailure {
            code: PartFailureCode::TimedOut,
            detail: "This part was not finished in time.".to_owned(),
        };
        // A failed part has the same form whatever it would have held.
        let part = Part::<CaptionAnalysis>::Failed { failure, at };
        self.store
            .save_part(&self.tenant, id, name, &part)
            .await
            .map(|_| ())
    }
}
