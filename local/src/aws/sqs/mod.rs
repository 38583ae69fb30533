//! Standard SQS queues, kept in the hub's database.
//!
//! In the process: [`Sqs`]. Over the wire: `protocol`. Left out: first-in-first-out queues (the
//! template reader refuses them), creating and deleting queues (the template does that), policies.

mod checksum;
mod error;
mod message;
mod moves;
mod protocol;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::aws::names;
use crate::clock::{epoch_millis, millis};
use crate::flow::{Flow, Happening};
use crate::store::{Store, StoreError};
use crate::template::Queue;

pub(crate) use checksum::of_body as md5_of_body;
pub use error::SqsError;
use message::Messages;
pub use message::{Attributes, Message};
use moves::Moves;
pub(crate) use protocol::{handle, system_attributes};

/// Most messages in one receive or batch.
pub(crate) const BATCH_LIMIT: usize = 10;
/// Most bytes in one message, body and attributes together.
const SIZE_LIMIT: usize = 1_048_576;

/// All queues of the stack.
#[derive(Debug)]
pub struct Sqs {
    base_url: String,
    queues: BTreeMap<String, OpenQueue>,
    messages: Messages,
    moves: Moves,
    flow: Flow,
}

#[derive(Debug)]
struct OpenQueue {
    settings: Queue,
    /// Told whenever a message may have become visible.
    changed: Notify,
}

/// How to receive.
#[derive(Debug, Clone, Copy)]
pub struct Receive {
    /// Most messages, 1 to 10.
    pub most: usize,
    /// Other than the queue's visibility timeout.
    pub visibility: Option<Duration>,
    /// How long to wait for the first message.
    pub wait: Duration,
}

/// How many messages a queue holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Ready to be received.
    pub visible: u64,
    /// Received and neither deleted nor due again.
    pub in_flight: u64,
    /// Not yet due for the first time.
    pub delayed: u64,
}

impl Sqs {
    /// Opens the queues with what the database still holds for them.
    ///
    /// # Errors
    /// Fails if the database does.
    pub fn open(
        base_url: String,
        queues: &[Queue],
        store: Arc<Store>,
        flow: Flow,
    ) -> Result<Self, StoreError> {
        let open = |queue: &Queue| {
            let opened = OpenQueue {
                settings: queue.clone(),
                changed: Notify::new(),
            };
            (queue.name.clone(), opened)
        };
        Ok(Self {
            base_url,
            queues: queues.iter().map(open).collect(),
            messages: Messages::open(store)?,
            moves: Moves::default(),
            flow,
        })
    }

