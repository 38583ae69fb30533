//! What sellers of a tenant post about: counts that fade.
//!
//! A tag's count halves every half-life, so that what was posted last week weighs more than what
//! was posted last year and nothing needs a nightly job. State is integers only: a count in
//! fixed point and the minute it was right. Counts kept apart, by functions that run side by side,
//! are put together by [`Trends::merge`]. Where they are kept is a store's business.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use domain::{Market, Tag, TagAnalysis, TagOrigin, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One post's worth, in fixed point.
const ONE: u64 = 1 << 20;
/// Below this a count has no more than history in it.
const FORGOTTEN: u64 = ONE / 16;
/// 2^(-i/16) in fixed point of 32 bits, for the part of a half-life.
const SIXTEENTHS: [u64; 16] = [
    4_294_967_296,
    4_112_874_773,
    3_938_502_376,
    3_771_522_796,
    3_611_622_603,
    3_458_501_653,
    3_311_872_529,
    3_171_459_999,
    3_037_000_500,
    2_908_241_642,
    2_784_941_738,
    2_666_869_345,
    2_553_802_834,
    2_445_529_972,
    2_341_847_524,
    2_242_560_872,
];

/// After how long a count is worth half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HalfLife(NonZeroU32);

impl HalfLife {
    /// A half-life in minutes.
    pub const fn from_minutes(minutes: NonZeroU32) -> Self {
        Self(minutes)
    }
}

impl Default for HalfLife {
    /// A week.
    fn default() -> Self {
        Self(NonZeroU32::new(7 * 24 * 60).unwrap_or(NonZeroU32::MIN))
    }
}

/// A count that fades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FadingCount {
    /// Posts, times 2^20.
    scaled: u64,
    /// The Unix minute at which `scaled` was right.
    minute: u64,
}

impl FadingCount {
    /// One post at a time.
    pub fn once(at: Timestamp) -> Self {
        Self {
            scaled: ONE,
            minute: minute(at),
        }
    }

    /// The count in fixed point (times 2^20) at a minute that is not before its own.
    fn at(self, minute: u64, half_life: HalfLife) -> u64 {
        let age = minute.saturating_sub(self.minute);
        let half = u64::from(half_life.0.get());
        let halvings = age / half;
        let sixteenth = usize::try_from((age % half) * 16 / half).unwrap_or(0);
        let factor = SIXTEENTHS.get(sixteenth).copied().unwrap_or(0);
        let part = (u128::from(self.scaled) * u128::from(factor)) >> 32;
        let part = u64::try_from(part).unwrap_or(u64::MAX);
        u32::try_from(halvings)
            .ok()
            .and_then(|halvings| part.checked_shr(halvings))
            .unwrap_or(0)
    }

    /// Both counts together, right at the later one's minute. The order does not matter.
    #[must_use]
    pub fn merge(self, other: Self, half_life: HalfLife) -> Self {
        let minute = self.minute.max(other.minute);
        let scaled = self
            .at(minute, half_life)
            .saturating_add(other.at(minute, half_life));
        Self { scaled, minute }
    }
}

fn minute(at: Timestamp) -> u64 {
    u64::try_from(at.as_second()).unwrap_or(0) / 60
}

/// The fading counts of one tenant's tags in one market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trends {
    tenant: TenantId,
    market: Market,
    half_life: HalfLife,
    counts: BTreeMap<String, FadingCount>,
}

/// A tag and how much it is posted about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendingTag {
    /// The tag.
    pub text: String,
    /// Posts, faded, in thousandths.
    pub thousandths: u64,
}

/// The counts are of different tenants, markets or half-lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("counts of different tenants, markets or half-lives do not add up")]
pub struct NotTheSame;

impl Trends {
    /// No counts yet.
    pub const fn new(tenant: TenantId, market: Market, half_life: HalfLife) -> Self {
        Self {
            tenant,
            market,
            half_life,
            counts: BTreeMap::new(),
        }
    }

    /// Counts one post's tags, each once. Tags of the pictures and of the category itself are
    /// left out: they say nothing new about what is posted.
    pub fn record(&mut self, analysis: &TagAnalysis, at: Timestamp) {
        for tag in analysis.tags.iter().filter(|tag| counts(tag)) {
            self.add(tag.text.clone(), FadingCount::once(at));
        }
    }

    fn add(&mut self, text: String, count: FadingCount) {
        let half_life = self.half_life;
        self.counts
            .entry(text)
            .and_modify(|before| *before = before.merge(count, half_life))
            .or_insert(count);
    }

