//! Downloading covers, photos and videos from TikTok's CDN and Apify's store.
//!
//! The addresses come from upstream answers and from files people send, so they are trusted no
//! more than pasted links: hosts are allow-listed, redirects are checked again, sizes are limited
//! while bytes arrive, and the first bytes decide what a file is.

mod body;
mod error;
mod hosts;
mod kind;

use bytes::Bytes;
use futures::Stream;
use url::Url;

pub use error::DownloadError;
pub use kind::MediaKind;

use crate::TikTokClient;
use body::Body;

/// A download whose first bytes have arrived.
///
/// A connection that breaks is taken up where it broke, with a range request, a few times.
#[derive(Debug)]
pub struct Download {
    kind: MediaKind,
    first: Bytes,
    body: Body,
}

impl TikTokClient {
    /// Opens a download of at most `limit` bytes.
    ///
    /// Only https addresses on TikTok's CDN and in Apify's key-value stores are asked; the Apify
    /// token goes to Apify alone. At most three redirects are followed, each checked.
    pub async fn download(&self, url: &Url, limit: u64) -> Result<Download, DownloadError> {
        self.transport
            .retry
            .run(|| async {
                let mut body = Body::open(self, url.clone(), limit).await?;
                let first = body.first_bytes(kind::SNIFF_BYTES).await?;
                let kind = MediaKind::sniff(&first).ok_or_else(|| kind::refusal(&first))?;
                Ok(Download { kind, first, body })
            })
            .await
    }
}

impl Download {
    /// What the first bytes say the file is; the server's content type is not asked.
    pub fn kind(&self) -> MediaKind {
        self.kind
    }

    /// The whole size in bytes, where the server says.
    pub fn size(&self) -> Option<u64> {
        self.body.size()
    }

    /// The next bytes, or `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, DownloadError> {
        if self.first.is_empty() {
            self.body.chunk().await
        } else {
            Ok(Some(std::mem::take(&mut self.first)))
        }
    }

    /// The bytes as a stream; it ends after the first error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, DownloadError>> {
        futures::stream::unfold(Some(self), |download| async {
            let mut download = download?;
            match download.chunk().await {
                Ok(None) => None,
                Ok(Some(chunk)) => Some((Ok(chunk), Some(download))),
                Err(error) => Some((Err(error), None)),
            }
        })
    }

    /// All bytes in memory, at most the limit the download was opened with.
    pub async fn bytes(mut self) -> Result<Vec<u8>, DownloadError> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all)
    }
}
