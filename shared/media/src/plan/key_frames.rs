//! Which key frames to look at.

use super::{SLOTS, SPARE, Timeline};

/// A key frame that may be looked at.
struct Key {
    sample: usize,
    size: u32,
    slot: usize,
    shot: usize,
}

/// The biggest key frame of every slot, then of every shot that has none yet, then the biggest of
/// the rest while there are fewer than [`SLOTS`].
pub(super) fn candidates(
    keys: &[usize],
    timeline: &Timeline,
    size: impl Fn(usize) -> u32,
) -> Vec<usize> {
    let described = keys.iter().zip(shots(keys, timeline));
    let described = described.map(|(sample, shot)| Key {
        sample: *sample,
        size: size(*sample),
        slot: timeline.slot(timeline.shown_ms(*sample).unwrap_or(0)),
        shot,
    });
    let mut left: Vec<Key> = described.collect();
    left.sort_by_key(|key| (std::cmp::Reverse(key.size), key.sample));
    let mut chosen: Vec<Key> = Vec::new();
    let mut take = |most: usize, is_known: fn(&Key, &Key) -> bool| {
        for key in std::mem::take(&mut left) {
            let known = chosen.iter().any(|other| is_known(&key, other));
            if known || chosen.len() >= most {
                left.push(key);
            } else {
                chosen.push(key);
            }
        }
    };
    take(SLOTS, |key, other| key.slot == other.slot);
    take(SLOTS + SPARE, |key, other| key.shot == other.shot);
    take(SLOTS, |_, _| false);
    let mut samples: Vec<usize> = chosen.iter().map(|key| key.sample).collect();
    samples.sort_unstable();
    samples
}

/// For every key frame the number of the shot it shows. Encoders place key frames at a fixed
/// interval and wherever the picture changes at once, so one that comes early begins a shot.
fn shots(keys: &[usize], timeline: &Timeline) -> Vec<usize> {
    let at = |key: Option<&usize>| key.and_then(|key| timeline.shown_ms(*key)).unwrap_or(0);
    let gaps = keys
        .windows(2)
        .map(|pair| at(pair.last()).saturating_sub(at(pair.first())));
    let gaps: Vec<u64> = gaps.collect();
    let usual = gaps.iter().copied().max().unwrap_or(0);
    let mut shot = 0;
    let numbers = gaps.iter().map(|gap| {
        shot += usize::from(gap.saturating_mul(20) < usual.saturating_mul(19));
        shot
    });
    std::iter::once(0).chain(numbers).take(keys.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A minute: slots of five seconds.
    fn minute(shown_ms: &[u64]) -> (Vec<usize>, Timeline) {
        let timeline = Timeline {
            shown_ms: shown_ms.iter().copied().map(Some).collect(),
            duration_ms: 60_000,
        };
        ((0..shown_ms.len()).collect(), timeline)
    }

    #[test]
    fn a_key_frame_that_comes_early_begins_a_shot() {
        let (keys, timeline) = minute(&[0, 2000, 4000, 4800, 6800, 7000, 9000]);
        assert_eq!(shots(&keys, &timeline), [0, 0, 0, 1, 1, 2, 2]);
        let (keys, timeline) = minute(&[0, 2000, 4000, 6000]);
        assert_eq!(shots(&keys, &timeline), [0; 4]);
        assert!(shots(&[], &timeline).is_empty());
    }

    #[test]
    fn a_short_shot_is_not_passed_over() {
        // Two key frames a slot, and shots that begin at 11 and 12 seconds.
        let before = (0..5).map(|index| index * 2500);
        let after = (0..20).map(|index| 12_000 + index * 2500);
        let shown: Vec<u64> = before.chain([11_000]).chain(after).collect();
        let (keys, timeline) = minute(&shown);
        let short = |sample: usize| shown[sample] == 11_000;
        let found = candidates(&keys, &timeline, |sample| if short(sample) { 1 } else { 9 });
        assert_eq!(found.len(), SLOTS + 1);
        assert!(found.into_iter().any(short));
    }

    #[test]
    fn there_are_never_more_candidates_than_room() {
        let even: Vec<u64> = (0..200).map(|index| index * 300).collect();
        let (keys, timeline) = minute(&even);
        assert_eq!(candidates(&keys, &timeline, |_| 1).len(), SLOTS);

        // Every third interval is longer: most key frames begin a shot.
        let uneven: Vec<u64> = (0..200).map(|index| index * 300 - index % 3 * 60).collect();
        let (keys, timeline) = minute(&uneven);
        assert_eq!(candidates(&keys, &timeline, |_| 1).len(), SLOTS + SPARE);
    }
}
