//! Apify dataset files: rows of posts, as the actor's dataset API answers them and as people
//! export them.
//!
//! Pure parsing. A row that is no post is named with its number and reason and leaves the others
//! alone; how many rows a file may have is the caller's rule.

mod item;
#[cfg(test)]
mod tests;

use domain::Market;
use serde_json::Value;

use crate::FoundPost;

/// One post of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetRow {
    /// The post.
    pub post: FoundPost,
    /// The account's country, where the row names one the hub knows.
    pub region: Option<Market>,
}

/// A row that is no post.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {problem}")]
pub struct RowError {
    /// The row's number, counted from 1.
    pub row: usize,
    /// What is wrong with it.
    pub problem: RowProblem,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// A line that is not JSON.
    #[error("not valid JSON (column {column})")]
    NotJson {
        /// Where reading failed, counted from 1.
        column: usize,
    },
    /// A number, a text, a list or null.
    #[error("not an object")]
    NotAnObject,
    /// The scraper's own note on a post or profile it could not read.
    #[error("the scraper reported: {message}")]
    Reported {
        /// Its words, cut to 200 characters.
        message: String,
    },
    /// Neither an `id` nor a `webVideoUrl`.
    #[error("neither `id` nor `webVideoUrl`")]
    NoId,
    /// An id that TikTok cannot have given.
    #[error("`id` is not a post id (spreadsheets round long numbers)")]
    BadId,
    /// A caption that is not text.
    #[error("`text` is not text")]
    CaptionNotText,
}

/// Why a file is no dataset at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatasetError {
    /// Nothing but white space, or a list without rows.
    #[error("the file holds no rows")]
    Empty,
    /// Neither a JSON list nor JSON lines.
    #[error("the file is not a dataset: expected a JSON list, or one JSON object per line")]
    NotADataset,
    /// A JSON list that is broken or cut off.
    #[error("the file's JSON is broken at line {line}, column {column}")]
    BrokenJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
}

/// The rows of a dataset: a JSON list, or JSON lines.
///
/// Field names and shapes are those of the `clockworks/tiktok-scraper` actor; unknown fields are
/// passed over. Error items that the actor puts among its rows come back as
/// [`RowProblem::Reported`].
pub fn parse_rows(bytes: &[u8]) -> Result<Vec<Result<DatasetRow, RowError>>, DatasetError> {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii();
    let rows: Vec<Result<Value, RowProblem>> = match bytes.first() {
        None => return Err(DatasetError::Empty),
        Some(b'[') => list(bytes)?,
        Some(b'{') => lines(bytes)?,
        Some(_) => return Err(DatasetError::NotADataset),
    };
    if rows.is_empty() {
        return Err(DatasetError::Empty);
    }
    let number = |(index, row): (usize, Result<Value, RowProblem>)| {
        row.and_then(|value| item::read(&value))
            .map_err(|problem| RowError {
                row: index + 1,
                problem,
            })
    };
    Ok(rows.into_iter().enumerate().map(number).collect())
}

fn list(bytes: &[u8]) -> Result<Vec<Result<Value, RowProblem>>, DatasetError> {
    serde_json::from_slice::<Vec<Value>>(bytes)
        .map(|values| values.into_iter().map(Ok).collect())
        .map_err(|error| DatasetError::BrokenJson {
            line: error.line(),
            column: error.column(),
        })
}

fn lines(bytes: &[u8]) -> Result<Vec<Result<Value, RowProblem>>, DatasetError> {
    // One object over several lines is a dataset of one.
    if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
        return Ok(vec![Ok(value)]);
    }
    let rows: Vec<_> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .map(|line| {
            serde_json::from_slice(line).map_err(|error| RowProblem::NotJson {
                column: error.column(),
            })
        })
        .collect();
    if rows.iter().all(Result::is_err) {
        Err(DatasetError::NotADataset)
    } else {
        Ok(rows)
    }
}
