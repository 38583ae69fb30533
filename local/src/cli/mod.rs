//! The `linkhub` command.

mod arguments;
mod console;
mod import;
mod invoke;
mod logs;
mod run;
mod setup;
mod story;

use std::process::ExitCode;

use clap::Parser as _;

use crate::host::Registry;
use arguments::{Arguments, Command};
use console::Console;

/// Runs the command line with the code of these functions.
pub async fn main(registry: Registry) -> ExitCode {
    let arguments = Arguments::parse();
    logs::show();
    let console = Console;
    let outcome = match arguments.command {
        None => run::run(arguments.hub, registry, &console).await,
        Some(Command::Invoke(invoke)) => {
            invoke::run(arguments.hub, invoke, registry, &console).await
        }
        Some(Command::Import(import)) => import::run(arguments.hub, import, &console).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console.complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Any error of a command; its text is for the person at the terminal.
type CommandError = Box<dyn std::error::Error + Send + Sync>;
