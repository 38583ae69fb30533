//! The `linkhub` command: the local hub with the code of every function.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    local::cli::main(local::functions::registry()).await
}
