//! How the hub's tasks learn that it is time to stop.

use tokio::sync::watch;

/// Held by whoever may stop the others.
#[derive(Debug)]
pub(crate) struct Stopper(watch::Sender<()>);

/// Held by those who stop. Also stops when the [`Stopper`] is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<()>);

impl Stopper {
    /// A pair.
    pub(crate) fn new() -> (Self, Stop) {
        let (sender, receiver) = watch::channel(());
        (Self(sender), Stop(receiver))
    }

    /// Stops the others.
    pub(crate) fn stop(self) {
        drop(self.0);
    }
}

impl Stop {
    /// Whether it is time to stop.
    pub(crate) fn is_on(&self) -> bool {
        self.0.has_changed().is_err()
    }

    /// Returns when it is time to stop.
    pub(crate) async fn wait(&self) {
        let mut receiver = self.0.clone();
        // Nothing is ever sent: the only event is the end of the sender.
        while receiver.changed().await.is_ok() {}
    }
}