    /// The URL of a queue.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        names::queue_url(&self.base_url, name)
    }

    /// Names of all queues.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.queues.keys().map(String::as_str)
    }

    /// A queue's settings, by its name, URL or ARN.
    ///
    /// # Errors
    /// Fails if there is no such queue.
    pub fn settings(&self, queue: &str) -> Result<&Queue, SqsError> {
        Ok(&self.queue(queue)?.settings)
    }

    /// Puts a message on a queue and returns it.
    ///
    /// # Errors
    /// Fails if there is no such queue or the message is empty or too large.
    pub fn send(
        &self,
        queue: &str,
        body: String,
        attributes: Attributes,
        delay: Option<Duration>,
    ) -> Result<Message, SqsError> {
        let queue = self.queue(queue)?;
        let size = body.len() + message::size_of(&attributes);
        if body.is_empty() {
            return Err(SqsError::InvalidParameter(
                "The request must contain a message body.",
            ));
        }
        if size > SIZE_LIMIT {
            return Err(SqsError::InvalidParameter(
                "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
            ));
        }
        let delay = delay.unwrap_or(queue.settings.delay);
        let message = Message::new(body, attributes, epoch_millis());
        self.messages
            .insert(&queue.settings.name, &message, millis(delay))?;
        queue.changed.notify_waiters();
        Ok(message)
    }

    /// Receives messages and hides them. Waits for the first one as long as asked.
    ///
    /// Messages that were already received as often as the redrive policy allows go to the
    /// dead-letter queue instead.
    ///
    /// # Errors
    /// Fails if there is no such queue.
    pub async fn receive(&self, queue: &str, how: Receive) -> Result<Vec<Message>, SqsError> {
        let open = self.queue(queue)?;
        let deadline = Instant::now() + how.wait;
        let visibility = how.visibility.unwrap_or(open.settings.visibility_timeout);
        loop {
            let changed = open.changed.notified();
            tokio::pin!(changed);
            // From here on no change is missed, not even one before the wait below.
            changed.as_mut().enable();
            let taken = self.take(open, how.most, visibility)?;
            if !taken.is_empty() || Instant::now() >= deadline {
                return Ok(taken);
            }
            let until = match self.messages.next_visible(&open.settings.name)? {
                Some(at) => deadline.min(Instant::now() + until_epoch_millis(at)),
                None => deadline,
            };
            tokio::select! {
                () = &mut changed => {}
                () = tokio::time::sleep_until(until) => {}
            }
        }
    }

    fn take(
        &self,
        open: &OpenQueue,
        most: usize,
        visibility: Duration,
    ) -> Result<Vec<Message>, SqsError> {
        let name = &open.settings.name;
        loop {
            let (spent, taken) = self.messages.take(
                name,
                most,
                millis(visibility),
                open.settings
                    .redrive
                    .as_ref()
                    .map(|redrive| redrive.max_receive_count),
            )?;
            if spent.is_empty() {
                return Ok(taken);
            }
            if let Some(redrive) = &open.settings.redrive {
                let target = self.queue(&redrive.target)?;
                for id in &spent {
                    self.messages.bury(id, &target.settings.name)?;
                    self.flow.tell(Happening::DeadLettered {
                        queue: target.settings.name.clone(),
                        message: id.clone(),
                    });
                }
                target.changed.notify_waiters();
            }
            if !taken.is_empty() {
                return Ok(taken);
            }
        }
    }

    /// Deletes a received message. A receipt that is no longer the latest does nothing.
    ///
    /// # Errors
    /// Fails if there is no such queue or the receipt never was one.
    pub fn delete(&self, queue: &str, receipt: &str) -> Result<(), SqsError> {
        let queue = self.queue(queue)?;
        Ok(self
            .messages
            .delete(&queue.settings.name, &message::parse_receipt(receipt)?)?)
    }

    /// Hides a received message for so long from now; zero shows it at once.
    ///
    /// # Errors
    /// Fails if there is no such queue, or the message is not in flight under this receipt.
    pub fn change_visibility(
        &self,
        queue: &str,
        receipt: &str,
        visibility: Duration,
    ) -> Result<(), SqsError> {
        let queue = self.queue(queue)?;
        let receipt = message::parse_receipt(receipt)?;
        if !self
            .messages
            .hide(&queue.settings.name, &receipt, millis(visibility))?
        {
            return Err(SqsError::NotInFlight);
        }
        queue.changed.notify_waiters();
        Ok(())
    }

    /// Deletes every message of a queue.
    ///
    /// # Errors
    /// Fails if there is no such queue.
    pub fn purge(&self, queue: &str) -> Result<(), SqsError> {
        let queue = self.queue(queue)?;
        Ok(self.messages.purge(&queue.settings.name)?)
    }

    /// Counts a queue's messages.
    ///
    /// # Errors
    /// Fails if there is no such queue.
    pub fn depth(&self, queue: &str) -> Result<Depth, SqsError> {
        let queue = self.queue(queue)?;
        Ok(self.messages.depth(&queue.settings.name)?)
    }

    /// Drops messages that are older than their queue keeps them.
    ///
    /// # Errors
    /// Fails if the database does.
    pub fn expire(&self) -> Result<(), SqsError> {
        for queue in self.queues.values() {
            let oldest = epoch_millis() - millis(queue.settings.retention);
            self.messages.expire(&queue.settings.name, oldest)?;
        }
        Ok(())
    }

    fn queue(&self, name: &str) -> Result<&OpenQueue, SqsError> {
        self.queues
            .get(names::last_part(name))
            .ok_or(SqsError::NoSuchQueue)
    }
}

fn until_epoch_millis(at: i64) -> Duration {
    Duration::from_millis(u64::try_from(at - epoch_millis()).unwrap_or(0))
}
