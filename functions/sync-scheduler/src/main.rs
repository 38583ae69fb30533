//! Runs [`sync_scheduler`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(sync_scheduler::build).await
}
