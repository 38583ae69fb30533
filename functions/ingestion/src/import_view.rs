//! An import as its sender sees it: every post, part by part, with reasons.

use std::collections::HashMap;

use domain::{Import, ImportRow, Outcome, Part, Post, PostId, Stage};
use function::http::Problem;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::Ingestion;

/// An import and how far it has come.
#[derive(Debug, Serialize)]
pub(crate) struct ImportView {
    id: Uuid,
    url: String,
    requested_at: Timestamp,
    status: ImportStatus,
    posts: Vec<PostView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum ImportStatus {
    InProgress,
    Done,
}

#[derive(Debug, Serialize)]
struct PostView {
    row: usize,
    status: PostStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_id: Option<PostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<PartsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tiktok_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum PostStatus {
    /// Waiting to be fetched from TikTok.
    Fetching,
    /// The workers are at it.
    Analysing,
    Published,
    NeedsAttention,
    NothingForSale,
    Refused,
    Unreadable,
}

/// Why a post or part is as it is: a code for programs, a sentence for people.
#[derive(Debug, Serialize)]
struct Reason {
    code: serde_json::Value,
    detail: String,
}

#[derive(Debug, Serialize)]
struct PartsView {
    caption: PartView,
    thumbnails: PartView,
    tags: PartView,
}

#[derive(Debug, Serialize)]
struct PartView {
    status: PartStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum PartStatus {
    Pending,
    Done,
    Failed,
}

impl ImportView {
    /// Loads the posts of an import.
    pub(crate) async fn load(
        ingestion: &Ingestion,
        import: Import,
        origin: &str,
    ) -> Result<Self, Problem> {
        let ids: Vec<PostId> = import
            .rows
            .iter()
            .filter_map(|row| match row {
                ImportRow::Accepted { post_id } => Some(*post_id),
                _ => None,
            })
            .collect();
        let posts = ingestion
            .store
            .posts(&import.tenant, &ids)
            .await
            .map_err(Problem::upstream)?;
        let posts: HashMap<PostId, Post> = posts.into_iter().map(|post| (post.id, post)).collect();
        Ok(Self::new(import, &posts, origin))
    }

    fn new(import: Import, posts: &HashMap<PostId, Post>, origin: &str) -> Self {
        let posts: Vec<PostView> = import
            .rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| PostView::new(index + 1, row, posts, origin))
            .collect();
        let under_way = posts.iter().any(|post| post.status.is_under_way());
        let status = if under_way {
            ImportStatus::InProgress
        } else {
            ImportStatus::Done
        };
        let url = format!("/v1/imports/{}", import.id);
        Self {
            id: import.id,
            url,
            requested_at: import.requested_at,
            status,
            posts,
        }
    }

    /// Where it can be looked at again.
    pub(crate) fn location(&self) -> String {
        self.url.clone()
    }
}

impl PostStatus {
    const fn is_under_way(self) -> bool {
        matches!(self, Self::Fetching | Self::Analysing)
    }
}

impl PostView {
    fn new(row: usize, asked: ImportRow, posts: &HashMap<PostId, Post>, origin: &str) -> Self {
        match asked {
            ImportRow::Accepted { post_id } => match posts.get(&post_id) {
                Some(post) => Self::of(row, post, origin),
                None => Self {
                    post_id: Some(post_id),
                    ..Self::bare(row, PostStatus::Fetching)
                },
            },
            ImportRow::Refused { refusal } => Self {
                reason: Some(Reason::new(&refusal.code, &refusal.detail)),
                ..Self::bare(row, PostStatus::Refused)
            },
            ImportRow::Unreadable { detail } => Self {
                reason: Some(Reason::new(&"unreadable_row", &detail)),
                ..Self::bare(row, PostStatus::Unreadable)
            },
        }
    }

    const fn bare(row: usize, status: PostStatus) -> Self {
        Self {
            row,
            status,
            post_id: None,
            reason: None,
            parts: None,
            product_url: None,
            tiktok_url: None,
            received_at: None,
            settled_at: None,
        }
    }

    fn of(row: usize, post: &Post, origin: &str) -> Self {
        let (status, reason, settled_at) = match (&post.stage, &post.outcome) {
            (Stage::Requested, _) => (PostStatus::Fetching, None, None),
            (Stage::Refused { refusal }, _) => (
                PostStatus::Refused,
                Some(Reason::new(&refusal.code, &refusal.detail)),
                None,
            ),
            (Stage::Received(_), None) => (PostStatus::Analysing, None, None),
            (Stage::Received(_), Some(Outcome::Published { at })) => {
                (PostStatus::Published, None, Some(*at))
            }
            (Stage::Received(_), Some(Outcome::NeedsAttention { attention, at })) => (
                PostStatus::NeedsAttention,
                Some(Reason::new(&attention.code, &attention.detail)),
                Some(*at),
            ),
            (Stage::Received(_), Some(Outcome::NothingForSale { reason, at })) => (
                PostStatus::NothingForSale,
                Some(Reason::new(
                    &"nothing_for_sale",
                    &format!("The caption offers nothing for sale ({reason})."),
                )),
                Some(*at),
            ),
        };
        let published = status == PostStatus::Published;
        Self {
            row,
            status,
            post_id: Some(post.id),
            reason,
            parts: matches!(post.stage, Stage::Received(_)).then(|| PartsView::new(post)),
            product_url: post
                .handle()
                .filter(|_| published)
                .map(|handle| format!("{origin}/@{handle}/p/{}", post.id)),
            tiktok_url: post.request.url.clone(),
            received_at: Some(post.received_at),
            settled_at,
        }
    }
}

impl PartsView {
    fn new(post: &Post) -> Self {
        let parts = &post.parts;
        Self {
            caption: PartView::new(parts.caption.as_ref()),
            thumbnails: PartView::new(parts.thumbnails.as_ref()),
            tags: PartView::new(parts.tags.as_ref()),
        }
    }
}

impl PartView {
    fn new<T>(part: Option<&Part<T>>) -> Self {
        match part {
            None => Self {
                status: PartStatus::Pending,
                at: None,
                reason: None,
            },
            Some(Part::Done { at, .. }) => Self {
                status: PartStatus::Done,
                at: Some(*at),
                reason: None,
            },
            Some(Part::Failed { failure, at }) => Self {
                status: PartStatus::Failed,
                at: Some(*at),
                reason: Some(Reason::new(&failure.code, &failure.detail)),
            },
        }
    }
}

impl Reason {
    fn new(code: &impl Serialize, detail: &str) -> Self {
        let code = serde_json::to_value(code).unwrap_or_default();
        Self {
            code,
            detail: detail.to_owned(),
        }
    }
}
