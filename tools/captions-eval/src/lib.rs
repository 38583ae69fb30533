//! Scores the caption parser and the tagger on labelled captions and on people's corrections.
//!
//! `captions-eval [FILE.jsonl…] [--misses] [--predictions OUT] [--corrections FILE]`
//!
//! `FILE` has one JSON object a line: `id`, `caption`, `market` and, where it is scored, `expect`.
//! `--predictions` writes what was read, one line per id. `--corrections` scores what people
//! corrected, as the hub exports it. Scoring only reads: no rule and no word list is changed.

mod arguments;
mod caption;
mod compare;
mod corrections;
mod files;
mod predict;
mod print;
mod score;

use domain::{CaptionFields, Correction};

use arguments::Arguments;
pub use arguments::ArgumentsError;
pub use caption::Record;
pub use compare::title as title_score;
pub use corrections::{Evaluation, FieldScore, StillWrong, evaluate};
pub use files::{FileError, read_captions};
use score::Report;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The command line.
    #[error(transparent)]
    Arguments(#[from] ArgumentsError),
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Nobody takes the report.
    #[error("cannot print the report")]
    Print(#[from] std::io::Error),
}

/// One line of the predictions.
#[derive(Debug, serde::Serialize)]
struct PredictedLine {
    id: String,
    expect: CaptionFields,
}

/// Does what the words of a command line ask for and prints the reports.
///
/// # Errors
/// Where the words make no sense or a file can't be used.
pub fn run(words: impl Iterator<Item = String>) -> Result<(), EvalError> {
    let arguments = Arguments::parse(words)?;
    let mut out = std::io::stdout().lock();
    let mut predictions = Vec::new();
    for path in &arguments.captions {
        let mut report = Report::default();
        for record in files::read_captions(path)? {
            let found = predict::predict(&record.caption, record.market);
            if let Some(labelled) = &record.expect {
                report.add(&record, labelled, &found);
            }
            predictions.push(PredictedLine {
                id: record.id,
                expect: found.fields,
            });
        }
        if report.lines > 0 {
            let name = path.display().to_string();
            print::print(&mut out, &name, &report, arguments.misses)?;
        } else if arguments.predictions.is_none() {
            let path = path.clone();
            return Err(FileError::NothingToScore { path }.into());
        }
    }
    if let Some(path) = &arguments.predictions {
        files::write(path, &predictions)?;
    }
    if let Some(path) = &arguments.corrections {
        let rows = files::read::<Correction>(path)?;
        let rows: Vec<Correction> = rows.into_iter().map(|(_, row)| row).collect();
        print::print_corrections(&mut out, &path.display().to_string(), &evaluate(&rows))?;
    }
    Ok(())
}
