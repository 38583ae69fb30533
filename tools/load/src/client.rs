//! A client of the hub and the posts it sends.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// The shop everything is sent to.
pub(crate) const HANDLE: &str = "load.test";
/// How often the hub is asked how far a post is.
const ASK_EVERY: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
}

impl Client {
    pub(crate) fn new(url: String) -> Result<Self, Failure> {
        Ok(Self {
            http: reqwest::Client::builder().no_proxy().build()?,
            url,
        })
    }

    /// The body of a page, or of its answer to a repeated request.
    pub(crate) async fn get(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let answer = self.http.get(format!("{}{path}", self.url)).send().await?;
        Ok(answer.error_for_status()?.bytes().await?.to_vec())
    }

    /// Sends one video with a caption and waits until it is settled; the finished view of it.
    pub(crate) async fn import(&self, video: Vec<u8>, caption: &str) -> Result<Value, Failure> {
        let wanted = json!({ "media_type": "video/mp4", "bytes": video.len() });
        let upload = self.post("/v1/uploads", &wanted).await?;
        let mut put = self
            .http
            .put(upload["url"].as_str().unwrap_or_default())
            .body(video);
        for (name, value) in upload["headers"].as_object().into_iter().flatten() {
            if name != "content-length" {
                put = put.header(name, value.as_str().unwrap_or_default());
            }
        }
        put.send().await?.error_for_status()?;
        let wanted =
            json!({ "handle": HANDLE, "caption": caption, "upload_id": upload["upload_id"] });
        let mut view = self.post("/v1/imports", &wanted).await?;
        let path = view["url"].as_str().unwrap_or_default().to_owned();
        while view["status"] != "done" {
            tokio::time::sleep(ASK_EVERY).await;
            view = serde_json::from_slice(&self.get(&path).await?)?;
        }
        Ok(view)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.http.post(format!("{}{path}", self.url)).json(body);
        let answer = request.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }
}

/// The sample videos that can be read, in the order of their names.
pub(crate) fn sample_videos(folder: &Path) -> Result<Vec<Vec<u8>>, Failure> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let readable = files
        .iter()
        .filter(|file| file.file_name() != "unreadable.mp4");
    readable
        .map(|file| Ok(std::fs::read(file.path())?))
        .collect()
}
