//! When samples are shown.

use crate::mp4::{Sample, VideoTrack};

use super::SLOTS;

/// The track's samples with their times in milliseconds from the start of the video.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// By sample; `None` for samples that are never shown.
    pub(super) shown_ms: Vec<Option<u64>>,
    /// Length of the video.
    pub(crate) duration_ms: u64,
}

impl Timeline {
    pub(crate) fn new(track: &VideoTrack) -> Self {
        let to_ms = |ticks: i64| {
            let ticks = u64::try_from(ticks).unwrap_or(0);
            u64::try_from(u128::from(ticks) * 1000 / u128::from(track.timescale))
                .unwrap_or(u64::MAX)
        };
        let shown = |sample: &Sample| track.edit.shown(sample.composition);
        let shown_ms = track.samples.iter().map(|sample| shown(sample).map(to_ms));
        let ends = track.samples.iter().filter_map(|sample| {
            let end = shown(sample)?.saturating_add(i64::from(sample.duration));
            Some(to_ms(end))
        });
        Self {
            shown_ms: shown_ms.collect(),
            duration_ms: ends.max().unwrap_or(0),
        }
    }

    /// When a sample is shown, in milliseconds; `None` if it is not.
    pub(crate) fn shown_ms(&self, sample: usize) -> Option<u64> {
        self.shown_ms.get(sample).copied().flatten()
    }

    /// The slot a time falls into.
    pub(crate) fn slot(&self, at_ms: u64) -> usize {
        let slot = u128::from(at_ms) * SLOTS as u128 / u128::from(self.duration_ms.max(1));
        usize::try_from(slot).unwrap_or(SLOTS).min(SLOTS - 1)
    }

    /// The middle of a slot, in milliseconds.
    pub(super) fn middle(&self, slot: usize) -> u64 {
        self.duration_ms.saturating_mul(2 * slot as u64 + 1) / (2 * SLOTS as u64)
    }
}
