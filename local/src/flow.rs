//! What happens in the hub, as it happens: a channel that anyone may watch, printed by `cargo run`
//! and read by tests.

use std::time::Duration;
use tokio::sync::broadcast;

use crate::aws::sns::Publication;

/// Told to whoever watches. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Flow(broadcast::Sender<Happening>);

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Happening {
    /// A function ran.
    Invoked {
        /// Name of its binary.
        function: &'static str,
        /// Records in its event; 1 for events without records.
        records: usize,
        /// How long it ran.
        took: Duration,
        /// Why it failed, if it did.
        problem: Option<String>,
    },
    /// The gateway answered.
    Answered {
        /// HTTP method.
        method: String,
        /// Path without the query.
        path: String,
        /// Status code.
        status: u16,
        /// How long it took.
        took: Duration,
    },
    /// A message went out on a topic.
    Published(Publication),
    /// A message was given up and went to a dead-letter queue.
    DeadLettered {
        /// Name of the queue it went to.
        queue: String,
        /// Its id.
        message: String,
    },
    /// A schedule fired.
    Fired {
        /// Name of the schedule.
        schedule: String,
    },
    /// The hub itself met a problem.
    Trouble(String),
}

impl Default for Flow {
    fn default() -> Self {
        Self(broadcast::channel(1024).0)
    }
}

impl Flow {
    /// Everything that happens from now on.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<Happening> {
        self.0.subscribe()
    }

    pub(crate) fn tell(&self, happening: Happening) {
        // Nobody watching is fine.
        let _unwatched = self.0.send(happening);
    }
}
