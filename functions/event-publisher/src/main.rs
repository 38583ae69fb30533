//! Runs [`event_publisher`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(event_publisher::build).await
}
