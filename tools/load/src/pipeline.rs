//! Posts through the whole pipeline.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::Value;

use crate::client::{Client, Failure};
use crate::figures::{ms, percentile};

const CAPTIONS: [&str; 4] = [
    "Kitenge dress all sizes S-XL, 85k only. Call 0772 000 111 #TRACK",
    "Leather boots size 40-44 UGX 130,000, delivery in Kampala #TRACK",
    "Samsung A15 128GB brand new 620,000/= with warranty #TRACK",
    "Pure honey 500ml 25k each, 2 for 45k. Ntinda #TRACK",
];

/// Sends posts and waits for all of them; one line of figures.
pub(crate) async fn measure(
    client: &Client,
    videos: &[Vec<u8>],
    posts: usize,
    at_once: usize,
) -> Result<String, Failure> {
    let started = Instant::now();
    let views: Vec<Value> = futures::stream::iter(0..posts)
        .map(|number| async move {
            let video = videos
                .get(number % videos.len())
                .cloned()
                .unwrap_or_default();
            let caption = CAPTIONS
                .get(number % CAPTIONS.len())
                .copied()
                .unwrap_or_default();
            client
                .import(video, &format!("{caption} No. {number}"))
                .await
        })
        .buffer_unordered(at_once)
        .try_collect()
        .await?;
    let took = started.elapsed();
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut latencies = Vec::with_capacity(views.len());
    for view in &views {
        let post = &view["posts"][0];
        *statuses
            .entry(post["status"].as_str().unwrap_or_default())
            .or_default() += 1;
        latencies.extend(latency(post));
    }
    latencies.sort_unstable();
    Ok(format!(
        "{posts} posts, {at_once} at once: {:.1} s, {:.1} posts/s; post to product p50 {} p95 {}; {statuses:?}",
        took.as_secs_f64(),
        posts as f64 / took.as_secs_f64(),
        ms(percentile(&latencies, 50)),
        ms(percentile(&latencies, 95)),
    ))
}

/// From the hub's taking the post in to its product.
fn latency(post: &Value) -> Option<Duration> {
    let time = |name: &str| post[name].as_str()?.parse::<jiff::Timestamp>().ok();
    time("settled_at")?
        .duration_since(time("received_at")?)
        .try_into()
        .ok()
}
