//! TikTok's Display API v2: a connected seller's own public posts.
//!
//! It never gives a video's bytes, and its cover addresses live about six hours. The login flow is
//! not here; a seller's tokens come from and go back to whoever stores them.

mod error;
mod token;
mod wire;

use domain::PostId;
use jiff::Timestamp;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use url::Url;

pub use error::DisplayError;
pub use token::{TokenError, TokenSet};

use crate::transport::API_BODY_LIMIT;
use crate::{FoundPost, Listing, TikTokClient};
use wire::Page;

/// Most posts the API gives or takes at once.
const PAGE_SIZE: usize = 20;

/// Most pages of one listing: 1,000 posts, twice what a shop may hold.
const MAX_PAGES: usize = 50;

const FIELDS: &str = "id,create_time,cover_image_url,share_url,video_description,title,duration";

impl TikTokClient {
    /// A connected seller's newest posts, newest first: at most `most`, none older than `since`.
    ///
    /// Needs the scope `video.list`.
    pub async fn list_posts(
        &self,
        token: &SecretString,
        since: Option<Timestamp>,
        most: usize,
    ) -> Result<Listing, DisplayError> {
        let mut posts = Vec::new();
        let mut showed_any = false;
        let mut cursor: Option<i64> = None;
        for _ in 0..MAX_PAGES {
            let page = self.page("list", token, &list_body(cursor)).await?;
            let shown = page.posts();
            showed_any |= !shown.is_empty();
            let is_wanted =
                |post: &FoundPost| since.is_none_or(|since| post.posted_at >= Some(since));
            let reached_old = !shown.iter().all(is_wanted);
            posts.extend(shown.into_iter().filter(is_wanted));
            if reached_old || posts.len() >= most || !page.has_more {
                break;
            }
            // A page may be empty and still not be the last; only the cursor tells. It counts
            // down, so that one which does not would ask for the same page for ever.
            match page.cursor {
                Some(next) if cursor.is_none_or(|cursor| next < cursor) => cursor = Some(next),
                stuck => {
                    tracing::warn!(cursor = stuck, "TikTok's video list does not advance");
                    break;
                }
            }
        }
        posts.truncate(most);
        Ok(if showed_any {
            Listing::Posts(posts)
        } else {
            Listing::Unknown
        })
    }

    /// Those of the posts that exist, are public and belong to the token's seller.
    ///
    /// Also the way to fresh cover addresses, and the proof that a pasted link is the seller's own.
    pub async fn query_posts(
        &self,
        token: &SecretString,
        ids: &[PostId],
    ) -> Result<Vec<FoundPost>, DisplayError> {
        let mut posts = Vec::new();
        for ids in ids.chunks(PAGE_SIZE) {
            let body = json!({ "filters": { "video_ids": ids } });
            posts.extend(self.page("query", token, &body).await?.posts());
        }
        Ok(posts)
    }

    async fn page(
        &self,
        operation: &str,
        token: &SecretString,
        body: &Value,
    ) -> Result<Page, DisplayError> {
        // The final slash is part of the path.
        let url = display_url(&format!("v2/video/{operation}/"), &[("fields", FIELDS)]);
        let transport = &self.transport;
        transport
            .retry
            .run(|| async {
                let request = transport
                    .request(Method::POST, &url)
                    .bearer_auth(token.expose_secret())
                    .json(body);
                let timeout = transport.timeouts.request;
                wire::read(&transport.answer(request, timeout, API_BODY_LIMIT).await?)
            })
            .await
    }
}

fn list_body(cursor: Option<i64>) -> Value {
    match cursor {
        None => json!({ "max_count": PAGE_SIZE }),
        Some(cursor) => json!({ "max_count": PAGE_SIZE, "cursor": cursor }),
    }
}

#[expect(
    clippy::expect_used,
    reason = "a constant that every test of this module reads"
)]
fn display_url(path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = Url::parse("https://open.tiktokapis.com/").expect("a valid address");
    url.set_path(path);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}
