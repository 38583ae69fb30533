//! Edit lists: which stretch of the track is shown, and when.

use crate::error::MediaError;
use crate::mp4::boxes::Children;
use crate::mp4::cursor::Cursor;

/// The shown stretch of a track, in its own ticks.
///
/// Only the first stretch of media counts: files with several are the work of editors that do not
/// post to TikTok, and for choosing pictures the first one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Edit {
    /// Composition time of the first shown tick.
    pub(crate) start: i64,
    /// Ticks of nothing before it.
    pub(crate) delay: i64,
    /// Ticks shown; `None` means to the end.
    pub(crate) length: Option<i64>,
}

impl Edit {
    /// Reads an `edts` box. Durations in it count in the movie's timescale.
    pub(crate) fn parse(
        edts: &[u8],
        movie_timescale: u32,
        timescale: u32,
    ) -> Result<Self, MediaError> {
        let Some(elst) = Children::find(edts, b"elst")? else {
            return Ok(Self::default());
        };
        let mut cursor = Cursor::new(elst);
        let (version, _) = cursor.version_and_flags()?;
        let entries = cursor.count(if version == 1 { 20 } else { 12 })?;
        let to_ticks = |duration: u64| -> i64 {
            let ticks = u128::from(duration) * u128::from(timescale) / u128::from(movie_timescale);
            i64::try_from(ticks)
                .unwrap_or(i64::MAX / 4)
                .min(i64::MAX / 4)
        };
        let mut edit = Self::default();
        for _ in 0..entries {
            let duration = to_ticks(cursor.sized(version)?);
            let media_time = if version == 1 {
                cursor.u64()?.cast_signed()
            } else {
                i64::from(cursor.i32()?)
            };
            cursor.skip(4)?;
            if media_time < 0 {
                edit.delay = edit.delay.saturating_add(duration);
                continue;
            }
            edit.start = media_time;
            // A length of 0 is how fragmented files say "all of it".
            edit.length = (duration > 0).then_some(duration);
            break;
        }
        Ok(edit)
    }

    /// When a composition time is shown, in ticks from the start; `None` when it is cut away.
    pub(crate) fn shown(&self, composition: i64) -> Option<i64> {
        let inside = composition.checked_sub(self.start)?;
        let shown = inside >= 0 && self.length.is_none_or(|length| inside < length);
        shown.then(|| inside.saturating_add(self.delay))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elst(entries: &[(u32, i32)]) -> Vec<u8> {
        let mut list = vec![0, 0, 0, 0];
        list.extend((entries.len() as u32).to_be_bytes());
        for (duration, media_time) in entries {
            list.extend(duration.to_be_bytes());
            list.extend(media_time.to_be_bytes());
            list.extend([0, 1, 0, 0]);
        }
        let mut edts = (list.len() as u32 + 8).to_be_bytes().to_vec();
        edts.extend(b"elst");
        edts.extend(list);
        edts
    }

    #[test]
    fn times_after_edits() {
        let check = |name: &str, entries: &[(u32, i32)], composition, expected| {
            let edit = Edit::parse(&elst(entries), 1000, 90_000).unwrap();
            assert_eq!(edit.shown(composition), expected, "{name}");
        };
        check("no entries", &[], 5, Some(5));
        check("reordering delay", &[(2000, 3003)], 3003, Some(0));
        check("before the start", &[(2000, 3003)], 3002, None);
        check("after the end", &[(2000, 0)], 180_000, None);
        check(
            "empty stretch first",
            &[(500, -1), (2000, 0)],
            0,
            Some(45_000),
        );
        check("length zero is all", &[(0, 100)], 1_000_000, Some(999_900));
    }
}
