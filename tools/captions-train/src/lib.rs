//! Learns the weights of the caption parser from labelled captions.
//!
//! `captions-train FILE.jsonl… --out shared`
//!
//! `FILE` has one JSON object a line with `id`, `caption`, `market` and `expect`, as
//! `captions-eval` reads it. Four models are learned and written below the directory: from every
//! line whether a caption offers something (`captions/data/verdict-model.txt`), and from offers
//! which words name the thing and the place (`captions/data/names-model.txt`), whether it is brought
//! (`captions/data/delivery-model.txt`) and what kind of thing it is
//! (`taxonomy/data/leaf-model.txt`). The same captions in the same order give the same weights.

mod arguments;
mod choice;
mod gold;
mod leaf;
mod linear;
mod names;
mod weights;
mod words;

use std::fs;
use std::io;
use std::path::PathBuf;

use captions_eval::{FileError, Record, read_captions};

use arguments::{Arguments, USAGE};

/// Why nothing was learned.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The command line makes no sense.
    #[error("{USAGE}")]
    Usage,
    /// A file of captions.
    #[error(transparent)]
    Captions(#[from] FileError),
    /// The captions show only one side.
    #[error("there is nothing to learn: offers with titles and other posts are needed, both")]
    NothingToLearn,
    /// The trainer, or a file of its own.
    #[error("the weights could not be learned")]
    Learning(#[source] io::Error),
    /// A file of weights.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What taught, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Learned {
    /// Captions that taught the verdict.
    pub verdicts: usize,
    /// Captions that taught the names.
    pub names: usize,
    /// Captions that taught the leaf.
    pub leaves: usize,
    /// Lines of the files.
    pub weights: usize,
}

/// Does what the words of a command line ask for.
///
/// # Errors
/// Where the words make no sense, a file can't be used or the captions teach nothing.
pub fn run(words: impl Iterator<Item = String>) -> Result<Learned, TrainError> {
    let arguments = Arguments::parse(words)?;
    let mut records: Vec<Record> = Vec::new();
    for path in &arguments.captions {
        records.extend(read_captions(path)?);
    }
    let names = names::Examples::of(&records);
    let verdicts = linear::Examples::of(&linear::VERDICT, &records);
    let leaves = leaf::Examples::of(&records);
    let deliveries = linear::Examples::of(&linear::DELIVERY, &records);
    if names.count() == 0 || leaves.count() == 0 || !verdicts.differ() {
        return Err(TrainError::NothingToLearn);
    }
    let mut weights = 0;
    for (name, text) in [
        ("captions/data/names-model.txt", names.learn()),
        ("captions/data/verdict-model.txt", verdicts.learn()),
        ("captions/data/delivery-model.txt", deliveries.learn()),
        ("taxonomy/data/leaf-model.txt", leaves.learn()),
    ] {
        let text = text.map_err(TrainError::Learning)?;
        weights += text.lines().filter(|line| !is_comment(line)).count();
        let path = arguments.out.join(name);
        fs::write(&path, text).map_err(|source| TrainError::Write { path, source })?;
    }
    Ok(Learned {
        verdicts: verdicts.count(),
        names: names.count(),
        leaves: leaves.count(),
        weights,
    })
}

fn is_comment(line: &str) -> bool {
    line.starts_with("//") || line.starts_with('#')
}
