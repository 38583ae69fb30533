//! See the crate's documentation.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use catalog_store::{CatalogStore, Saved};
use domain::{
    Envelope, Event, Part, PartFailure, PartFailureCode, PartName, PostId, PostReceived, TenantId,
};
use function::{Aws, Delivery, Environment, Failure, Function, StartError};
use futures::FutureExt as _;
use jiff::Timestamp;
use serde::Serialize;

/// Why a worker has no analysis of a post.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// This post will never give one.
    #[error("the post can't be analysed: {}", .0.detail)]
    Lasting(PartFailure),
    /// Trouble that may pass.
    #[error("the post could not be analysed this time")]
    Passing(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A worker's surroundings: where its part goes and how often it may try.
#[derive(Debug, Clone)]
pub struct PartWorker {
    name: &'static str,
    part: PartName,
    store: CatalogStore,
    most_attempts: u32,
}

impl PartWorker {
    /// Reads `CATALOG_TABLE` and `MAX_ATTEMPTS`, how often the queue delivers one message.
    pub fn from_environment(
        name: &'static str,
        part: PartName,
        environment: &Environment,
        aws: &Aws,
    ) -> Result<Self, StartError> {
        let settings = environment.settings();
        let table = settings.required("CATALOG_TABLE");
        let most_attempts = settings.parsed_or("MAX_ATTEMPTS", 3, str::parse);
        settings.finish()?;
        let store = CatalogStore::new(aws.dynamodb(), table);
        Ok(Self {
            name,
            part,
            store,
            most_attempts,
        })
    }

    /// The function that has `work` done for every received post.
    pub fn function<T, W, F>(self, work: W) -> Function
    where
        T: Serialize + Send + Sync + 'static,
        W: Fn(TenantId, PostReceived) -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, WorkError>> + Send + 'static,
    {
        let work = Arc::new(work);
        let name = self.name;
        let worker = Arc::new(self);
        function::queue(name, move |delivery: Delivery<Envelope>| {
            let worker = Arc::clone(&worker);
            let work = Arc::clone(&work);
            async move { worker.handle(delivery, &*work).await }
        })
    }

    async fn handle<T, W, F>(&self, delivery: Delivery<Envelope>, work: &W) -> Result<(), Failure>
    where
        T: Serialize,
        W: Fn(TenantId, PostReceived) -> F,
        F: Future<Output = Result<T, WorkError>>,
    {
        let known = delivery.message.known().map_err(Failure::permanent)?;
        let Envelope { tenant, event, .. } = known;
        let Event::PostReceived(post) = event else {
            return Err(Failure::permanent(format!(
                "not an event for this worker: {}",
                event.type_name()
            )));
        };
        let id = post.post_id;
        let attempt = async { work(tenant.clone(), post).await };
        let answer = AssertUnwindSafe(attempt)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(WorkError::Passing("the worker panicked".into())));
        let at = Timestamp::now();
        match answer {
            Ok(analysis) => self.save(&tenant, id, &Part::Done { analysis, at }).await,
            Err(WorkError::Lasting(failure)) => {
                function::count(self.name, "PartsFailed", 1);
                self.save(&tenant, id, &Part::<T>::Failed { failure, at })
                    .await
            }
            Err(WorkError::Passing(source)) => {
                if delivery.attempt >= self.most_attempts {
                    function::count(self.name, "PartsFailed", 1);
                    let failure = given_up();
                    self.save(&tenant, id, &Part::<T>::Failed { failure, at })
                        .await?;
                }
                Err(Failure::retry(source))
            }
        }
    }

    async fn save<T: Serialize>(
        &self,
        tenant: &TenantId,
        id: PostId,
        part: &Part<T>,
    ) -> Result<(), Failure> {
        let saved = self
            .store
            .save_part(tenant, id, self.part, part)
            .await
            .map_err(Failure::retry)?;
        let new = saved == Saved::Now;
        tracing::info!(function = self.name, post_id = %id, part = ?self.part, new, "part saved");
        Ok(())
    }
}

fn given_up() -> PartFailure {
    PartFailure {
        code: PartFailureCode::Internal,
        detail: "This part failed on our side several times.".to_owned(),
    }
}
