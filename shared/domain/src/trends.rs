//! What sellers post about: counts of tags that fade, never more than [`MOST_TAGS`] of them.
//!
//! A count halves every week, so that what was posted this week weighs more than what was posted
//! last year and nothing needs a nightly job. All counts of one [`Trends`] are right at the same
//! tick, a sixteenth of a half-life, so that a tag counted every minute fades like any other.
//! Integers only. Whose counts they are and where they are kept is a store's business.
//!
//! Where there is no room a new tag takes the place of the least and its count, as doubt (the
//! Space-Saving summary of Metwally, Agrawal and El Abbadi, 2005). A new tag that simply began at
//! one would be the least at once and could never rise. So a tag with more than one
//! [`MOST_TAGS`]th of all that was counted is always there, give or take a forgotten sixteenth of a
//! post, and since the doubt is taken off again, no tag is ever said to be posted about more than
//! it was.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Tag, TagAnalysis, TagOrigin};

/// The most tags that are kept.
const MOST_TAGS: usize = 200;
/// The longest tag that is counted, in bytes: a longer one is nobody else's words.
const LONGEST_TAG: usize = 64;
/// One post's worth, in fixed point.
const ONE: u64 = 1 << 20;
/// Below this a count has no more than history in it.
const FORGOTTEN: u64 = ONE >> HALF_LIVES_TO_FORGET;
const HALF_LIVES_TO_FORGET: u64 = 4;
const HALF_LIFE_MINUTES: u64 = 7 * 24 * 60;
const TICKS_PER_HALF_LIFE: u64 = 16;
const TICK_SECONDS: u64 = HALF_LIFE_MINUTES * 60 / TICKS_PER_HALF_LIFE;
/// 2^(-i/16) in fixed point of 32 bits, for the part of a half-life.
const SIXTEENTHS: [u64; TICKS_PER_HALF_LIFE as usize] = [
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

/// How long a post counts: four half-lives, then it is worth less than a sixteenth.
pub const TRENDS_FORGET_AFTER: SignedDuration =
    SignedDuration::from_mins((HALF_LIFE_MINUTES * HALF_LIVES_TO_FORGET) as i64);

/// The fading counts of tags.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trends {
    /// When all counts are right: ticks since 1970.
    tick: u64,
    counts: BTreeMap<String, Count>,
}

/// How much a tag is posted about; two numbers on the wire, since there are many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, u64)", into = "(u64, u64)")]
struct Count {
    /// Posts, times [`ONE`], at most.
    scaled: u64,
    /// How much of it the tag took over from one it displaced.
    doubt: u64,
}

/// A tag and how much it is posted about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendingTag {
    /// The tag.
    pub text: String,
    /// Posts, faded, in thousandths.
    pub thousandths: u64,
}

impl Trends {
    /// Counts one post's tags, each once; `false` where there is nothing to count. Tags of the
    /// pictures and of the category itself are left out: they say nothing new about what is
    /// posted. A post that comes late counts as much as if it had come in time.
    pub fn record(&mut self, analysis: &TagAnalysis, at: Timestamp) -> bool {
        let tick = tick(at);
        let weight = faded(ONE, self.tick.saturating_sub(tick));
        let tags: BTreeSet<&str> = analysis.tags.iter().filter_map(countable).collect();
        if weight < FORGOTTEN || tags.is_empty() {
            return false;
        }
        self.fade_to(tick);
        for tag in tags {
            self.add(tag, weight);
        }
        true
    }

    /// The `most` tags posted about most at a time, in falling order, ties by name.
    pub fn top(&self, most: usize, at: Timestamp) -> Vec<TrendingTag> {
        let age = tick(at).saturating_sub(self.tick);
        let mut tags: Vec<TrendingTag> = self
            .counts
            .iter()
            .map(|(text, count)| TrendingTag {
                text: text.clone(),
                thousandths: faded(count.sure(), age).saturating_mul(1_000) / ONE,
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

    /// Brings all counts to a later tick and drops those that have faded away.
    fn fade_to(&mut self, tick: u64) {
        let ticks = tick.saturating_sub(self.tick);
        if ticks == 0 {
            return;
        }
        self.tick = tick;
        self.counts.retain(|_, count| {
            *count = count.faded(ticks);
            count.scaled >= FORGOTTEN
        });
    }

    fn add(&mut self, tag: &str, weight: u64) {
        if let Some(count) = self.counts.get_mut(tag) {
            count.scaled = count.scaled.saturating_add(weight);
            return;
        }
        let doubt = if self.counts.len() < MOST_TAGS {
            0
        } else {
            self.drop_least()
        };
        let scaled = doubt.saturating_add(weight);
        self.counts.insert(tag.to_owned(), Count { scaled, doubt });
    }

    /// Drops the least tag; its count.
    fn drop_least(&mut self) -> u64 {
        let least = self.counts.iter().min_by_key(|(_, count)| count.scaled);
        let least = least.map(|(text, count)| (text.clone(), count.scaled));
        least.map_or(0, |(text, scaled)| {
            self.counts.remove(&text);
            scaled
        })
    }
}

impl Count {
    /// What was counted for this tag alone.
    const fn sure(self) -> u64 {
        self.scaled.saturating_sub(self.doubt)
    }

    /// The count so many ticks later. Its doubt is rounded up, so that nothing is overstated.
    fn faded(self, ticks: u64) -> Self {
        Self {
            scaled: faded(self.scaled, ticks),
            doubt: faded(self.doubt, ticks).saturating_add(u64::from(self.doubt > 0)),
        }
    }
}

impl From<(u64, u64)> for Count {
    fn from((scaled, doubt): (u64, u64)) -> Self {
        Self { scaled, doubt }
    }
}

impl From<Count> for (u64, u64) {
    fn from(count: Count) -> Self {
        (count.scaled, count.doubt)
    }
}

/// What is left of a weight after so many ticks.
fn faded(weight: u64, ticks: u64) -> u64 {
    let part = usize::try_from(ticks % TICKS_PER_HALF_LIFE).unwrap_or(0);
    let factor = SIXTEENTHS.get(part).copied().unwrap_or(0);
    let left = (u128::from(weight) * u128::from(factor)) >> 32;
    u32::try_from(ticks / TICKS_PER_HALF_LIFE)
        .ok()
        .and_then(|halvings| left.checked_shr(halvings))
        .and_then(|left| u64::try_from(left).ok())
        .unwrap_or(0)
}

fn tick(at: Timestamp) -> u64 {
    u64::try_from(at.as_second()).unwrap_or(0) / TICK_SECONDS
}

/// The text of a tag that says what is posted about.
fn countable(tag: &Tag) -> Option<&str> {
    let said = matches!(tag.origin, TagOrigin::Caption | TagOrigin::Hashtag);
    let fits = (1..=LONGEST_TAG).contains(&tag.text.len());
    (said && fits).then_some(tag.text.as_str())
}

#[cfg(test)]
mod tests;
