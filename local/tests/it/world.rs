//! Hubs and clients for tests.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::Credentials;
use function::Function;
use local::aws::{Endpoints, names};
use local::template::Template;
use local::{Hub, HubConfig, Registry};
use serde_json::Value;

/// How long a test waits for something that should take milliseconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// The small stack.
pub(crate) fn small_template() -> Template {
    Template::parse(include_str!("../data/template.yaml")).unwrap()
}

/// Clients of all services.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    pub(crate) dynamodb: aws_sdk_dynamodb::Client,
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) sns: aws_sdk_sns::Client,
    pub(crate) sqs: aws_sdk_sqs::Client,
    pub(crate) secrets: aws_sdk_secretsmanager::Client,
}

macro_rules! client {
    ($sdk:ident, $url:expr, $keys:expr) => {{
        let config = $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($sdk::config::Region::new(names::REGION))
            .credentials_provider(Credentials::new($keys.0, $keys.1, None, None, "test"))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .endpoint_url($url);
        $sdk::Client::from_conf(config.build())
    }};
}

impl Clients {
    pub(crate) fn new(endpoints: &Endpoints) -> Self {
        Self::with_keys(endpoints, (names::ACCESS_KEY, names::SECRET_KEY))
    }

    /// Clients that sign with another access key and its secret.
    pub(crate) fn with_keys(endpoints: &Endpoints, keys: (&str, &str)) -> Self {
        Self {
            dynamodb: client!(aws_sdk_dynamodb, &endpoints.dynamodb, keys),
            s3: client!(aws_sdk_s3, &endpoints.s3, keys),
            sns: client!(aws_sdk_sns, &endpoints.sns, keys),
            sqs: client!(aws_sdk_sqs, &endpoints.sqs, keys),
            secrets: client!(aws_sdk_secretsmanager, &endpoints.secrets_manager, keys),
        }
    }
}

/// Events that a stand-in function got, to be waited for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<Value>>>, Arc<tokio::sync::Notify>);

impl Seen {
    pub(crate) fn push(&self, event: Value) {
        self.0.lock().unwrap().push(event);
        self.1.notify_waiters();
    }

    pub(crate) fn all(&self) -> Vec<Value> {
        self.0.lock().unwrap().clone()
    }

    /// Waits until what was seen satisfies `enough`, and returns it.
    pub(crate) async fn until(&self, enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let wait = async {
            loop {
                let changed = self.1.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                let all = self.all();
                if enough(&all) {
                    return all;
                }
                changed.await;
            }
        };
        let result = tokio::time::timeout(PATIENCE, wait).await;
        result.unwrap_or_else(|_| panic!("waited in vain; seen so far: {:#?}", self.all()))
    }
}

/// A function that notes its events and answers `null`.
pub(crate) fn noting(name: &'static str, seen: &Seen) -> Function {
    let seen = seen.clone();
    Function::new(name, move |event| {
        seen.push(event.payload);
        async { Ok(Value::Null) }
    })
}

/// A registry in which every function of the small stack does nothing.
pub(crate) fn idle_registry() -> Registry {
    ["guard", "api", "worker", "watcher", "clock"]
        .into_iter()
        .fold(Registry::default(), |registry, name| {
            registry.with_ready(name, noting(name, &Seen::default()))
        })
}

/// A hub in memory that runs the small stack.
pub(crate) async fn small_hub(registry: Registry) -> Hub {
    Hub::start(HubConfig::in_memory(small_template(), registry))
        .await
        .unwrap()
}

/// A plain HTTP client that follows no redirects.
pub(crate) fn http() -> reqwest::Client {
    // Without a TLS provider reqwest builds no client at all, not even for plain HTTP.
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}
