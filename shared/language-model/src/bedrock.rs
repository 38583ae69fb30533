//! Amazon Bedrock's Converse API: a forced tool with a closed schema.
//!
//! Plain HTTPS with a signature, not the SDK: one call does not need its hundred crates of client.
//! Wire format: service model `bedrock-runtime/2023-09-30`.

use aws_credential_types::provider::SharedCredentialsProvider;
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize as _;
use serde_json::{Value, json};

use crate::endpoint::Reply;
use crate::prompt::SYSTEM;
use crate::signing::Signer;
use crate::{Answer, Endpoint, LanguageModel, ModelError, Prompt, answer};

/// A model on Amazon Bedrock.
#[derive(Debug, Clone)]
pub struct Bedrock {
    endpoint: Endpoint,
    signer: Signer,
    model: String,
}

impl Bedrock {
    /// A model by its id, inference profile or ARN, in `region`. The endpoint's base is
    /// `https://bedrock-runtime.<region>.amazonaws.com`.
    pub fn new(
        endpoint: Endpoint,
        credentials: SharedCredentialsProvider,
        region: &str,
        model: &str,
    ) -> Self {
        let signer = Signer::new(credentials, region, "bedrock");
        Self {
            endpoint,
            signer,
            model: model.to_owned(),
        }
    }
}

impl LanguageModel for Bedrock {
    async fn ask(&self, prompt: Prompt<'_>, now: Timestamp) -> Result<Answer, ModelError> {
        let model = utf8_percent_encode(&self.model, NON_ALPHANUMERIC);
        let url = self.endpoint.url(&format!("model/{model}/converse"));
        let body = request(prompt).to_string().into_bytes();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let headers = self.signer.sign(&url, headers, &body, now).await?;
        let reply = self.endpoint.post(&url, headers, body).await?;
        read(&reply.good(error_code)?)
    }
}

fn request(prompt: Prompt<'_>) -> Value {
    json!({
        "system": [{ "text": SYSTEM }],
        "messages": [{ "role": "user", "content": [{ "text": prompt.user_text() }] }],
        "inferenceConfig": { "maxTokens": 600, "temperature": 0.0 },
        "toolConfig": {
            "tools": [{ "toolSpec": {
                "name": answer::NAME,
                "description": "Records what the caption offers.",
                "inputSchema": { "json": answer::schema() },
            } }],
            "toolChoice": { "tool": { "name": answer::NAME } },
        },
    })
}

/// The tool's input; a text block may stand before it, and a forced tool may still be missing.
fn read(body: &Value) -> Result<Answer, ModelError> {
    let stop = body
        .get("stopReason")
        .and_then(Value::as_str)
        .unwrap_or("unknown");
    if stop != "tool_use" {
        return Err(ModelError::NoAnswer(stop.chars().take(40).collect()));
    }
    let blocks = body
        .pointer("/output/message/content")
        .and_then(Value::as_array);
    let input = blocks
        .into_iter()
        .flatten()
        .filter_map(|block| block.get("toolUse"))
        .find(|call| call.get("name").and_then(Value::as_str) == Some(answer::NAME))
        .and_then(|call| call.get("input"));
    let input = input.ok_or_else(|| ModelError::NoAnswer(String::from("no tool call")))?;
    Answer::deserialize(input).map_err(|error| ModelError::Malformed(error.to_string()))
}

/// The exception's name, from the header or the body.
pub(crate) fn error_code(reply: &Reply) -> String {
    let header = reply
        .headers
        .get("x-amzn-errortype")
        .and_then(|value| value.to_str().ok());
    let named = header.or_else(|| reply.body.get("__type").and_then(Value::as_str));
    let named = named.unwrap_or("unknown");
    // `namespace#Name` and `Name:http://…` are both seen.
    let name = named.rsplit('#').next().unwrap_or(named);
    name.split(':')
        .next()
        .unwrap_or(name)
        .chars()
        .take(60)
        .collect()
}
