//! The hub's HTTP API, as far as importing needs it.

use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use super::text;
use crate::cli::CommandError;

pub(super) struct HubApi {
    client: Client,
    url: String,
    key: Option<String>,
}

impl HubApi {
    /// The API at `url`, with the operator's key where the hub asks for it.
    pub(super) fn new(url: String, key: Option<&str>) -> Result<Self, CommandError> {
        // A provider that is there already is as good.
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().build()?;
        Ok(Self {
            client,
            url,
            key: key.map(str::to_owned),
        })
    }

    /// Starts an import.
    pub(super) async fn import(&self, body: &Value) -> Result<Value, CommandError> {
        self.ask(
            self.client
                .post(format!("{}/v1/imports", self.url))
                .json(body),
        )
        .await
    }

    /// How far an import is.
    pub(super) async fn show(&self, id: &str) -> Result<Value, CommandError> {
        self.ask(self.client.get(format!("{}/v1/imports/{id}", self.url)))
            .await
    }

    /// Sends a file; its upload id.
    pub(super) async fn upload(
        &self,
        media_type: &str,
        content: Vec<u8>,
    ) -> Result<String, CommandError> {
        let wanted = json!({ "media_type": media_type, "bytes": content.len() });
        let start = self
            .client
            .post(format!("{}/v1/uploads", self.url))
            .json(&wanted);
        let address = self.ask(start).await?;
        let url = text(&address, "url").ok_or("the hub's answer names no address")?;
        let mut put = self.client.put(url).body(content);
        for (name, value) in address
            .get("headers")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            // The client counts the body itself.
            if !name.eq_ignore_ascii_case("content-length") {
                put = put.header(name, value.as_str().unwrap_or_default());
            }
        }
        put.send().await?.error_for_status()?;
        Ok(text(&address, "upload_id").unwrap_or_default().to_owned())
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Value, CommandError> {
        let request = match &self.key {
            Some(key) => request.bearer_auth(key),
            None => request,
        };
        let answer: Response = request.send().await?;
        let status = answer.status();
        let body: Value = serde_json::from_slice(&answer.bytes().await?).unwrap_or_default();
        if status.is_success() {
            return Ok(body);
        }
        let said = text(&body, "detail").or_else(|| text(&body, "message"));
        Err(match said {
            Some(said) => said.to_owned().into(),
            None => format!("the hub answered {status}").into(),
        })
    }
}
