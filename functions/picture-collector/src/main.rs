//! Runs [`picture_collector`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(picture_collector::build).await
}
