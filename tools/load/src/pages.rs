//! Warm requests for pages and lists.

use std::io::Write as _;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures::{StreamExt as _, TryStreamExt as _};

use crate::client::{Client, Failure, HANDLE};
use crate::figures::{ms, percentile};

/// One line of figures per address.
pub(crate) async fn measure(
    client: &Client,
    requests: usize,
    clients: usize,
) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for path in [
        format!("/@{HANDLE}"),
        format!("/v1/shops/{HANDLE}/products?limit=50"),
    ] {
        let body = client.get(&path).await?;
        let started = Instant::now();
        let mut times: Vec<_> = futures::stream::iter(0..requests)
            .map(|_| async {
                let asked = Instant::now();
                client.get(&path).await?;
                Ok::<_, Failure>(asked.elapsed())
            })
            .buffer_unordered(clients)
            .try_collect()
            .await?;
        let rate = requests as f64 / started.elapsed().as_secs_f64();
        times.sort_unstable();
        lines.push(format!(
            "GET {path}: {requests} requests, {clients} at once: p50 {} p95 {}, {rate:.0}/s; {} bytes, {} gzipped",
            ms(percentile(&times, 50)),
            ms(percentile(&times, 95)),
            body.len(),
            gzipped(&body)?,
        ));
    }
    Ok(lines)
}

fn gzipped(body: &[u8]) -> Result<usize, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    Ok(encoder.finish()?.len())
}
