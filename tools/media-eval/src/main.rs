//! Runs the thumbnail generator on local video files and shows what it chose.
//!
//! `media-eval VIDEO… --out DIR --json FILE` does with each file what the thumbnail function does
//! with a stored video: ranged reads, the same limits, the same choice. Written to DIR are every
//! picture and `index.html`, a contact sheet of all candidates with their scores; to FILE, one
//! record a video. A video that gives no pictures is a record with its reason, not a failure.
//! With `--truth FILE` the choices are held against labelled stretches, see [`truth`].
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks on its standard streams"
)]

mod arguments;
mod contact_sheet;
mod file_source;
mod memory;
mod record;
mod run;
mod truth;

use std::process::ExitCode;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{}", arguments::USAGE);
            return ExitCode::from(2);
        }
    };
    match run::run(&arguments) {
        Ok(records) => {
            for record in &records {
                println!("{}", record.line());
            }
            let verdicts = || records.iter().filter_map(record::Record::verdict);
            if let (all @ 1.., passed) = (verdicts().count(), verdicts().filter(|v| v.pass).count())
            {
                println!("{passed} of {all} choices keep to their labels");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
