//! AWS Signature Version 4 over one JSON request.

use std::time::SystemTime;

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::ModelError;

/// Signs requests to one AWS service in one region.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    credentials: SharedCredentialsProvider,
    region: String,
    service: &'static str,
}

impl Signer {
    pub(crate) fn new(
        credentials: SharedCredentialsProvider,
        region: &str,
        service: &'static str,
    ) -> Self {
        Self {
            credentials,
            region: region.to_owned(),
            service,
        }
    }

    /// `headers` with those of the signature added.
    pub(crate) async fn sign(
        &self,
        url: &str,
        mut headers: HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<HeaderMap, ModelError> {
        let credentials = self
            .credentials
            .provide_credentials()
            .await
            .map_err(signing)?;
        let identity: Identity = credentials.into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(self.service)
            .time(SystemTime::try_from(now).map_err(signing)?)
            .settings(SigningSettings::default())
            .build()
            .map_err(signing)?
            .into();
        let texts = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let request =
            SignableRequest::new("POST", url, texts, SignableBody::Bytes(body)).map_err(signing)?;
        let (instructions, _) = sign(request, &params).map_err(signing)?.into_parts();
        for (name, value) in instructions.headers() {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(signing)?;
            let mut value = HeaderValue::from_str(value).map_err(signing)?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

fn signing(error: impl std::error::Error + Send + Sync + 'static) -> ModelError {
    ModelError::Signing(Box::new(error))
}
