//! Runs [`thumbnail_generator`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(thumbnail_generator::build).await
}
