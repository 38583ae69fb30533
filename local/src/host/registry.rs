//! Which code belongs to which binary of the template.

use std::collections::BTreeMap;

use function::{Environment, Function, StartError};
use futures::FutureExt as _;
use futures::future::BoxFuture;

/// Builds a function from its environment.
pub type Builder = Box<
    dyn for<'a> Fn(&'a Environment) -> BoxFuture<'a, Result<Function, StartError>> + Send + Sync,
>;

/// The known binaries. A template that names another one is an error.
#[derive(Default)]
pub struct Registry(BTreeMap<String, Builder>);

impl Registry {
    /// Adds a function's `build`.
    #[must_use]
    pub fn with(mut self, binary: &str, builder: Builder) -> Self {
        self.0.insert(binary.to_owned(), builder);
        self
    }

    /// Adds a function that needs no environment: a stand-in for a test.
    #[must_use]
    pub fn with_ready(self, binary: &str, function: Function) -> Self {
        self.with(
            binary,
            Box::new(move |_| futures::future::ready(Ok(function.clone())).boxed()),
        )
    }

    pub(crate) fn get(&self, binary: &str) -> Option<&Builder> {
        self.0.get(binary)
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
