//! Runs [`captions_eval`].
#![expect(clippy::print_stderr, reason = "a command says what went wrong")]

use std::error::Error as _;
use std::process::ExitCode;

use captions_eval::EvalError;

fn main() -> ExitCode {
    let Err(error) = captions_eval::run(std::env::args().skip(1)) else {
        return ExitCode::SUCCESS;
    };
    // Whoever reads the report may have read enough: `captions-eval … | head`.
    if let EvalError::Print(error) = &error
        && error.kind() == std::io::ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    match error.source() {
        Some(source) => eprintln!("{error}: {source}"),
        None => eprintln!("{error}"),
    }
    ExitCode::from(match error {
        EvalError::Arguments(_) => 2,
        EvalError::File(_) | EvalError::Print(_) => 1,
    })
}
