//! The TikTok scraper on Apify: a seller's public posts where no connection to TikTok exists.
//!
//! Every run costs money, so that each is capped in items and in dollars, and none is started
//! again unless Apify says it did not start. Use it only for handles whose owner asked for it.

mod error;
mod request;
mod wire;

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use url::Url;

pub use error::ApifyError;
pub use request::{Scrape, ScrapeMedia, ScrapeTarget};

use crate::client::ApifyAccess;
use crate::retry::{Failure, Retry};
use crate::transport::API_BODY_LIMIT;
use crate::{FoundPost, Listing, TikTokClient};
use wire::Progress;

/// Largest page of items that is read, in bytes; an item has about 5 KB.
const ITEMS_BODY_LIMIT: usize = 32 * 1024 * 1024;

/// Items asked for at once.
const ITEMS_PAGE: usize = 1000;

/// Longest wait Apify offers in one request.
const LONGEST_POLL: Duration = Duration::from_secs(60);

/// A run that was started; keep it to ask for its outcome later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScrapeRun {
    /// Apify's id of the run.
    pub id: String,
    /// Apify's id of the dataset it fills.
    pub dataset_id: String,
}

impl TikTokClient {
    /// Runs the scraper and waits for what it finds, at most the configured scrape time.
    ///
    /// For what takes longer than five minutes, [`start_scrape`](Self::start_scrape).
    pub async fn scrape(&self, scrape: &Scrape) -> Result<Listing, ApifyError> {
        let access = self.apify_access()?;
        let mut url = actor_url(access, "run-sync-get-dataset-items");
        self.cap_run(&mut url, access, scrape);
        url.query_pairs_mut()
            .append_pair("format", "json")
            .append_pair("clean", "true");
        let timeout = self.transport.timeouts.scrape + self.transport.timeouts.request;
        let answer = self
            .start(|| {
                let request = self
                    .apify_request(access, Method::POST, &url)
                    .json(&scrape.input());
                self.transport.answer(request, timeout, ITEMS_BODY_LIMIT)
            })
            .await?;
        let items = wire::items(&answer)?;
        Ok(listing(items.posts, scrape))
    }

    /// Starts the scraper and does not wait.
    pub async fn start_scrape(&self, scrape: &Scrape) -> Result<ScrapeRun, ApifyError> {
        let access = self.apify_access()?;
        let mut url = actor_url(access, "runs");
        self.cap_run(&mut url, access, scrape);
        url.query_pairs_mut().append_pair("waitForFinish", "0");
        let answer = self
            .start(|| {
                let request = self
                    .apify_request(access, Method::POST, &url)
                    .json(&scrape.input());
                self.transport
                    .answer(request, self.transport.timeouts.request, API_BODY_LIMIT)
            })
            .await?;
        wire::run(&answer).map(|(run, _)| run)
    }

