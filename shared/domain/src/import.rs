//! An import: the visible progress of bringing posts in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{PostId, Refusal, TenantId};

/// The most rows one import may have. Longer files are sent in several imports.
pub const MOST_IMPORT_ROWS: usize = 200;

/// One request to bring posts in. How far each post has come is on the posts themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Whose installation.
    pub tenant: TenantId,
    /// UUIDv7.
    pub id: Uuid,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// One per post asked for, at most [`MOST_IMPORT_ROWS`].
    pub rows: Vec<ImportRow>,
}

/// What became of one post asked for at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum ImportRow {
    /// The hub took it in, now or in an earlier import.
    Accepted {
        /// The post.
        post_id: PostId,
    },
    /// The hub did not take it in.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The row itself can't be read.
    Unreadable {
        /// What is wrong with it, one sentence.
        detail: String,
    },
}
