//! Message move tasks: putting dead letters back where they came from.

use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

use super::{Message, Sqs, SqsError};
use crate::aws::names;
use crate::clock::epoch_millis;
use crate::json::set;

/// The finished move tasks of this process, newest last.
#[derive(Debug, Default)]
pub(super) struct Moves(Mutex<Vec<Task>>);

#[derive(Debug, Clone)]
struct Task {
    handle: String,
    source: String,
    destination: Option<String>,
    moved: usize,
    started_at: i64,
}

impl Sqs {
    /// Moves every message of a dead-letter queue to `destination`, or else back to its own source.
    /// The messages are new there: new ids, counted from zero. Returns the task's handle.
    ///
    /// Unlike AWS this is done when it returns.
    ///
    /// # Errors
    /// Fails if the source is not a dead-letter queue or a queue does not exist.
    pub fn move_messages(
        &self,
        source: &str,
        destination: Option<&str>,
    ) -> Result<String, SqsError> {
        let source_name = self.settings(source)?.name.clone();
        let is_dead_letter_queue = self.queues.values().any(|queue| {
            let redrive = queue.settings.redrive.as_ref();
            redrive.is_some_and(|redrive| names::last_part(&redrive.target) == source_name)
        });
        if !is_dead_letter_queue {
            return Err(SqsError::Unsupported(
                "Source queue must be configured as a Dead Letter Queue.",
            ));
        }
        if let Some(destination) = destination {
            self.settings(destination)?;
        }
        let mut moved = 0;
        for message in self.messages.all(&source_name)? {
            let Message {
                id,
                body,
                attributes,
                origin,
                ..
            } = message;
            // A message that was sent to the dead-letter queue directly has nowhere to go back to.
            let Some(target) = destination.or(origin.as_deref()) else {
                continue;
            };
            self.send(target, body, attributes, None)?;
            self.messages.remove(&id)?;
            moved += 1;
        }
        let task = Task {
            handle: Uuid::new_v4().to_string(),
            source: source.to_owned(),
            destination: destination.map(str::to_owned),
            moved,
            started_at: epoch_millis(),
        };
        let handle = task.handle.clone();
        self.moves
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(task);
        Ok(handle)
    }

    /// The tasks of one source, newest first, in SQS's JSON.
    pub(super) fn list_moves(&self, source: &str, most: usize) -> Vec<Value> {
        let tasks = self.moves.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_source = tasks
            .iter()
            .rev()
            .filter(|task| task.source == source)
            .take(most);
        of_source
            .map(|task| {
                let mut shown = json!({
                    "TaskHandle": task.handle,
                    "Status": "COMPLETED",
                    "SourceArn": task.source,
                    "ApproximateNumberOfMessagesMoved": task.moved,
                    "ApproximateNumberOfMessagesToMove": task.moved,
                    "StartedTimestamp": task.started_at,
                });
                if let Some(destination) = &task.destination {
                    set(&mut shown, "DestinationArn", destination.as_str());
                }
                shown
            })
            .collect()
    }
}
