//! Runs [`auto_tagger`] on Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), function::InvocationError> {
    function::run(auto_tagger::build).await
}
