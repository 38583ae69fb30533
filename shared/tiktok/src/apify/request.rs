//! What to ask the scraper for.

use domain::Handle;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

use crate::link::PostLink;

/// What to ask the scraper for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrape {
    /// Whose posts, or which.
    pub target: ScrapeTarget,
    /// Whether their videos and photos come along.
    pub media: ScrapeMedia,
}

/// Whose posts, or which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScrapeTarget {
    /// The newest posts of one account.
    Profile {
        /// Whose.
        handle: Handle,
        /// At most so many.
        newest: u32,
        /// None older.
        since: Option<Timestamp>,
    },
    /// Single posts.
    Posts(Vec<PostLink>),
}

/// Whether the scraper copies videos and photos into Apify's store, at a higher price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScrapeMedia {
    /// Captions and covers only.
    Skip,
    /// Videos and photos too; they stay in Apify's store for some days.
    Copy,
}

impl Scrape {
    /// How many items answer the request.
    pub(super) fn wanted(&self) -> u32 {
        match &self.target {
            ScrapeTarget::Profile { newest, .. } => *newest,
            ScrapeTarget::Posts(links) => u32::try_from(links.len()).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn since(&self) -> Option<Timestamp> {
        match &self.target {
            ScrapeTarget::Profile { since, .. } => *since,
            ScrapeTarget::Posts(_) => None,
        }
    }

    /// The actor's input: `clockworks/tiktok-scraper`, everything costly off unless asked for.
    pub(super) fn input(&self) -> Value {
        let copies = self.media == ScrapeMedia::Copy;
        let mut input = json!({
            "shouldDownloadVideos": copies,
            "shouldDownloadSlideshowImages": copies,
            "shouldDownloadCovers": false,
            "shouldDownloadSubtitles": false,
            "shouldDownloadAvatars": false,
            "shouldDownloadMusicCovers": false,
            "scrapeRelatedVideos": false,
            "commentsPerPost": 0,
            "proxyCountryCode": "None",
        });
        let target = match &self.target {
            ScrapeTarget::Profile {
                handle,
                newest,
                since,
            } => json!({
                "profiles": [handle.as_str()],
                "profileScrapeSections": ["videos"],
                "profileSorting": "latest",
                "excludePinnedPosts": false,
                "resultsPerPage": newest,
                "oldestPostDateUnified":
                    since.map(|since| Offset::UTC.to_datetime(since).date().to_string()),
            }),
            ScrapeTarget::Posts(links) => json!({
                "postURLs": links.iter().map(PostLink::canonical_url).collect::<Vec<_>>(),
                "resultsPerPage": 1,
            }),
        };
        if let (Value::Object(input), Value::Object(target)) = (&mut input, target) {
            input.extend(target.into_iter().filter(|(_, value)| !value.is_null()));
        }
        input
    }
}
