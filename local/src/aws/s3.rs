//! S3: s3s over a folder of files. Signatures are checked, those of presigned links too.
//!
//! Left out: conditional writes (`If-None-Match` on a put is ignored), versions, notifications.

use std::path::Path;

use axum::Router;
use axum::error_handling::HandleError;
use http::StatusCode;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tower_http::cors::{AllowOrigin, CorsLayer, ExposeHeaders};

use crate::aws::names;

/// The folder of files could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum S3Error {
    /// A bucket's folder could not be made.
    #[error("S3: the folder of a bucket could not be made")]
    Folder(#[from] std::io::Error),
    /// s3s refused the folder.
    #[error("S3: {0}")]
    Refused(String),
}

/// The routes of an S3 that keeps its buckets under `root`.
///
/// Browsers may talk to it from any page, as the buckets' own cross-origin rules on AWS allow
/// them from the hub's pages.
///
/// # Errors
/// Fails if the folders cannot be made.
pub(crate) fn router(root: &Path, buckets: &[String]) -> Result<Router, S3Error> {
    for bucket in buckets {
        std::fs::create_dir_all(root.join(bucket))?;
    }
    let files = FileSystem::new(root).map_err(|error| S3Error::Refused(format!("{error:?}")))?;
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(SimpleAuth::from_single(
        names::ACCESS_KEY,
        names::SECRET_KEY,
    ));
    let service = HandleError::new(builder.build(), |error: s3s::HttpError| async move {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"))
    });
    // Mirrors what the page asks for: a presigned upload names its own headers.
    let cors = CorsLayer::very_permissive()
        .allow_credentials(false)
        .allow_origin(AllowOrigin::any())
        .expose_headers(ExposeHeaders::list([http::header::ETAG]));
    Ok(Router::new().fallback_service(service).layer(cors))
}
