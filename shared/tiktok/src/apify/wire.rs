//! Apify's answers on the wire.

use reqwest::header::HeaderMap;
use serde::Deserialize;

use super::{ApifyError, ScrapeRun};
use crate::FoundPost;
use crate::dataset::{self, DatasetError};
use crate::transport::Answer;

/// How far a run has come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Running,
    Succeeded,
    Failed { status: String },
}

/// One page of a dataset.
pub(super) struct Items {
    pub(super) posts: Vec<FoundPost>,
    /// Rows on the page, posts or not.
    pub(super) count: usize,
    /// Rows of the whole dataset, where Apify says.
    pub(super) total: Option<usize>,
}

#[derive(Deserialize)]
struct Envelope {
    data: RunBody,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RunBody {
    id: String,
    status: String,
    default_dataset_id: String,
}

#[derive(Default, Deserialize)]
struct ErrorEnvelope {
    #[serde(default)]
    error: ErrorBody,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    #[serde(rename = "type")]
    kind: String,
    message: String,
}

/// Whether an answer is a success, and if not, which failure.
pub(super) fn check(answer: &Answer) -> Result<(), ApifyError> {
    let status = answer.status.as_u16();
    if answer.status.is_success() {
        return if answer.is_json() {
            Ok(())
        } else {
            Err(ApifyError::Malformed { status })
        };
    }
    let ErrorBody { kind, message } = serde_json::from_slice(&answer.body)
        .unwrap_or(ErrorEnvelope::default())
        .error;
    Err(match (status, kind.as_str()) {
        (400, "run-failed") => ApifyError::RunFailed {
            status: "FAILED".to_owned(),
        },
        (401 | 403, _) => ApifyError::TokenInvalid { kind },
        (402, _) => ApifyError::Payment { kind },
        (408, _) => ApifyError::RunTimeout,
        (429, _) => ApifyError::Throttled,
        (400..=499, _) => ApifyError::Refused {
            status,
            kind,
            message,
        },
        _ => ApifyError::Upstream { status },
    })
}

pub(super) fn run(answer: &Answer) -> Result<(ScrapeRun, Progress), ApifyError> {
    check(answer)?;
    let status = answer.status.as_u16();
    let Envelope { data } =
        serde_json::from_slice(&answer.body).map_err(|_| ApifyError::Malformed { status })?;
    let progress = match data.status.as_str() {
        "SUCCEEDED" => Progress::Succeeded,
        "READY" | "RUNNING" | "TIMING-OUT" | "ABORTING" => Progress::Running,
        _ => Progress::Failed {
            status: data.status,
        },
    };
    Ok((
        ScrapeRun {
            id: data.id,
            dataset_id: data.default_dataset_id,
        },
        progress,
    ))
}

/// The posts among a dataset's rows; rows that are none are named in the log.
pub(super) fn items(answer: &Answer) -> Result<Items, ApifyError> {
    check(answer)?;
    let rows = match dataset::parse_rows(&answer.body) {
        Ok(rows) => rows,
        Err(DatasetError::Empty) => Vec::new(),
        Err(_) => {
            return Err(ApifyError::Malformed {
                status: answer.status.as_u16(),
            });
        }
    };
    let count = rows.len();
    let mut posts = Vec::new();
    for row in rows {
        match row {
            Ok(row) => posts.push(row.post),
            Err(error) => {
                tracing::warn!(%error, "the scraper's dataset holds a row that is no post")
            }
        }
    }
    // Apify counts hidden rows too, and its offsets go by that count.
    let count = number(&answer.headers, "x-apify-pagination-count").unwrap_or(count);
    let total = number(&answer.headers, "x-apify-pagination-total");
    Ok(Items {
        posts,
        count,
        total,
    })
}

fn number(headers: &HeaderMap, name: &str) -> Option<usize> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