    /// Takes in counts of the same tenant, market and half-life.
    pub fn merge(&mut self, other: Self) -> Result<(), NotTheSame> {
        let same = self.tenant == other.tenant
            && self.market == other.market
            && self.half_life == other.half_life;
        if !same {
            return Err(NotTheSame);
        }
        for (text, count) in other.counts {
            self.add(text, count);
        }
        Ok(())
    }

    /// The `most` tags posted about most at a time, in falling order, ties by name.
    pub fn top(&self, most: usize, at: Timestamp) -> Vec<TrendingTag> {
        let now = minute(at);
        let mut tags: Vec<TrendingTag> = self
            .counts
            .iter()
            .map(|(text, count)| TrendingTag {
                text: text.clone(),
                thousandths: count.at(now, self.half_life).saturating_mul(1_000) / ONE,
            })
            .filter(|tag| tag.thousandths > 0)
            .collect();
        tags.sort_by(|a, b| {
            b.thousandths
                .cmp(&a.thousandths)
                .then_with(|| a.text.cmp(&b.text))
        });
        tags.truncate(most);
        tags
    }

    /// Drops counts that have faded away, so that the state stays small.
    pub fn prune(&mut self, at: Timestamp) {
        let (now, half_life) = (minute(at), self.half_life);
        self.counts
            .retain(|_, count| count.at(now, half_life) >= FORGOTTEN);
    }
}

fn counts(tag: &Tag) -> bool {
    matches!(tag.origin, TagOrigin::Caption | TagOrigin::Hashtag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 / 60 * 60 + minute * 60).unwrap()
    }

    fn hour() -> HalfLife {
        HalfLife::from_minutes(NonZeroU32::new(60).unwrap())
    }

    fn post(tags: &[&str]) -> TagAnalysis {
        let tag = |text: &&str| Tag {
            text: (*text).to_owned(),
            origin: TagOrigin::Caption,
        };
        TagAnalysis {
            category: None,
            google_product_category: None,
            tags: tags.iter().map(tag).collect(),
            hashtags: Vec::new(),
            synonyms: Vec::new(),
        }
    }

    fn trends() -> Trends {
        Trends::new(TenantId::default(), Market::Ug, hour())
    }

    #[test]
    fn counts_halve_every_half_life() {
        let count = FadingCount::once(at(0));
        let share = |minutes| count.at(minute(at(minutes)), hour()) * 100 / ONE;
        assert_eq!(
            [share(0), share(30), share(60), share(120)],
            [100, 70, 50, 25]
        );
        assert_eq!(share(60 * 100), 0);
    }

    #[test]
    fn what_is_posted_now_comes_before_what_was() {
        let mut trends = trends();
        for _ in 0..3 {
            trends.record(&post(&["gomesi"]), at(0));
        }
        trends.record(&post(&["sneakers"]), at(180));
        let names = |trends: &Trends, when| {
            trends
                .top(2, when)
                .into_iter()
                .map(|tag| tag.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&trends, at(0)), ["gomesi", "sneakers"]);
        assert_eq!(names(&trends, at(180)), ["sneakers", "gomesi"]);
        trends.prune(at(420));
        assert_eq!(names(&trends, at(420)), ["sneakers"]);
    }

    #[test]
    fn other_tenants_and_markets_do_not_mix() {
        let mut ug = trends();
        let ke = Trends::new(TenantId::default(), Market::Ke, hour());
        assert_eq!(ug.merge(ke), Err(NotTheSame));
    }

    #[test]
    fn state_survives_json() {
        let mut trends = trends();
        trends.record(&post(&["gomesi"]), at(7));
        let json = serde_json::to_string(&trends).unwrap();
        assert_eq!(serde_json::from_str::<Trends>(&json).unwrap(), trends);
    }

    proptest! {
        #[test]
        fn merging_is_commutative_and_never_grows(
            a in 0_u64..1 << 40, b in 0_u64..1 << 40, first in 0_u64..1 << 30, later in 0_u64..1 << 30,
        ) {
            let (a, b) = (
                FadingCount { scaled: a, minute: first },
                FadingCount { scaled: b, minute: later },
            );
            let merged = a.merge(b, hour());
            prop_assert_eq!(merged, b.merge(a, hour()));
            prop_assert!(merged.scaled <= a.scaled + b.scaled);
        }
    }
}
