//! Event publisher: the Catalog table's stream becomes domain events on the hub's topic.
//!
//! The table is the only outbox: whoever changes something writes the table and nothing else, and
//! this function tells the rest. What an item's change means is decided in [`changes`], purely.

pub mod changes;
mod identity;
mod publish;

use function::{Aws, BatchFailure, Change, Environment, Function, StartError};

use publish::Publisher;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "event-publisher";

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let topic = settings.required("EVENTS_TOPIC_ARN");
    settings.finish()?;
    let publisher = Publisher::new(Aws::new(environment).sns(), topic);
    Ok(function::stream_batches(NAME, move |changes| {
        let publisher = publisher.clone();
        async move { announce(&publisher, &changes).await }
    }))
}

/// Publishes the events of all changes, as many at once as SNS takes.
async fn announce(publisher: &Publisher, changes: &[Change]) -> Result<(), BatchFailure> {
    let mut events = Vec::new();
    let mut unreadable = None;
    for (index, change) in changes.iter().enumerate() {
        match changes::events(change) {
            Ok(found) => events.extend(found.into_iter().map(|envelope| (index, envelope))),
            Err(failure) => {
                // What comes before it is still announced; the batch stops at it.
                unreadable = Some(BatchFailure { index, failure });
                break;
            }
        }
    }
    publisher.publish(&events).await?;
    unreadable.map_or(Ok(()), Err)
}
