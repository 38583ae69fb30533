//! A hub that is killed in the middle of its work finishes it after the next start.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};

use super::stack::sample;
use crate::world::{PATIENCE, http};

const POSTS: usize = 50;

/// The `linkhub` command on a data directory.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    async fn start(data: &Path) -> Self {
        let running = data.join("running.json");
        // An address that an earlier process left would be taken for this one's.
        let _not_there = std::fs::remove_file(&running);
        let child = Command::new(env!("CARGO_BIN_EXE_linkhub"))
            .args(["--port", "0", "--no-samples", "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let url = until(|| async {
            let text = std::fs::read(&running).ok()?;
            let addresses: Value = serde_json::from_slice(&text).ok()?;
            Some(addresses["url"].as_str()?.to_owned())
        });
        Self {
            child,
            url: url.await,
        }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Asks again and again until there is an answer.
async fn until<T, F: Future<Output = Option<T>>>(ask: impl Fn() -> F) -> T {
    let wait = async {
        let mut moments = tokio::time::interval(Duration::from_millis(20));
        loop {
            moments.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    tokio::time::timeout(PATIENCE * 12, wait)
        .await
        .expect("an answer in time")
}

async fn products(http: &Client, url: &str) -> Vec<Value> {
    let answer = http
        .get(format!("{url}/v1/shops/crash.test/products?limit=50"))
        .send()
        .await;
    let page: Value = answer.unwrap().json().await.unwrap();
    page["products"].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_fifty_imports_it_finishes_all_and_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let http = http();
    let hub = Process::start(folder.path()).await;
    let video = sample("videos/honey-jar.mp4");
    for number in 0..POSTS {
        let wanted = json!({ "media_type": "video/mp4", "bytes": video.len() });
        let upload = http
            .post(format!("{}/v1/uploads", hub.url))
            .json(&wanted)
            .send()
            .await;
        let upload: Value = upload.unwrap().json().await.unwrap();
        let mut put = http
            .put(upload["url"].as_str().unwrap())
            .body(video.clone());
        for (name, value) in upload["headers"].as_object().unwrap() {
            if name != "content-length" {
                put = put.header(name, value.as_str().unwrap());
            }
        }
        put.send().await.unwrap().error_for_status().unwrap();
        let body = json!({
            "handle": "crash.test", "upload_id": upload["upload_id"],
            "caption": format!("Pure honey jar {}k #TRACK", number + 10),
        });
        let import = http
            .post(format!("{}/v1/imports", hub.url))
            .json(&body)
            .send()
            .await;
        assert_eq!(import.unwrap().status(), 202);
    }
    let url = hub.url.clone();
    until(|| async { (!products(&http, &url).await.is_empty()).then_some(()) }).await;
    let before = products(&http, &hub.url).await.len();
    hub.kill();
    assert!(before < POSTS, "it was killed too late to prove anything");

    let hub = Process::start(folder.path()).await;
    let url = hub.url.clone();
    let all = until(|| async {
        let all = products(&http, &url).await;
        (all.len() == POSTS).then_some(all)
    });
    let all = all.await;
    let prices: BTreeSet<i64> = all
        .iter()
        .map(|product| product["price"]["amount_minor"].as_i64().unwrap())
        .collect();
    assert_eq!(prices.len(), POSTS, "every post once");
    hub.kill();
}
