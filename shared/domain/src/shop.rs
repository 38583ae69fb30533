//! A shop: the public page of one TikTok handle.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Handle, Market, PhoneNumber, TenantId};

/// A shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Whose installation.
    pub tenant: TenantId,
    /// The TikTok handle.
    pub handle: Handle,
    /// The name buyers see; the handle where the seller gave none.
    pub name: String,
    /// The seller's country.
    pub market: Market,
    /// Where *Buy on WhatsApp* leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whatsapp: Option<PhoneNumber>,
    /// Has the seller proved that the handle is theirs?
    pub ownership: Ownership,
    /// When the hub first knew the shop.
    pub created_at: Timestamp,
    /// How the shop is kept up to date with TikTok.
    pub sync: Sync,
}

impl Shop {
    /// The shop of a handle the hub meets for the first time: named after its handle, nobody's
    /// yet, not synced.
    pub fn first_seen(tenant: TenantId, handle: Handle, market: Market, now: Timestamp) -> Self {
        Self {
            tenant,
            name: format!("@{handle}"),
            handle,
            market,
            whatsapp: None,
            ownership: Ownership::Unproved,
            created_at: now,
            sync: Sync::Off,
        }
    }
}

/// Has the seller proved that the handle is theirs?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ownership {
    /// Nobody has; the page says so.
    Unproved,
    /// The seller did.
    Proved,
}

/// How a shop is kept up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Sync {
    /// Posts come only when somebody sends them.
    Off,
    /// The hub looks for new posts by itself.
    On {
        /// When to look next.
        due_at: Timestamp,
        /// The newest post seen at the last look that brought an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newest_post_at: Option<Timestamp>,
        /// When TikTok last gave an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered_at: Option<Timestamp>,
    },
}

/// The shortest time between two looks at a shop.
pub const SHORTEST_SYNC_INTERVAL: SignedDuration = SignedDuration::from_mins(15);
/// The longest time between two looks at a shop.
pub const LONGEST_SYNC_INTERVAL: SignedDuration = SignedDuration::from_hours(12);

/// How long to wait before looking at a shop again.
///
/// `posted_at` are the times of the shop's known posts, in any order. A quarter of the median gap
/// between the last ten posts, so that a post is found long before the next one is usual; a shop
/// that has fallen silent is looked at ever more rarely, and one with fewer than two posts
/// is asked every two hours.
pub fn sync_interval(posted_at: &[Timestamp], now: Timestamp) -> SignedDuration {
    let mut times = posted_at.to_vec();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.truncate(10);
    let mut gaps: Vec<i64> = times
        .iter()
        .zip(times.iter().skip(1))
        .map(|(newer, older)| newer.duration_since(*older).as_secs())
        .collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).map(|gap| gap / 4);
    let silence = times
        .first()
        .map(|newest| now.duration_since(*newest).as_secs() / 8);
    let seconds = match (usual, silence) {
        (Some(usual), Some(silence)) => usual.max(silence),
        _ => SignedDuration::from_hours(2).as_secs(),
    };
    SignedDuration::from_secs(seconds).clamp(SHORTEST_SYNC_INTERVAL, LONGEST_SYNC_INTERVAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours_ago(now: Timestamp, hours: &[i64]) -> Vec<Timestamp> {
        hours
            .iter()
            .map(|hour| now - SignedDuration::from_hours(*hour))
            .collect()
    }

    #[track_caller]
    fn check(posts_hours_ago: &[i64], expected_minutes: i64) {
        let now = Timestamp::from_second(1_795_428_672).unwrap();
        let interval = sync_interval(&hours_ago(now, posts_hours_ago), now);
        assert_eq!(interval.as_secs() / 60, expected_minutes);
    }

    #[test]
    fn busy_shops_are_looked_at_often_and_silent_ones_rarely() {
        check(&[], 120);
        check(&[5], 120);
        check(&[0, 1, 2, 3], 15);
        check(&[1, 13, 25, 37], 180);
        check(&[4, 8, 12], 60);
        check(&[40, 44, 48], 300);
        check(&[24 * 60, 24 * 61], 720);
    }
}
