//! One HTTPS address a service is asked at, with a timeout and a limit on the answer.

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::Value;
use url::Url;

use crate::ModelError;

/// The largest answer read: an honest one has a few kilobytes.
const LARGEST: usize = 256 * 1024;

/// Where a service is asked, and how long one waits.
#[derive(Debug, Clone)]
pub struct Endpoint {
    base: Url,
    client: reqwest::Client,
}

/// The address cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidEndpoint {
    /// Not an absolute address.
    #[error("the address is not a URL")]
    Url(#[from] url::ParseError),
    /// Captions and keys would travel in the clear.
    #[error("the address must be https, or http to this machine")]
    Plaintext,
    /// The HTTP client could not be built.
    #[error("the HTTP client cannot be built")]
    Client(#[from] reqwest::Error),
}

/// An answer's status, headers and JSON body; `Null` where the body is no JSON.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Endpoint {
    /// An endpoint at `base`, such as `https://api.openai.com/v1`. A whole exchange takes
    /// `timeout` at most. Plain http is allowed to this machine only, for local models and
    /// stand-ins. The process must have installed a TLS provider.
    pub fn new(base: &str, timeout: Duration) -> Result<Self, InvalidEndpoint> {
        let base = Url::parse(base.trim_end_matches('/'))?;
        let local = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if base.scheme() != "https" && !(base.scheme() == "http" && local) {
            return Err(InvalidEndpoint::Plaintext);
        }
        let client = reqwest::Client::builder()
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none()) // a redirect would carry the key along
            .build()?;
        Ok(Self { base, client })
    }

    /// The address of `path` under the base. `path` is percent-encoded already.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base.as_str().trim_end_matches('/'))
    }

    /// Sends JSON and reads JSON.
    pub(crate) async fn post(
        &self,
        url: &str,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Reply, ModelError> {
        let request = self.client.post(url).headers(headers).body(body);
        let mut response = request.send().await.map_err(transport)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(transport)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST {
                return Err(ModelError::TooLarge(LARGEST));
            }
        }
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Reply {
            status,
            headers,
            body,
        })
    }
}

fn transport(error: reqwest::Error) -> ModelError {
    let error = error.without_url();
    if error.is_timeout() {
        ModelError::Timeout(error)
    } else {
        ModelError::Unreachable(error)
    }
}

impl Reply {
    /// The JSON body of a good answer; `code` finds the service's name for what went wrong.
    pub(crate) fn good(self, code: impl Fn(&Self) -> String) -> Result<Value, ModelError> {
        let status = self.status;
        match status {
            200..=299 => Ok(self.body),
            // Out of quota does not pass by waiting.
            429 if code(&self) != "insufficient_quota" => Err(ModelError::Throttled {
                retry_after: self
                    .headers
                    .get(reqwest::header::RETRY_AFTER)
                    .and_then(|value| value.to_str().ok()?.parse().ok())
                    .map(Duration::from_secs),
            }),
            408 | 424 | 500..=599 => Err(ModelError::Failed { status }),
            _ => Err(ModelError::Rejected {
                status,
                code: code(&self),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_travel_in_the_clear() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let endpoint = |base| Endpoint::new(base, Duration::from_secs(1));
        assert!(endpoint("https://api.openai.com/v1/").is_ok());
        assert!(endpoint("http://127.0.0.1:11434/v1").is_ok());
        assert!(matches!(
            endpoint("http://models.example/v1"),
            Err(InvalidEndpoint::Plaintext)
        ));
        assert!(matches!(
            endpoint("ftp://localhost"),
            Err(InvalidEndpoint::Plaintext)
        ));
        assert!(matches!(endpoint("models"), Err(InvalidEndpoint::Url(_))));
    }
}
