//! A stand-in for S3 whose pictures are as old as a test says, and that can refuse to delete one.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::Method;
use jiff::Timestamp;

/// The pictures of the only bucket there is. It lists all of them and deletes.
#[derive(Debug)]
pub(crate) struct AgedBucket {
    /// Keys in their order, each with when it was stored.
    pub(crate) pictures: Vec<(String, Timestamp)>,
    /// Stays when it is to be deleted, the first time.
    pub(crate) refused_once: Option<String>,
}

impl AgedBucket {
    /// Its address, and the bucket to look into.
    pub(crate) async fn serve(self) -> (String, Arc<Mutex<Self>>) {
        let bucket = Arc::new(Mutex::new(self));
        let served = Arc::clone(&bucket);
        let app = Router::new().fallback(move |method: Method, body: String| {
            let mut bucket = served.lock().unwrap();
            let answer = match method {
                Method::GET => bucket.list(),
                Method::POST => bucket.delete(&body),
                other => panic!("nobody asks for {other} here"),
            };
            async move { ([("content-type", "application/xml")], answer) }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (url, bucket)
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.pictures.iter().map(|(key, _)| key.clone()).collect()
    }

    fn list(&self) -> String {
        let mut contents = String::new();
        for (key, stored_at) in &self.pictures {
            write!(
                contents,
                "<Contents><Key>{key}</Key><LastModified>{stored_at:.3}</LastModified>\
                 <Size>1</Size></Contents>"
            )
            .unwrap();
        }
        format!("<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>")
    }

    fn delete(&mut self, request: &str) -> String {
        let asked = |key: &str| request.contains(&format!("<Key>{key}</Key>"));
        let refused = self.refused_once.take_if(|key| asked(key));
        self.pictures
            .retain(|(key, _)| !asked(key) || refused.as_ref() == Some(key));
        let error = refused.map_or_else(String::new, |key| {
            format!("<Error><Key>{key}</Key><Code>InternalError</Code></Error>")
        });
        format!("<DeleteResult>{error}</DeleteResult>")
    }
}
