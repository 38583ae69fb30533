//! Runs [`trend_counter`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(trend_counter::build).await
}
