//! Runs [`shop_sync`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(shop_sync::build).await
}
