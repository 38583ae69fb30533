//! Event source mappings: what feeds functions besides the gateway.
//!
//! Nothing here polls on a timer: queues and tables tell when they change.

mod checkpoints;
mod failures;
mod queue;
mod rhythm;
mod schedule;
mod stream;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::aws::Aws;
use crate::flow::Flow;
use crate::host::Functions;
use crate::stop::Stop;
use crate::store::{Store, StoreError};
use crate::template::{Function, Trigger};
use checkpoints::Checkpoints;
pub use rhythm::{Cron, Rhythm};

/// What every source needs.
#[derive(Debug, Clone)]
pub(crate) struct Feed {
    pub(crate) aws: Aws,
    pub(crate) functions: Functions,
    pub(crate) flow: Flow,
    pub(crate) stop: Stop,
    /// A failed message is tried again after this long, if its queue would take longer.
    pub(crate) retry_within: Duration,
}

/// Starts every source of the template. The tasks end after `stop`, with their work done.
pub(crate) fn start(
    feed: &Feed,
    functions: &[Function],
    store: Arc<Store>,
) -> Result<JoinSet<()>, StoreError> {
    let checkpoints = Checkpoints::open(store)?;
    let mut tasks = JoinSet::new();
    for function in functions {
        let Some(hosted) = feed.functions.find(&function.name).cloned() else {
            continue;
        };
        for trigger in &function.triggers {
            let (feed, hosted) = (feed.clone(), hosted.clone());
            match trigger {
                Trigger::Route(_) => {}
                Trigger::Queue(trigger) => {
                    tasks.spawn(queue::run(feed, hosted, trigger.clone()));
                }
                Trigger::Stream(trigger) => {
                    let checkpoints = checkpoints.clone();
                    tasks.spawn(stream::run(feed, hosted, trigger.clone(), checkpoints));
                }
                Trigger::Schedule(trigger) => {
                    tasks.spawn(schedule::run(feed, hosted, trigger.clone()));
                }
            }
        }
    }
    Ok(tasks)
}
