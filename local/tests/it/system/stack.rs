//! A running stack and the things a user does with it.

use std::path::{Path, PathBuf};

use catalog_store::CatalogStore;
use local::samples;
use local::stand_ins::tiktok::{StandInCatalog, StandInShop};
use local::template::Template;
use local::{Hub, HubConfig, Sources};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::world::{PATIENCE, http};

pub(crate) struct Stack {
    pub(crate) hub: Hub,
    pub(crate) http: Client,
    pub(crate) shops: Vec<StandInShop>,
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn sample(name: &str) -> Vec<u8> {
    std::fs::read(root().join("local/samples").join(name)).unwrap()
}

/// What is different from the usual stack.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Whether events reach the functions by themselves.
    pub(crate) sources: Sources,
    /// Parameters of the template.
    pub(crate) parameters: Vec<(&'static str, String)>,
    /// Variables of every function.
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sources: Sources::On,
            parameters: Vec::new(),
            environment: Vec::new(),
        }
    }
}

/// A row of a dataset: a post of `bulk.shop` with this caption.
pub(crate) fn row(number: u64, text: &str) -> Value {
    let id = (7_710_000_000_000_000_000 + number).to_string();
    json!({
        "id": id, "text": text, "createTimeISO": "2026-11-20T09:30:12.000Z",
        "authorMeta": {"name": "bulk.shop", "region": "UG"},
        "webVideoUrl": format!("https://www.tiktok.com/@bulk.shop/video/{id}"),
    })
}

impl Stack {
    /// The real stack in memory, with the stand-in for TikTok.
    pub(crate) async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    /// The same, choosing whether events reach the functions by themselves.
    pub(crate) async fn with_sources(sources: Sources) -> Self {
        let settings = Settings {
            sources,
            ..Settings::default()
        };
        Self::with(settings).await
    }

    /// The same with other settings.
    pub(crate) async fn with(settings: Settings) -> Self {
        let template = Template::read(&root().join("template.yaml")).unwrap();
        let catalog = StandInCatalog::load(&root().join("local/samples")).unwrap();
        let shops = catalog.shops().to_vec();
        let mut config = HubConfig::in_memory(template, local::functions::registry());
        config.sources = settings.sources;
        config.tiktok = Some(catalog);
        for (name, value) in [
            ("Stage", "local"),
            ("ImportAccess", "open"),
            ("ApifyToken", "local"),
            ("TikTokClientKey", "local"),
            ("TikTokClientSecret", "local"),
        ] {
            config.parameters.insert(name.to_owned(), value.to_owned());
        }
        let owned = |(name, value): (&str, String)| (name.to_owned(), value);
        config
            .parameters
            .extend(settings.parameters.into_iter().map(owned));
        config
            .environment
            .extend(settings.environment.into_iter().map(owned));
        Self {
            hub: Hub::start(config).await.unwrap(),
            http: http(),
            shops,
        }
    }

    /// Brings in the sample shops, as a first start does.
    pub(crate) async fn with_samples(self) -> Self {
        samples::seed(&self.hub, &self.shops).await.unwrap();
        self
    }

    pub(crate) async fn store(&self) -> CatalogStore {
        let environment = self
            .hub
            .functions()
            .find("product-assembler")
            .unwrap()
            .environment();
        let aws = function::Aws::new(environment);
        CatalogStore::new(
            aws.dynamodb(),
            environment.get("CATALOG_TABLE").unwrap().to_owned(),
        )
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.http
            .get(format!("{}{path}", self.hub.url()))
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        self.http
            .post(format!("{}{path}", self.hub.url()))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// Sends a file and names it.
    pub(crate) async fn upload(&self, media_type: &str, content: Vec<u8>) -> String {
        let wanted = json!({ "media_type": media_type, "bytes": content.len() });
        let answer: Value = self
            .post("/v1/uploads", &wanted)
            .await
            .json()
            .await
            .unwrap();
        let mut put = self.http.put(answer["url"].as_str().unwrap()).body(content);
        for (name, value) in answer["headers"].as_object().unwrap() {
            if name != "content-length" {
                put = put.header(name, value.as_str().unwrap());
            }
        }
        put.send().await.unwrap().error_for_status().unwrap();
        answer["upload_id"].as_str().unwrap().to_owned()
    }

    /// Sends a video with its caption; the accepted import.
    pub(crate) async fn send_video(&self, video: Vec<u8>, caption: &str) -> Value {
        let upload_id = self.upload("video/mp4", video).await;
        let body = json!({ "handle": "nalu.wear", "caption": caption, "upload_id": upload_id });
        let answer = self.post("/v1/imports", &body).await;
        assert_eq!(answer.status(), 202);
        answer.json().await.unwrap()
    }

    /// Starts an import; the accepted one.
    pub(crate) async fn import(&self, body: &Value) -> Value {
        let answer = self.post("/v1/imports", body).await;
        assert_eq!(answer.status(), 202, "{body}");
        answer.json().await.unwrap()
    }

    /// The posts of an import once it is done.
    pub(crate) async fn settled(&self, import: &Value) -> Vec<Value> {
        let path = import["url"].as_str().unwrap();
        let wait = async {
            let mut moments = tokio::time::interval(std::time::Duration::from_millis(20));
            loop {
                moments.tick().await;
                let view = self.json(path).await;
                if view["status"] == "done" {
                    return view["posts"].as_array().unwrap().clone();
                }
            }
        };
        let settled = tokio::time::timeout(PATIENCE * 3, wait).await;
        settled.unwrap_or_else(|_| panic!("{path} was not done in time"))
    }
}
