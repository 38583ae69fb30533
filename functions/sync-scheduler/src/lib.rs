//! Sync scheduler: at every tick, the shops that are due go to the sync queue.
//!
//! A shop is sent first and then moved forward, so that a crash in between sends it twice rather
//! than never; the shop's own sync then sets the time of its next look.

use std::sync::Arc;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use catalog_store::{CatalogStore, Reschedule};
use domain::{Handle, LONGEST_SYNC_INTERVAL, SHORTEST_SYNC_INTERVAL, SyncRequest, TenantId};
use function::{Aws, Environment, Failure, Function, StartError};
use jiff::Timestamp;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "sync-scheduler";
/// Shops sent in one run; the next run takes the rest.
const MOST_SHOPS: u16 = 1000;
/// The most messages SQS takes at once.
const BATCH_LIMIT: usize = 10;

struct Scheduler {
    store: CatalogStore,
    sqs: Client,
    queue: String,
    tenant: TenantId,
}

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let queue = settings.required("SYNC_QUEUE_URL");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    settings.finish()?;
    let aws = Aws::new(environment);
    let store = CatalogStore::new(aws.dynamodb(), table);
    let scheduler = Arc::new(Scheduler {
        store,
        sqs: aws.sqs(),
        queue,
        tenant,
    });
    Ok(function::schedule(NAME, move || {
        let scheduler = Arc::clone(&scheduler);
        async move { scheduler.tick(Timestamp::now()).await }
    }))
}

impl Scheduler {
    async fn tick(&self, now: Timestamp) -> Result<(), Failure> {
        let overdue = self
            .store
            .overdue_shops(&self.tenant, now, MOST_SHOPS)
            .await;
        let due = overdue.map_err(Failure::retry)?.due;
        for shops in due.chunks(BATCH_LIMIT) {
            self.send(shops).await?;
            for (handle, from) in shops {
                // Until the sync itself says when to look next: soon enough to try again after a
                // failure, late enough not to pile up behind a slow queue.
                let to = now + SHORTEST_SYNC_INTERVAL;
                let reschedule = Reschedule { from: *from, to };
                self.store
                    .reschedule_shop(&self.tenant, handle, reschedule)
                    .await
                    .map_err(Failure::retry)?;
            }
        }
        function::count(NAME, "ShopsScheduled", due.len() as u64);
        let late = due
            .iter()
            .filter(|(_, at)| now.duration_since(*at) > LONGEST_SYNC_INTERVAL);
        function::count(NAME, "ShopsLate", late.count() as u64);
        Ok(())
    }

    async fn send(&self, shops: &[(Handle, Timestamp)]) -> Result<(), Failure> {
        let mut batch = self.sqs.send_message_batch().queue_url(&self.queue);
        for (index, (handle, _)) in shops.iter().enumerate() {
            let request = SyncRequest {
                tenant: self.tenant.clone(),
                handle: handle.clone(),
            };
            let body = serde_json::to_string(&request).map_err(Failure::permanent)?;
            let entry = SendMessageBatchRequestEntry::builder()
                .id(index.to_string())
                .message_body(body)
                .build()
                .map_err(Failure::permanent)?;
            batch = batch.entries(entry);
        }
        let answer = batch.send().await.map_err(Failure::retry)?;
        match answer.failed().first() {
            None => Ok(()),
            Some(failed) => Err(Failure::retry(format!(
                "SQS took only some of the shops: {}",
                failed.code()
            ))),
        }
    }
}
