//! Importing the rows of a bulk file, each by itself: a bad row is named, the good ones go on.

use axum::http::StatusCode;
use captions::has_track_tag;
use domain::{Import, ImportRow, MOST_IMPORT_ROWS, Origin, Refusal, Stage, Tracking};
use function::http::Problem;
use jiff::Timestamp;
use tiktok::dataset::{DatasetRow, RowError, parse_rows};

use crate::Ingestion;
use crate::asked::{AskedDataset, DatasetFile};
use crate::problems::{self, MOST_CAPTION_BYTES, MOST_DATASET_BYTES, sentence};
use crate::take::{Row, fingerprint};

pub(crate) async fn start(ingestion: &Ingestion, asked: AskedDataset) -> Result<Import, Problem> {
    let content = content(ingestion, asked.file).await?;
    let rows = parse_rows(&content)
        .map_err(|error| Problem::bad_request("invalid_dataset", sentence(&error.to_string())))?;
    if rows.len() > MOST_IMPORT_ROWS {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_rows",
            format!(
                "An import has at most {MOST_IMPORT_ROWS} rows; this file has {}. Send it in parts.",
                rows.len()
            ),
        ));
    }
    let tracking: &[u8] = match asked.tracking {
        Tracking::Required => b"required",
        Tracking::Waived => b"waived",
    };
    let what = fingerprint("dataset", &[tracking, &content]);
    let claim = ingestion.claim(&what, Timestamp::now()).await?;
    let rows = rows
        .into_iter()
        .map(|row| read(row, asked.tracking))
        .collect();
    ingestion.take(claim, rows).await
}

async fn content(ingestion: &Ingestion, file: DatasetFile) -> Result<Vec<u8>, Problem> {
    let id = match file {
        DatasetFile::Inline(content) => return Ok(content),
        DatasetFile::Uploaded(id) => id,
    };
    let tenant = &ingestion.tenant;
    let upload = ingestion
        .media
        .upload(tenant, id)
        .await
        .map_err(Problem::upstream)?;
    let upload = upload.ok_or_else(problems::unknown_upload)?;
    if upload.bytes > MOST_DATASET_BYTES {
        return Err(problems::too_large("A bulk file", MOST_DATASET_BYTES));
    }
    ingestion
        .media
        .upload_content(tenant, id)
        .await
        .map_err(Problem::upstream)
}

fn read(row: Result<DatasetRow, RowError>, tracking: Tracking) -> Row {
    let DatasetRow { post, region } = match row {
        Ok(row) => row,
        Err(error) => {
            return Row::Left(ImportRow::Unreadable {
                detail: sentence(&error.problem.to_string()),
            });
        }
    };
    let unreadable = |detail: &str| {
        Row::Left(ImportRow::Unreadable {
            detail: detail.to_owned(),
        })
    };
    if post.handle.is_none() {
        return unreadable("The row does not say whose post it is.");
    }
    if post.caption.len() > MOST_CAPTION_BYTES {
        return unreadable("The caption is too long.");
    }
    if tracking == Tracking::Required && !has_track_tag(&post.caption) {
        return Row::Left(ImportRow::Refused {
            refusal: Refusal::no_track_tag(),
        });
    }
    let id = post.id;
    let request = post.into_request(Origin::Dataset, tracking, region);
    Row::Wanted {
        id,
        request: Box::new(request),
        stage: Box::new(Stage::Requested),
    }
}