    /// What a started run found, once it has finished; waits up to `within` for that.
    ///
    /// [`ApifyError::Unfinished`] when it has not; ask again later.
    pub async fn scrape_outcome(
        &self,
        run: &ScrapeRun,
        scrape: &Scrape,
        within: Duration,
    ) -> Result<Listing, ApifyError> {
        let deadline = Instant::now() + within;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.progress(run, left.min(LONGEST_POLL)).await? {
                Progress::Succeeded => break,
                Progress::Failed { status } => return Err(ApifyError::RunFailed { status }),
                Progress::Running if left.is_zero() => return Err(ApifyError::Unfinished),
                Progress::Running => tokio::time::sleep(self.transport.retry.base).await,
            }
        }
        let mut posts = Vec::new();
        let mut offset = 0;
        loop {
            let page = self.items(&run.dataset_id, offset).await?;
            posts.extend(page.posts);
            offset += page.count;
            if page.count == 0 || offset >= page.total.unwrap_or(offset) {
                return Ok(listing(posts, scrape));
            }
        }
    }

    async fn progress(&self, run: &ScrapeRun, wait: Duration) -> Result<Progress, ApifyError> {
        let access = self.apify_access()?;
        let mut url = apify_url(&["actor-runs", &run.id]);
        url.query_pairs_mut()
            .append_pair("waitForFinish", &wait.as_secs().to_string());
        let transport = &self.transport;
        let timeout = wait + transport.timeouts.request;
        transport
            .retry
            .run(|| async {
                let request = self.apify_request(access, Method::GET, &url);
                let answer = transport.answer(request, timeout, API_BODY_LIMIT).await?;
                wire::run(&answer).map(|(_, progress)| progress)
            })
            .await
    }

    async fn items(&self, dataset_id: &str, offset: usize) -> Result<wire::Items, ApifyError> {
        let access = self.apify_access()?;
        let mut url = apify_url(&["datasets", dataset_id, "items"]);
        url.query_pairs_mut()
            .append_pair("format", "json")
            .append_pair("clean", "true")
            .append_pair("offset", &offset.to_string())
            .append_pair("limit", &ITEMS_PAGE.to_string());
        let transport = &self.transport;
        let timeout = transport.timeouts.request + transport.timeouts.stall;
        transport
            .retry
            .run(|| async {
                let request = self.apify_request(access, Method::GET, &url);
                wire::items(&transport.answer(request, timeout, ITEMS_BODY_LIMIT).await?)
            })
            .await
    }

    fn apify_access(&self) -> Result<&ApifyAccess, ApifyError> {
        self.apify.as_ref().ok_or(ApifyError::Off)
    }

    fn apify_request(&self, access: &ApifyAccess, method: Method, url: &Url) -> RequestBuilder {
        self.transport
            .request(method, url)
            .bearer_auth(access.token.expose_secret())
    }

    /// The limits of a run: its time, its items and its price.
    fn cap_run(&self, url: &mut Url, access: &ApifyAccess, scrape: &Scrape) {
        let seconds = self.transport.timeouts.scrape.as_secs();
        let (dollars, cents) = (access.max_charge_cents / 100, access.max_charge_cents % 100);
        url.query_pairs_mut()
            .append_pair("timeout", &seconds.to_string())
            .append_pair(
                "maxItems",
                &scrape.wanted().min(access.max_items).to_string(),
            )
            .append_pair("maxTotalChargeUsd", &format!("{dollars}.{cents:02}"));
    }

    /// Sends what starts a run; only a start that Apify turned away is tried again.
    async fn start<Sent>(
        &self,
        send: impl Fn() -> Sent,
    ) -> Result<crate::transport::Answer, ApifyError>
    where
        Sent: Future<Output = Result<crate::transport::Answer, crate::TransportError>>,
    {
        let started = self.transport.retry.run(|| async {
            let answer = send().await.map_err(|error| NotStarted(error.into()))?;
            wire::check(&answer).map_err(NotStarted)?;
            Ok(answer)
        });
        started.await.map_err(|NotStarted(error)| error)
    }
}

/// A failed start. Whatever may have started a run after all must not be repeated: it would be
/// paid twice.
struct NotStarted(ApifyError);

impl Failure for NotStarted {
    fn retry(&self) -> Retry {
        match self.0 {
            ApifyError::Throttled => Retry::Soon,
            _ => Retry::Never,
        }
    }
}

/// What was found, without what is older than asked for (pinned posts always come along).
fn listing(found: Vec<FoundPost>, scrape: &Scrape) -> Listing {
    if found.is_empty() {
        return Listing::Unknown;
    }
    let since = scrape.since();
    let is_wanted = |post: &FoundPost| match (since, post.posted_at) {
        (Some(since), Some(posted_at)) => posted_at >= since,
        _ => true,
    };
    Listing::Posts(found.into_iter().filter(is_wanted).collect())
}

fn actor_url(access: &ApifyAccess, operation: &str) -> Url {
    apify_url(&["actors", &access.actor, operation])
}

#[expect(
    clippy::expect_used,
    reason = "a constant that every test of this module reads"
)]
fn apify_url(path: &[&str]) -> Url {
    let mut url = Url::parse("https://api.apify.com/v2").expect("a valid address");
    url.path_segments_mut()
        .expect("an https address has a path")
        .extend(path);
    url
}
