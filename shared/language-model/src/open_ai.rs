//! Any endpoint that speaks OpenAI's chat completions: OpenAI, OpenRouter, Ollama, vLLM.
//!
//! The answer is asked for as a JSON schema (`response_format`). Local servers may ignore that, so
//! fences and prose around the object are cut off before it is read.

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::endpoint::Reply;
use crate::prompt::SYSTEM;
use crate::{Answer, Endpoint, LanguageModel, ModelError, Prompt, answer};

/// A model behind an OpenAI-compatible endpoint.
#[derive(Debug, Clone)]
pub struct OpenAi {
    endpoint: Endpoint,
    key: SecretString,
    model: String,
}

impl OpenAi {
    /// A model by the provider's name for it. The endpoint's base ends before
    /// `/chat/completions`, as in `https://api.openai.com/v1`. Local servers ignore the key.
    pub fn new(endpoint: Endpoint, key: SecretString, model: &str) -> Self {
        Self {
            endpoint,
            key,
            model: model.to_owned(),
        }
    }
}

impl LanguageModel for OpenAi {
    async fn ask(&self, prompt: Prompt<'_>, _now: Timestamp) -> Result<Answer, ModelError> {
        let url = self.endpoint.url("chat/completions");
        let body = request(&self.model, prompt).to_string().into_bytes();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let bearer = format!("Bearer {}", self.key.expose_secret());
        let mut bearer =
            HeaderValue::from_str(&bearer).map_err(|error| ModelError::Signing(Box::new(error)))?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        let reply = self.endpoint.post(&url, headers, body).await?;
        read(&reply.good(error_code)?)
    }
}

fn request(model: &str, prompt: Prompt<'_>) -> Value {
    json!({
        "model": model,
        // No temperature: newer models refuse the parameter. No max_tokens: likewise, its name
        // depends on the model, and the answer's size is bounded when it is read.
        "messages": [
            { "role": "system", "content": SYSTEM },
            { "role": "user", "content": prompt.user_text() },
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": { "name": answer::NAME, "strict": true, "schema": answer::schema() },
        },
    })
}

fn read(body: &Value) -> Result<Answer, ModelError> {
    // OpenRouter reports failures after the model began with status 200.
    let failed = body
        .get("error")
        .or_else(|| body.pointer("/choices/0/error"));
    if failed.is_some_and(|error| !error.is_null()) {
        return Err(ModelError::Failed { status: 200 });
    }
    let choice = body.pointer("/choices/0").unwrap_or(&Value::Null);
    if choice
        .pointer("/message/refusal")
        .is_some_and(|refusal| !refusal.is_null())
    {
        return Err(ModelError::NoAnswer(String::from("refusal")));
    }
    match choice.get("finish_reason").and_then(Value::as_str) {
        Some("stop") | None => {}
        Some(other) => return Err(ModelError::NoAnswer(other.chars().take(40).collect())),
    }
    let content = choice
        .pointer("/message/content")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let object = object(content).ok_or_else(|| ModelError::NoAnswer(String::from("no object")))?;
    serde_json::from_str(object).map_err(|error| ModelError::Malformed(error.to_string()))
}

/// The text from the first `{` to the last `}`.
fn object(content: &str) -> Option<&str> {
    content.get(content.find('{')?..=content.rfind('}')?)
}

/// `error.code` is a text, a number or absent; old servers put it on the top.
fn error_code(reply: &Reply) -> String {
    let error = reply.body.get("error").unwrap_or(&reply.body);
    let code = error
        .get("code")
        .filter(|code| !code.is_null())
        .or_else(|| error.get("type"));
    match code {
        Some(Value::String(code)) => code.chars().take(60).collect(),
        Some(Value::Number(code)) => code.to_string(),
        _ => String::from("unknown"),
    }
}
