//! A video in the bucket, read in parts.

use std::ops::Range;

use bytes::Bytes;
use media::{RangedSource, SourceError};
use media_store::{MediaStoreError, Object};

/// A video in the bucket.
#[derive(Debug)]
pub(crate) struct StoredVideo(pub(crate) Object);

impl RangedSource for StoredVideo {
    async fn size(&self) -> Result<u64, SourceError> {
        self.0.size().await.map_err(unavailable)
    }

    async fn read(&self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, SourceError> {
        let read = self.0.read(ranges).await.map_err(unavailable)?;
        for (range, bytes) in ranges.iter().zip(&read) {
            let got = bytes.len() as u64;
            if got != range.end.saturating_sub(range.start) {
                return Err(SourceError::WrongLength {
                    start: range.start,
                    end: range.end,
                    got,
                });
            }
        }
        Ok(read)
    }
}

fn unavailable(error: MediaStoreError) -> SourceError {
    SourceError::Unavailable(Box::new(error))
}
