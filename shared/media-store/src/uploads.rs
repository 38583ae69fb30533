//! Uploads: a client sends a file straight to the bucket, then names it in an import.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use domain::TenantId;
use uuid::Uuid;

use crate::{MediaStore, MediaStoreError, Object};

/// How long a client may take to begin its upload.
const EXPIRES_IN: Duration = Duration::from_mins(15);

/// Where and how to send one file.
#[derive(Debug, Clone)]
pub struct PresignedUpload {
    /// Where to `PUT` it.
    pub url: String,
    /// Headers that belong to the request, since they are signed.
    pub headers: Vec<(String, String)>,
    /// How long the address can be used.
    pub expires_in: Duration,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its size in bytes.
    pub bytes: u64,
    /// A fingerprint of its content: the same file sent twice has the same.
    pub fingerprint: String,
}

fn key(tenant: &TenantId, id: Uuid) -> String {
    format!("uploads/{tenant}/{id}")
}

impl MediaStore {
    /// An address to send exactly `bytes` bytes to. The size is signed: S3 refuses any other.
    pub async fn presign_upload(
        &self,
        tenant: &TenantId,
        id: Uuid,
        bytes: u64,
        media_type: &str,
    ) -> Result<PresignedUpload, MediaStoreError> {
        let expires =
            PresigningConfig::expires_in(EXPIRES_IN).map_err(MediaStoreError::failed("presign"))?;
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key(tenant, id))
            .content_length(i64::try_from(bytes).unwrap_or(i64::MAX))
            .content_type(media_type)
            .presigned(expires)
            .await
            .map_err(MediaStoreError::failed("presign"))?;
        let headers = request
            .headers()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("host"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Ok(PresignedUpload {
            url: request.uri().to_owned(),
            headers,
            expires_in: EXPIRES_IN,
        })
    }

    /// The file sent under this id, if it is there.
    pub async fn upload(
        &self,
        tenant: &TenantId,
        id: Uuid,
    ) -> Result<Option<Upload>, MediaStoreError> {
        let answer = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(key(tenant, id))
            .send()
            .await;
        match answer {
            Ok(head) => Ok(Some(Upload {
                bytes: head
                    .content_length()
                    .and_then(|n| u64::try_from(n).ok())
                    .unwrap_or(0),
                fingerprint: head
                    .e_tag()
                    .unwrap_or_default()
                    .trim_matches('"')
                    .to_owned(),
            })),
            Err(error) if error.as_service_error().is_some_and(|e| e.is_not_found()) => Ok(None),
            Err(error) => Err(MediaStoreError::failed("HeadObject")(error)),
        }
    }

    /// The whole content of an upload. Ask for its size first.
    pub async fn upload_content(
        &self,
        tenant: &TenantId,
        id: Uuid,
    ) -> Result<Vec<u8>, MediaStoreError> {
        self.object(key(tenant, id)).read_all().await
    }

    /// Copies an upload to where it stays.
    pub async fn keep_upload(
        &self,
        tenant: &TenantId,
        id: Uuid,
        to: &str,
    ) -> Result<(), MediaStoreError> {
        self.client
            .copy_object()
            .bucket(&self.bucket)
            .copy_source(format!("{}/{}", self.bucket, key(tenant, id)))
            .key(to)
            .send()
            .await
            .map_err(MediaStoreError::failed("CopyObject"))?;
        Ok(())
    }

    /// An object of the bucket by its key.
    pub fn object(&self, key: impl Into<String>) -> Object {
        Object::new(self.client.clone(), self.bucket.clone(), key.into())
    }
}
