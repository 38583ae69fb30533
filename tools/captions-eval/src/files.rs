//! Reading and writing of JSON Lines.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::caption::Record;

/// A file that could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not there, a directory, not text.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not to be written there.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line that is something else.
    #[error("{}:{line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Nothing in it.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Nothing in it can be scored, and nothing else is asked for.
    #[error("{} has no line with `expect`, so there is nothing to score", path.display())]
    NothingToScore {
        /// The file.
        path: PathBuf,
    },
}

/// Every line of a JSON Lines file with its number; blank lines are passed over.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, FileError> {
    let text = fs::read_to_string(path).map_err(|source| FileError::Read {
        path: path.to_owned(),
        source,
    })?;
    // Some editors put a mark before UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let items: Vec<(usize, T)> = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(text, line)| match serde_json::from_str(text) {
            Ok(item) => Ok((line, item)),
            Err(error) => Err(FileError::Line {
                path: path.to_owned(),
                line,
                reason: reason(&error),
            }),
        })
        .collect::<Result<_, _>>()?;
    if items.is_empty() {
        return Err(FileError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(items)
}

/// A file of captions, in which every id is there once.
///
/// # Errors
/// Where the file can't be read, a line is something else, or an id is there twice.
pub fn read_captions(path: &Path) -> Result<Vec<Record>, FileError> {
    let items: Vec<(usize, Record)> = read(path)?;
    let mut lines: HashMap<&str, usize> = HashMap::with_capacity(items.len());
    for (line, record) in &items {
        if let Some(first) = lines.insert(&record.id, *line) {
            return Err(FileError::Line {
                path: path.to_owned(),
                line: *line,
                reason: format!("the id `{}` is on line {first} already", record.id),
            });
        }
    }
    Ok(items.into_iter().map(|(_, record)| record).collect())
}

/// What serde says, without the line: it only knows the one it was given.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    if error.column() == 0 {
        what.to_owned()
    } else {
        format!("{what}, at column {}", error.column())
    }
}

/// Writes one line per item.
pub(crate) fn write<T: Serialize>(path: &Path, items: &[T]) -> Result<(), FileError> {
    let failed = |source| FileError::Write {
        path: path.to_owned(),
        source,
    };
    let mut text = String::new();
    for item in items {
        text += &serde_json::to_string(item).map_err(|error| failed(error.into()))?;
        text.push('\n');
    }
    fs::write(path, text).map_err(failed)
}
