//! Where the bytes come from: ranged reads of one object.
//!
//! The thumbnail function implements this over object storage, the evaluation tool over a file,
//! tests over memory. Nothing else in this crate does I/O.

use std::future::Future;
use std::ops::Range;

use bytes::Bytes;

/// One object that can be read in parts.
pub trait RangedSource {
    /// Size of the whole object in bytes.
    fn size(&self) -> impl Future<Output = Result<u64, SourceError>> + Send;

    /// Reads several byte ranges, answering in the order asked.
    ///
    /// The ranges of one call do not depend on each other: an implementation over a network
    /// requests them together. Every range lies inside the object.
    fn read(
        &self,
        ranges: &[Range<u64>],
    ) -> impl Future<Output = Result<Vec<Bytes>, SourceError>> + Send;
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The store refused or broke off; trying again may help.
    #[error("the video's bytes could not be read")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Fewer or more bytes came back than were asked for.
    #[error("asked for bytes {start}..{end}, got {got} bytes")]
    WrongLength {
        /// First byte asked for.
        start: u64,
        /// One past the last byte asked for.
        end: u64,
        /// How many bytes came.
        got: u64,
    },
}

/// An object held in memory.
impl RangedSource for Bytes {
    async fn size(&self) -> Result<u64, SourceError> {
        Ok(self.len() as u64)
    }

    async fn read(&self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, SourceError> {
        ranges
            .iter()
            .map(|range| {
                let part = usize::try_from(range.start)
                    .ok()
                    .zip(usize::try_from(range.end).ok())
                    .filter(|(start, end)| start <= end && *end <= self.len());
                match part {
                    Some((start, end)) => Ok(self.slice(start..end)),
                    None => Err(SourceError::WrongLength {
                        start: range.start,
                        end: range.end,
                        got: 0,
                    }),
                }
            })
            .collect()
    }
}
