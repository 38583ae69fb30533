//! What the services must do, whoever plays them: the hub's own, or MiniStack.

mod backend;
mod buckets;
mod queues;
mod secrets;
mod tables;
mod topics;

use backend::Backend;
