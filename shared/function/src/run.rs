//! Running a function on Lambda.

use lambda_runtime::{LambdaEvent, service_fn};
use serde_json::Value;

use crate::telemetry;
use crate::{Environment, Function, InvocationError, StartError};

/// Builds a function from the process's environment and serves Lambda invocations until the
/// process ends. A function that can't start says why in the log and ends the process, which
/// Lambda reports as an initialisation error.
pub async fn run(
    build: impl AsyncFnOnce(&Environment) -> Result<Function, StartError>,
) -> Result<(), InvocationError> {
    telemetry::start();
    let environment = Environment::of_process();
    let function = match build(&environment).await {
        Ok(function) => function,
        Err(error) => {
            tracing::error!(error = telemetry::chain(&error), "the function can't start");
            return Err(error.into());
        }
    };
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| {
        let function = function.clone();
        async move { function.invoke(event).await }
    }))
    .await
}
