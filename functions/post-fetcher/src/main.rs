//! Runs [`post_fetcher`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(post_fetcher::build).await
}
