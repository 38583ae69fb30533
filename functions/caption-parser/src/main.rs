//! Runs [`caption_parser`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(caption_parser::build).await
}
