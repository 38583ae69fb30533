//! Functions that run on a schedule.

use std::future::Future;
use std::time::Instant;

use lambda_runtime::LambdaEvent;
use serde_json::Value;

use crate::telemetry;
use crate::{Failure, Function};

/// A function that does its work at every tick. What the scheduler sends is of no interest.
/// A tick that fails is an invocation error: Lambda tries it again, and the next tick comes anyway.
pub fn schedule<H, F>(name: &'static str, handler: H) -> Function
where
    H: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    Function::new(name, move |_: LambdaEvent<Value>| {
        let started = Instant::now();
        let work = handler();
        async move {
            let outcome = work.await;
            telemetry::batch(name, 1, started, outcome.as_ref().err());
            outcome.map(|()| Value::Null).map_err(Into::into)
        }
    })
}
