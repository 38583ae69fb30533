//! Runs [`captions_train`].
#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a command says what it did"
)]

use std::error::Error as _;
use std::process::ExitCode;

use captions_train::TrainError;

fn main() -> ExitCode {
    match captions_train::run(std::env::args().skip(1)) {
        Ok(learned) => {
            println!(
                "{} captions taught the verdict, {} the names, {} the leaves; {} lines of weights",
                learned.verdicts, learned.names, learned.leaves, learned.weights
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            match error.source() {
                Some(source) => eprintln!("{error}: {source}"),
                None => eprintln!("{error}"),
            }
            ExitCode::from(if matches!(error, TrainError::Usage) {
                2
            } else {
                1
            })
        }
    }
}
