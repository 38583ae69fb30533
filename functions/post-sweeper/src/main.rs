//! Runs [`post_sweeper`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(post_sweeper::build).await
}
