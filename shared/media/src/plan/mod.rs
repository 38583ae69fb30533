//! Which samples to read, from the index alone.
//!
//! The video's length is cut into [`SLOTS`] equal slots, each of which should give one candidate.
//! Where a slot has key frames, its biggest one is taken: among key frames of one video, size
//! follows detail. So that no shot is passed over between slots, up to [`SPARE`] more are taken of
//! shots without a candidate; where shots begin, the index shows. Slots without a key frame are reached by decoding forward from the key frame before
//! them, but only where key frames are so rare that the choice would suffer, and only as far as
//! the limits allow.

mod key_frames;
mod timeline;

use crate::limits::Limits;
use crate::mp4::{Sync, VideoTrack};
use crate::report::Coverage;

use self::key_frames::candidates;
pub(crate) use self::timeline::Timeline;

/// Candidates looked at. More cost CPU time in proportion; fewer miss good frames.
pub(crate) const SLOTS: usize = 12;

/// Candidates more than slots, for shots that no slot's candidate shows.
pub(crate) const SPARE: usize = 4;

/// With this many key frames five good and different ones are nearly always among them.
const ENOUGH_KEYS: usize = 8;

/// A longer stretch than this without a candidate is worth decoding forward, in milliseconds, if
/// it is also a third of the video.
const LONG_GAP_MS: u64 = 5000;

/// What to read and decode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// In time order.
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) coverage: Coverage,
}

/// Consecutive samples, in decoding order, starting at one decoding can start at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Index of the first sample.
    pub(crate) first: usize,
    /// How many samples; 1 for a key frame on its own.
    pub(crate) count: usize,
}

/// Chooses what to read.
///
/// `keys` are indexes of samples decoding can start at, in decoding order; `pixels` is the size of
/// one picture. Gives an empty plan when there are no keys.
pub(crate) fn plan(
    track: &VideoTrack,
    timeline: &Timeline,
    keys: &[usize],
    pixels: u64,
    limits: &Limits,
) -> Plan {
    let size = |index: usize| track.samples.get(index).map_or(0, |sample| sample.size);
    let shown: Vec<usize> = keys
        .iter()
        .copied()
        .filter(|key| timeline.shown_ms(*key).is_some())
        .collect();
    let chosen = candidates(&shown, timeline, size);
    let rare = shown.len() < ENOUGH_KEYS;

    // Groups of pictures: from one key frame to the next, in decoding order.
    let ends = keys.iter().skip(1).copied().chain([track.samples.len()]);
    let mut forward = Vec::new();
    for (key, end) in keys.iter().copied().zip(ends) {
        let from = timeline.shown_ms(key).unwrap_or(0);
        let to = match end < track.samples.len() {
            true => timeline.shown_ms(end).unwrap_or(timeline.duration_ms),
            false => timeline.duration_ms,
        };
        if !rare && to.saturating_sub(from) <= LONG_GAP_MS.max(timeline.duration_ms / 3) {
            continue;
        }
        let taken: Vec<usize> = chosen
            .iter()
            .filter_map(|key| timeline.shown_ms(*key))
            .map(|at| timeline.slot(at))
            .collect();
        let empty = (0..SLOTS).filter(|slot| !taken.contains(slot));
        let inside = empty
            .map(|slot| timeline.middle(slot))
            .filter(|at| (from..to).contains(at));
        if let Some(last) = inside.max() {
            let half_slot = timeline.duration_ms / (2 * SLOTS as u64);
            let reach = last.saturating_add(half_slot).min(to);
            let group = key..end;
            let samples = group
                .clone()
                .take_while(|index| timeline.shown_ms(*index).is_none_or(|at| at < reach));
            let count = samples.count().max(1);
            forward.push(Stretch { first: key, count });
        }
    }

    let mut coverage = Coverage::Whole;
    fit_to_budget(&mut forward, track, pixels, limits, &mut coverage);
    let mut stretches = forward;
    for key in chosen {
        let inside =
            |stretch: &Stretch| (stretch.first..stretch.first + stretch.count).contains(&key);
        if !stretches.iter().any(inside) {
            stretches.push(Stretch {
                first: key,
                count: 1,
            });
        }
    }
    stretches.sort_by_key(|stretch| stretch.first);
    Plan {
        stretches,
        coverage,
    }
}

/// Shortens forward stretches to what may be decoded and read, each by the same share.
fn fit_to_budget(
    stretches: &mut [Stretch],
    track: &VideoTrack,
    pixels: u64,
    limits: &Limits,
    coverage: &mut Coverage,
) {
    let reordered = track.samples.windows(2).any(|pair| match pair {
        [a, b] => b.composition < a.composition,
        _ => false,
    });
    // With reordering about half the pictures are not referred to and will be skipped.
    let decoded_share = if reordered { 2 } else { 1 };
    let frames = (limits.forward_pixels / pixels.max(1)).saturating_mul(decoded_share);
    let wanted: u64 = stretches.iter().map(|stretch| stretch.count as u64).sum();
    let bytes_of = |stretch: &Stretch| -> u64 {
        let samples = track.samples.iter().skip(stretch.first).take(stretch.count);
        samples.map(|sample| u64::from(sample.size)).sum()
    };
    // Half of what may be read is left for the index and for key frames on their own.
    let allowed_bytes = limits.read_bytes / 2;
    let bytes: u64 = stretches.iter().map(bytes_of).sum();
    let by_frames = (u128::from(frames) << 16) / u128::from(wanted.max(1));
    let by_bytes = (u128::from(allowed_bytes) << 16) / u128::from(bytes.max(1));
    let share = by_frames.min(by_bytes);
    if share >= 1 << 16 {
        return;
    }
    *coverage = Coverage::Partial;
    for stretch in stretches {
        let count = (stretch.count as u128 * share) >> 16;
        stretch.count = usize::try_from(count).unwrap_or(1).max(1);
    }
}

/// The samples the index says decoding can start at.
pub(crate) fn keys_by_index(track: &VideoTrack) -> Vec<usize> {
    let samples = track.samples.iter().enumerate();
    let keys = samples.filter(|(_, sample)| sample.sync == Sync::Key);
    keys.map(|(index, _)| index).collect()
}
