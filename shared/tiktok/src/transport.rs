//! How requests leave the process: one HTTP client, no redirects of its own, no proxies, limits on
//! time and size.
//!
//! With a stand-in endpoint every request goes there instead, with the outside host in the `Host`
//! header. Which hosts may be asked at all is decided before and is the same either way.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HOST, HeaderMap};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use url::Url;

use crate::client::{ClientConfig, ClientError, Timeouts};
use crate::public_dns::{NoPublicAddress, PublicDns};
use crate::retry::{Retry, RetryPolicy};

/// Largest answer of a small API call, in bytes.
pub(crate) const API_BODY_LIMIT: usize = 2 * 1024 * 1024;

/// The way out.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    endpoint: Option<Url>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
}

/// No usable answer came back.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// No answer, or no more of it, in time.
    #[error("no answer in time")]
    Timeout,
    /// The host's name leads into a private network.
    #[error("the host has no public address")]
    PrivateAddress,
    /// More bytes than such an answer ever has.
    #[error("the answer exceeds {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection failed. The address is left out: it may carry a signature.
    #[error("the connection failed")]
    Connection(#[source] reqwest::Error),
}

impl TransportError {
    /// Whether asking again may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Timeout | Self::Connection(_) => Retry::Soon,
            Self::PrivateAddress | Self::TooLarge { .. } => Retry::Never,
        }
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Timeout;
        }
        let mut cause = error.source();
        while let Some(inner) = cause {
            if inner.is::<NoPublicAddress>() {
                return Self::PrivateAddress;
            }
            cause = inner.source();
        }
        Self::Connection(error.without_url())
    }
}

/// A whole answer in memory.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Whether this can be the JSON that was asked for. Bot defences answer 200 with a page.
    pub(crate) fn is_json(&self) -> bool {
        match self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
        {
            Some(kind) => kind.to_ascii_lowercase().contains("json"),
            None => matches!(self.body.trim_ascii_start().first(), Some(b'{' | b'[')),
        }
    }
}

impl Transport {
    pub(crate) fn new(config: &ClientConfig) -> Result<Self, ClientError> {
        // The process may have installed it already; either way one is in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(config.user_agent.as_str())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(config.timeouts.connect);
        let builder = match &config.endpoint {
            // The stand-in lives on this machine and speaks plain HTTP: no certificates to load.
            Some(_) => builder.tls_certs_only([]),
            None => builder.https_only(true).dns_resolver(PublicDns),
        };
        let http = builder.build().map_err(ClientError)?;
        Ok(Self {
            http,
            endpoint: config.endpoint.clone(),
            timeouts: config.timeouts,
            retry: config.retry,
        })
    }

    /// A request for an outside address, which the caller has checked against its allow-list.
    pub(crate) fn request(&self, method: Method, url: &Url) -> RequestBuilder {
        let Some(endpoint) = &self.endpoint else {
            return self.http.request(method, url.clone());
        };
        let mut target = endpoint.clone();
        target.set_path(url.path());
        target.set_query(url.query());
        self.http
            .request(method, target)
            .header(HOST, url.host_str().unwrap_or_default())
    }

    /// Sends a request and reads its whole answer within `timeout` and `limit` bytes.
    pub(crate) async fn answer(
        &self,
        request: RequestBuilder,
        timeout: Duration,
        limit: usize,
    ) -> Result<Answer, TransportError> {
        let response = request.timeout(timeout).send().await?;
        let status = response.status();
        let headers = response.headers().clone();
        Ok(Answer {
            status,
            headers,
            body: read(response, limit).await?,
        })
    }

    /// Sends a request and drops its body.
    pub(crate) async fn head_of(
        &self,
        request: RequestBuilder,
    ) -> Result<Response, TransportError> {
        Ok(request.timeout(self.timeouts.request).send().await?)
    }
}

async fn read(mut response: Response, limit: usize) -> Result<Bytes, TransportError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Err(TransportError::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_inwards_is_not_asked() {
        let transport = Transport::new(&ClientConfig::default()).unwrap();
        let url = Url::parse("https://localhost/").unwrap();
        let request = transport.request(Method::GET, &url);
        let outcome = transport.answer(request, Duration::from_secs(5), 10).await;
        assert!(
            matches!(outcome, Err(TransportError::PrivateAddress)),
            "{outcome:?}"
        );
    }

    #[tokio::test]
    async fn only_https_leaves_the_process() {
        let transport = Transport::new(&ClientConfig::default()).unwrap();
        let url = Url::parse("http://www.tiktok.com/").unwrap();
        let request = transport.request(Method::GET, &url);
        let outcome = transport.answer(request, Duration::from_secs(5), 10).await;
        assert!(
            matches!(outcome, Err(TransportError::Connection(_))),
            "{outcome:?}"
        );
    }
}
