//! Image labels: the port, and Amazon Rekognition's DetectLabels.
//!
//! Wire format: service model `rekognition/2016-06-27`, JSON 1.1. Only JPEG and PNG are accepted
//! by the service, up to 5 MB in the request.

use std::future::Future;

use aws_credential_types::provider::SharedCredentialsProvider;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Confidence, ImageLabel};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::json;

use crate::bedrock::error_code;
use crate::signing::Signer;
use crate::{Endpoint, ModelError};

/// A service that names what a picture shows.
pub trait ImageLabels: Send + Sync {
    /// The labels of a JPEG or PNG, the surest first.
    fn labels(
        &self,
        picture: &[u8],
        now: Timestamp,
    ) -> impl Future<Output = Result<Vec<ImageLabel>, ModelError>> + Send;
}

/// Amazon Rekognition.
#[derive(Debug, Clone)]
pub struct Rekognition {
    endpoint: Endpoint,
    signer: Signer,
}

/// Labels asked for, and how sure the service has to be of them, in percent.
const MOST: usize = 15;
const SURE: u8 = 75;
/// The most bytes of a picture in a request.
const LARGEST: usize = 5 * 1024 * 1024;

impl Rekognition {
    /// Rekognition in `region`. The endpoint's base is
    /// `https://rekognition.<region>.amazonaws.com`. Not every region has it.
    pub fn new(endpoint: Endpoint, credentials: SharedCredentialsProvider, region: &str) -> Self {
        Self {
            endpoint,
            signer: Signer::new(credentials, region, "rekognition"),
        }
    }
}

impl ImageLabels for Rekognition {
    async fn labels(&self, picture: &[u8], now: Timestamp) -> Result<Vec<ImageLabel>, ModelError> {
        if picture.len() > LARGEST {
            return Err(ModelError::TooLarge(LARGEST));
        }
        let body = json!({
            "Image": { "Bytes": STANDARD.encode(picture) },
            "MaxLabels": MOST,
            "MinConfidence": SURE,
            "Features": ["GENERAL_LABELS"],
        });
        let body = body.to_string().into_bytes();
        let url = self.endpoint.url("");
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-amz-json-1.1"),
        );
        headers.insert(
            "x-amz-target",
            HeaderValue::from_static("RekognitionService.DetectLabels"),
        );
        let headers = self.signer.sign(&url, headers, &body, now).await?;
        let body = self
            .endpoint
            .post(&url, headers, body)
            .await?
            .good(error_code)?;
        let detected: Detected = serde_json::from_value(body)
            .map_err(|error| ModelError::Malformed(error.to_string()))?;
        Ok(detected
            .labels
            .into_iter()
            .take(MOST)
            .filter_map(Detected::label)
            .collect())
    }
}

#[derive(Deserialize)]
struct Detected {
    #[serde(rename = "Labels", default)]
    labels: Vec<Label>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Label {
    name: String,
    confidence: serde_json::Number,
    #[serde(default)]
    parents: Vec<Parent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parent {
    name: String,
}

impl Detected {
    /// A label, unless its name is of no use as a word.
    fn label(label: Label) -> Option<ImageLabel> {
        let usable = |name: &str| {
            (2..=40).contains(&name.len())
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\''))
        };
        // The service gives `98.72`; whole percent are enough.
        let written = label.confidence.to_string();
        let percent = written.split('.').next()?.parse().ok()?;
        usable(&label.name).then(|| ImageLabel {
            name: label.name,
            confidence: Confidence::from_percent(percent),
            parents: label
                .parents
                .into_iter()
                .map(|parent| parent.name)
                .filter(|name| usable(name))
                .collect(),
        })
    }
}
