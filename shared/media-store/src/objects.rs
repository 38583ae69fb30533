//! Reading one object, whole or in ranges.

use std::ops::Range;

use aws_sdk_s3::Client;
use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};

use crate::MediaStoreError;

/// Ranges of one object in flight at once.
const CONCURRENT_READS: usize = 8;

/// One object of the bucket.
#[derive(Debug, Clone)]
pub struct Object {
    client: Client,
    bucket: String,
    key: String,
}

impl Object {
    pub(crate) const fn new(client: Client, bucket: String, key: String) -> Self {
        Self {
            client,
            bucket,
            key,
        }
    }

    /// Its size in bytes.
    pub async fn size(&self) -> Result<u64, MediaStoreError> {
        let answer = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(&self.key)
            .send()
            .await;
        match answer {
            Ok(head) => Ok(head
                .content_length()
                .and_then(|n| u64::try_from(n).ok())
                .unwrap_or(0)),
            Err(error) if error.as_service_error().is_some_and(|e| e.is_not_found()) => {
                Err(MediaStoreError::Missing(self.key.clone()))
            }
            Err(error) => Err(MediaStoreError::failed("HeadObject")(error)),
        }
    }

    /// Its whole content.
    pub async fn read_all(&self) -> Result<Vec<u8>, MediaStoreError> {
        self.get(None).await.map(|bytes| bytes.to_vec())
    }

    /// Several ranges of bytes at once, in the order asked for.
    pub async fn read(&self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, MediaStoreError> {
        let reads: Vec<_> = ranges
            .iter()
            .cloned()
            .map(|range| self.read_range(range))
            .collect();
        futures::stream::iter(reads)
            .buffered(CONCURRENT_READS)
            .try_collect()
            .await
    }

    async fn read_range(&self, range: Range<u64>) -> Result<Bytes, MediaStoreError> {
        if range.is_empty() {
            return Ok(Bytes::new());
        }
        self.get(Some(format!(
            "bytes={}-{}",
            range.start,
            range.end.saturating_sub(1)
        )))
        .await
    }

    async fn get(&self, range: Option<String>) -> Result<Bytes, MediaStoreError> {
        let answer = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(&self.key)
            .set_range(range)
            .send()
            .await;
        let object = match answer {
            Ok(object) => object,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_no_such_key()) => {
                return Err(MediaStoreError::Missing(self.key.clone()));
            }
            Err(error) => return Err(MediaStoreError::failed("GetObject")(error)),
        };
        let body = object
            .body
            .collect()
            .await
            .map_err(MediaStoreError::failed("GetObject"))?;
        Ok(body.into_bytes())
    }
}
