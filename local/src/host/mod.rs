//! The Lambda side: runs functions as values, with the template's time and concurrency limits.
//!
//! Memory limits, cold starts and the Runtime API are left out; the release binaries are tried
//! under the real Runtime API elsewhere.

mod error;
mod registry;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use function::{Environment, Function};
use lambda_runtime::{Context, LambdaEvent};
use serde_json::Value;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::aws::names;
use crate::flow::{Flow, Happening};

pub use error::InvokeError;
pub use registry::{Builder, Registry};

/// Invocations of one function at once where the template sets no limit: AWS's account limit is
/// 1,000, which one machine would never reach.
const UNRESERVED: usize = 100;

/// Every function of the stack, by name. Cheap to clone.
///
/// Empty until the hub has built them: functions read their secrets while they start, from services
/// that already need to know where functions are found.
#[derive(Debug, Clone, Default)]
pub struct Functions(Arc<OnceLock<BTreeMap<String, Hosted>>>);

/// One function with its limits. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Hosted {
    name: Arc<str>,
    function: Function,
    environment: Environment,
    timeout: Duration,
    slots: Arc<Semaphore>,
    flow: Flow,
}

impl Functions {
    /// Makes the functions findable, once.
    pub(crate) fn fill(&self, hosted: impl IntoIterator<Item = Hosted>) {
        let by_name = hosted
            .into_iter()
            .map(|hosted| (hosted.name.to_string(), hosted));
        self.0.get_or_init(|| by_name.collect());
    }

    /// Finds a function by its name on this machine, its ARN, or the name of its binary.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Hosted> {
        let all = self.0.get()?;
        all.get(names::last_part(name))
            .or_else(|| all.values().find(|hosted| hosted.function.name() == name))
    }

    /// Names of the binaries of all functions.
    pub fn binaries(&self) -> impl Iterator<Item = &str> {
        self.0
            .get()
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(Hosted::binary)
    }
}

impl Hosted {
    /// A function with its limits.
    pub(crate) fn new(
        name: &str,
        function: Function,
        environment: Environment,
        timeout: Duration,
        concurrency: Option<usize>,
        flow: Flow,
    ) -> Self {
        let slots = Arc::new(Semaphore::new(concurrency.unwrap_or(UNRESERVED)));
        Self {
            name: name.into(),
            function,
            environment,
            timeout,
            slots,
            flow,
        }
    }

    /// Its name on this machine.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name of its binary.
    #[must_use]
    pub fn binary(&self) -> &str {
        self.function.name()
    }

    /// What it was built from.
    #[must_use]
    pub const fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Runs it on one event, or refuses at once when all its slots are taken.
    ///
    /// # Errors
    /// Fails when it fails, panics, takes too long, or is throttled.
    pub async fn invoke(&self, event: Value) -> Result<Value, InvokeError> {
        let slot = self
            .slots
            .clone()
            .try_acquire_owned()
            .map_err(|_| InvokeError::Throttled)?;
        let answer = self.run(event).await;
        drop(slot);
        answer
    }

    /// Runs it on one event as soon as a slot is free, as event sources do.
    ///
    /// # Errors
    /// Fails when it fails, panics or takes too long.
    pub(crate) async fn invoke_when_free(&self, event: Value) -> Result<Value, InvokeError> {
        let slot = self
            .slots
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| InvokeError::Throttled)?;
        let answer = self.run(event).await;
        drop(slot);
        answer
    }

    async fn run(&self, event: Value) -> Result<Value, InvokeError> {
        let started = Instant::now();
        let records = event
            .get("Records")
            .and_then(Value::as_array)
            .map_or(1, Vec::len);
        let function = self.function.clone();
        let event = LambdaEvent::new(event, self.context());
        // A task of its own: a panic ends the task and nothing else.
        let mut task = tokio::spawn(async move { function.invoke(event).await });
        let answer = match tokio::time::timeout(self.timeout, &mut task).await {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Ok(Err(error))) => Err(InvokeError::failed(&*error)),
            Ok(Err(end)) => Err(InvokeError::ended(end)),
            Err(_) => {
                task.abort();
                Err(InvokeError::TimedOut(self.timeout))
            }
        };
        self.flow.tell(Happening::Invoked {
            function: self.function.name(),
            records,
            took: started.elapsed(),
            problem: answer.as_ref().err().map(ToString::to_string),
        });
        answer
    }

    fn context(&self) -> Context {
        let mut context = Context::default();
        context.request_id = Uuid::new_v4().to_string();
        context.invoked_function_arn = names::function_arn(&self.name);
        let deadline = SystemTime::now() + self.timeout;
        let deadline = deadline
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        context.deadline = u64::try_from(deadline).unwrap_or(u64::MAX);
        context
    }
}
