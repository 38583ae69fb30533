//! `POST /v1/uploads`: an address to send a file to, straight to the bucket.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use function::http::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::Ingestion;
use crate::problems::{self, MOST_DATASET_BYTES, MOST_VIDEO_BYTES};

/// What is to be uploaded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadRequest {
    /// `video/mp4` for a video, `application/json` for a bulk file.
    media_type: String,
    /// Its exact size.
    bytes: u64,
}

/// Where to send it.
#[derive(Debug, Serialize)]
struct UploadAnswer {
    upload_id: Uuid,
    method: &'static str,
    url: String,
    headers: BTreeMap<String, String>,
    expires_in_seconds: u64,
}

pub(crate) async fn start_upload(
    State(ingestion): State<Arc<Ingestion>>,
    body: Result<Json<UploadRequest>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(request) = body.map_err(|error| {
        Problem::bad_request("invalid_body", format!("The body: {}.", error.body_text()))
    })?;
    let (what, limit) = match request.media_type.as_str() {
        "video/mp4" => ("A video", MOST_VIDEO_BYTES),
        "application/json" => ("A bulk file", MOST_DATASET_BYTES),
        _ => {
            return Err(Problem::bad_request(
                "unknown_media_type",
                "`media_type` is `video/mp4` for a video or `application/json` for a bulk file.",
            ));
        }
    };
    if request.bytes == 0 {
        return Err(Problem::bad_request(
            "empty_file",
            "A file has at least one byte.",
        ));
    }
    if request.bytes > limit {
        return Err(problems::too_large(what, limit));
    }
    let id = Uuid::now_v7();
    let presigned = ingestion
        .media
        .presign_upload(&ingestion.tenant, id, request.bytes, &request.media_type)
        .await
        .map_err(Problem::upstream)?;
    let answer = UploadAnswer {
        upload_id: id,
        method: "PUT",
        url: presigned.url,
        headers: presigned.headers.into_iter().collect(),
        expires_in_seconds: presigned.expires_in.as_secs(),
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}
