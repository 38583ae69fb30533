//! Runs [`product_assembler`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(product_assembler::build).await
}
