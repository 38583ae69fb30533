//! Scores the caption parser and the tagger on labelled captions.
//!
//! `captions-eval FILE.jsonl [--misses] [--predictions OUT] [--corrections FILE]`
//!
//! `FILE` has one JSON object a line: `id`, `caption`, `market` and, where it is scored, `expect`.
//! `--predictions` writes what was read, one line per id. `--corrections` scores what sellers
//! corrected.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command's answer is its output"
)]

mod compare;
mod corrections;
mod files;
mod predict;
mod print;
mod record;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use files::FileError;
use print::Misses;
use record::{Correction, Record};
use score::Report;

/// What the command line asks for.
#[derive(Debug, Default)]
struct Arguments {
    captions: Vec<PathBuf>,
    predictions: Option<PathBuf>,
    corrections: Option<PathBuf>,
    misses: bool,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments(std::env::args().skip(1)) else {
        eprintln!(
            "usage: captions-eval FILE.jsonl… [--misses] [--predictions OUT] [--corrections FILE]"
        );
        return ExitCode::from(2);
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!(
                "{error}: {}",
                std::error::Error::source(&error).map_or(String::new(), ToString::to_string)
            );
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = Arguments::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--misses" => arguments.misses = true,
            "--predictions" => arguments.predictions = Some(words.next()?.into()),
            "--corrections" => arguments.corrections = Some(words.next()?.into()),
            _ if word.starts_with("--") => return None,
            _ => arguments.captions.push(word.into()),
        }
    }
    (!arguments.captions.is_empty() || arguments.corrections.is_some()).then_some(arguments)
}

/// One line of the predictions.
#[derive(Debug, serde::Serialize)]
struct PredictedLine {
    id: String,
    expect: record::Expectation,
}

fn run(arguments: &Arguments) -> Result<(), FileError> {
    let misses = if arguments.misses {
        Misses::Listed
    } else {
        Misses::Counted
    };
    let mut predictions = Vec::new();
    for path in &arguments.captions {
        let records: Vec<Record> = files::read(path)?;
        let mut report = Report::default();
        for record in &records {
            let found = predict::predict(record);
            if let Some(labelled) = &record.expect {
                report.add(record, labelled, &found);
            }
            predictions.push(PredictedLine {
                id: record.id.clone(),
                expect: found.fields,
            });
        }
        if report.lines > 0 {
            print::print(&path.display().to_string(), &report, misses);
        }
    }
    if let Some(path) = &arguments.predictions {
        files::write(path, &predictions)?;
    }
    if let Some(path) = &arguments.corrections {
        let rows: Vec<Correction> = files::read(path)?;
        corrections::evaluate(&rows);
    }
    Ok(())
}
