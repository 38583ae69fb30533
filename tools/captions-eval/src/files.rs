//! Reading and writing of JSON Lines.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A file that could not be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{}:{line} is not a line of this kind", path.display())]
    Line {
        path: PathBuf,
        line: usize,
        source: serde_json::Error,
    },
}

/// Every line of a JSON Lines file; empty lines are passed over.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, FileError> {
    let text = fs::read_to_string(path).map_err(|source| FileError::Read {
        path: path.to_owned(),
        source,
    })?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|source| FileError::Line {
                path: path.to_owned(),
                line: index + 1,
                source,
            })
        })
        .collect()
}

/// Writes one line per item.
pub(crate) fn write<T: Serialize>(path: &Path, items: &[T]) -> Result<(), FileError> {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let line = serde_json::to_string(item).map_err(|source| FileError::Line {
            path: path.to_owned(),
            line: index + 1,
            source,
        })?;
        text.push_str(&line);
        text.push('\n');
    }
    fs::write(path, text).map_err(|source| FileError::Write {
        path: path.to_owned(),
        source,
    })
}
