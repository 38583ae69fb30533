//! A function as a value.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use lambda_runtime::LambdaEvent;
use serde_json::Value;

/// Why an invocation failed as a whole.
pub type InvocationError = Box<dyn std::error::Error + Send + Sync>;

type Handler =
    dyn Fn(LambdaEvent<Value>) -> BoxFuture<'static, Result<Value, InvocationError>> + Send + Sync;

/// A function: event JSON in, answer JSON out. Cheap to clone.
#[derive(Clone)]
pub struct Function {
    name: &'static str,
    handler: Arc<Handler>,
}

impl Function {
    /// A function from its name and handler.
    pub fn new<F>(
        name: &'static str,
        handler: impl Fn(LambdaEvent<Value>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Value, InvocationError>> + Send + 'static,
    {
        Self {
            name,
            handler: Arc::new(move |event| handler(event).boxed()),
        }
    }

    /// Its name: the name of its folder and binary.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Handles one event.
    pub async fn invoke(&self, event: LambdaEvent<Value>) -> Result<Value, InvocationError> {
        (self.handler)(event).await
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Function").field(&self.name).finish()
    }
}
