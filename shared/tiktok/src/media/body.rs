//! The bytes of one download: redirects, limits and taking up a broken connection.

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderValue, IF_RANGE, LOCATION, RANGE,
};
use reqwest::{Method, Response, StatusCode};
use secrecy::ExposeSecret;
use url::Url;

use super::DownloadError;
use super::hosts::{Source, source_of};
use crate::TikTokClient;
use crate::retry::Retry;
use crate::transport::TransportError;

const MAX_REDIRECTS: usize = 3;

/// How often one download may be taken up again.
const MAX_RESUMES: u32 = 3;

#[derive(Debug)]
pub(super) struct Body {
    client: TikTokClient,
    /// The address after redirects.
    url: Url,
    response: Response,
    size: Option<u64>,
    etag: Option<HeaderValue>,
    received: u64,
    limit: u64,
    resumes: u32,
}

impl Body {
    pub(super) async fn open(
        client: &TikTokClient,
        url: Url,
        limit: u64,
    ) -> Result<Self, DownloadError> {
        let (url, response) = send(client, url, None).await?;
        if response.status() != StatusCode::OK {
            return Err(refused(response.status()));
        }
        // Read from the header, since the client knows no length of an answer it must not decode.
        let size = number(response.headers().get(CONTENT_LENGTH));
        if size.is_some_and(|size| size > limit) {
            return Err(DownloadError::TooLarge { limit });
        }
        let etag = response.headers().get(ETAG).cloned();
        let client = client.clone();
        Ok(Self {
            client,
            url,
            response,
            size,
            etag,
            received: 0,
            limit,
            resumes: 0,
        })
    }

    pub(super) fn size(&self) -> Option<u64> {
        self.size
    }

    /// Reads until `wanted` bytes are there, or fewer at the end.
    pub(super) async fn first_bytes(&mut self, wanted: usize) -> Result<Bytes, DownloadError> {
        let mut first = BytesMut::new();
        while first.len() < wanted {
            match self.chunk().await? {
                Some(chunk) => first.extend_from_slice(&chunk),
                None => break,
            }
        }
        Ok(first.freeze())
    }

    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, DownloadError> {
        loop {
            let stall = self.client.transport.timeouts.stall;
            match tokio::time::timeout(stall, self.response.chunk()).await {
                Ok(Ok(Some(chunk))) => {
                    self.received = self.received.saturating_add(chunk.len() as u64);
                    if self.received > self.limit {
                        return Err(DownloadError::TooLarge { limit: self.limit });
                    }
                    return Ok(Some(chunk));
                }
                Ok(Ok(None)) => return Ok(None),
                Ok(Err(_)) | Err(_) => self.resume().await?,
            }
        }
    }

    /// Asks for the rest of a file whose connection broke.
    ///
    /// `If-Range` makes the server send a changed file whole, which is refused: half of one file
    /// and half of another are no file.
    async fn resume(&mut self) -> Result<(), DownloadError> {
        while self.resumes < MAX_RESUMES {
            self.resumes += 1;
            self.client.transport.retry.pause(self.resumes).await;
            let rest = Rest {
                from: self.received,
                etag: self.etag.as_ref(),
            };
            match send(&self.client, self.url.clone(), Some(rest)).await {
                Ok((_, response)) if response.status().is_server_error() => {}
                Ok((url, response)) if goes_on(&response, self.received) => {
                    (self.url, self.response) = (url, response);
                    return Ok(());
                }
                Ok(_) => break,
                Err(error) if error.retry() == Retry::Never => return Err(error),
                Err(_) => {}
            }
        }
        Err(DownloadError::BrokeOff {
            received: self.received,
        })
    }
}

/// Whether an answer brings a file's bytes from `received` on.
fn goes_on(response: &Response, received: u64) -> bool {
    match response.status() {
        StatusCode::PARTIAL_CONTENT => {
            response.headers().get(CONTENT_RANGE).and_then(range_start) == Some(received)
        }
        StatusCode::OK => received == 0,
        _ => false,
    }
}

/// The part of a file that is still missing.
#[derive(Clone, Copy)]
struct Rest<'a> {
    from: u64,
    etag: Option<&'a HeaderValue>,
}

/// Asks for an address and follows its redirects, each checked against the list of sources.
async fn send(
    client: &TikTokClient,
    mut url: Url,
    rest: Option<Rest<'_>>,
) -> Result<(Url, Response), DownloadError> {
    for _ in 0..=MAX_REDIRECTS {
        let source = source_of(&url)?;
        let mut request = client.transport.request(Method::GET, &url);
        if let (Source::ApifyStore, Some(access)) = (source, &client.apify) {
            request = request.bearer_auth(access.token.expose_secret());
        }
        if let Some(Rest { from, etag }) = rest {
            request = request.header(RANGE, format!("bytes={from}-"));
            if let Some(etag) = etag {
                request = request.header(IF_RANGE, etag);
            }
        }
        // The limit is for the headers; `chunk` watches over the body.
        let sent = tokio::time::timeout(client.transport.timeouts.stall, request.send());
        let response = match sent.await {
            Ok(answer) => answer.map_err(TransportError::from)?,
            Err(_) => return Err(TransportError::Timeout.into()),
        };
        let next = response
            .headers()
            .get(LOCATION)
            .filter(|_| response.status().is_redirection());
        match next.and_then(|location| url.join(location.to_str().ok()?).ok()) {
            Some(next) => url = next,
            None => return Ok((url, response)),
        }
    }
    Err(DownloadError::TooManyRedirects)
}

fn refused(status: StatusCode) -> DownloadError {
    let code = status.as_u16();
    match code {
        400 | 401 | 403 | 404 | 410 => DownloadError::Gone { status: code },
        _ => DownloadError::Upstream { status: code },
    }
}

fn number(value: Option<&HeaderValue>) -> Option<u64> {
    value?.to_str().ok()?.parse().ok()
}

/// The first byte of a `Content-Range: bytes 100-199/200`.
fn range_start(value: &HeaderValue) -> Option<u64> {
    let range = value.to_str().ok()?.strip_prefix("bytes ")?;
    range.split_once('-')?.0.parse().ok()
}
