//! Movie fragments: `moof` boxes, each with a stretch of samples of its own.

use crate::error::MediaError;
use crate::limits::Limits;
use crate::mp4::boxes::Children;
use crate::mp4::cursor::Cursor;
use crate::mp4::sample_table::{Sample, Sync};

/// What a fragment's samples fall back to, from the `trex` box of their track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FragmentDefaults {
    duration: u32,
    size: u32,
    flags: u32,
}

impl FragmentDefaults {
    /// Looks for a track's `trex` in an `mvex` box; all zero without one.
    pub(crate) fn find(mvex: &[u8], track: u32) -> Result<Self, MediaError> {
        let mut children = Children::new(mvex);
        while let Some((kind, payload)) = children.next_box()? {
            let mut cursor = Cursor::new(payload);
            if &kind != b"trex" {
                continue;
            }
            cursor.skip(4)?;
            if cursor.u32()? != track {
                continue;
            }
            cursor.skip(4)?;
            return Ok(Self {
                duration: cursor.u32()?,
                size: cursor.u32()?,
                flags: cursor.u32()?,
            });
        }
        Ok(Self::default())
    }
}

/// Samples that are not sync samples carry this flag (ISO/IEC 14496-12, 8.8.3.1).
const NON_SYNC: u32 = 0x0001_0000;

/// Adds the samples of one `moof` (its payload, and its offset in the file) for one track.
pub(crate) fn append(
    moof: &[u8],
    moof_offset: u64,
    track: u32,
    defaults: FragmentDefaults,
    limits: &Limits,
    samples: &mut Vec<Sample>,
) -> Result<(), MediaError> {
    let mut children = Children::new(moof);
    let mut data_end = moof_offset;
    while let Some((kind, traf)) = children.next_box()? {
        if &kind != b"traf" {
            continue;
        }
        let tfhd = Children::find(traf, b"tfhd")?.ok_or(MediaError::DamagedIndex("no tfhd"))?;
        let header = TrackFragment::parse(tfhd, defaults)?;
        if header.track != track {
            continue;
        }
        let base = match header.base {
            Base::Offset(offset) => offset,
            Base::Moof => moof_offset,
            Base::PreviousData => data_end,
        };
        let continued = samples.last().map_or(0, |last| {
            last.composition.saturating_add(i64::from(last.duration))
        });
        let mut decoding = match Children::find(traf, b"tfdt")? {
            Some(tfdt) => {
                let mut cursor = Cursor::new(tfdt);
                let (version, _) = cursor.version_and_flags()?;
                i64::try_from(cursor.sized(version)?).unwrap_or(0)
            }
            None => continued,
        };
        let mut offset = base;
        let mut runs = Children::new(traf);
        while let Some((kind, trun)) = runs.next_box()? {
            if &kind == b"trun" {
                append_run(
                    trun,
                    &header,
                    base,
                    limits,
                    &mut offset,
                    &mut decoding,
                    samples,
                )?;
            }
        }
        data_end = offset;
    }
    Ok(())
}

/// A `tfhd` box with the defaults filled in.
struct TrackFragment {
    track: u32,
    base: Base,
    defaults: FragmentDefaults,
}

enum Base {
    Offset(u64),
    Moof,
    PreviousData,
}

impl TrackFragment {
    fn parse(tfhd: &[u8], mut defaults: FragmentDefaults) -> Result<Self, MediaError> {
        let mut cursor = Cursor::new(tfhd);
        let (_, flags) = cursor.version_and_flags()?;
        let track = cursor.u32()?;
        let base = if flags & 0x01 != 0 {
            Base::Offset(cursor.u64()?)
        } else if flags & 0x02_0000 != 0 {
            Base::Moof
        } else {
            Base::PreviousData
        };
        if flags & 0x02 != 0 {
            cursor.skip(4)?;
        }
        for (flag, field) in [
            (0x08, &mut defaults.duration),
            (0x10, &mut defaults.size),
            (0x20, &mut defaults.flags),
        ] {
            if flags & flag != 0 {
                *field = cursor.u32()?;
            }
        }
        Ok(Self {
            track,
            base,
            defaults,
        })
    }
}

fn append_run(
    trun: &[u8],
    header: &TrackFragment,
    base: u64,
    limits: &Limits,
    offset: &mut u64,
    decoding: &mut i64,
    samples: &mut Vec<Sample>,
) -> Result<(), MediaError> {
    let mut cursor = Cursor::new(trun);
    let (_, flags) = cursor.version_and_flags()?;
    let count = cursor.u32()? as usize;
    if count > limits.samples.saturating_sub(samples.len()) {
        return Err(MediaError::TooManySamples {
            samples: (samples.len() as u64).saturating_add(count as u64),
            limit: limits.samples,
        });
    }
    if flags & 0x01 != 0 {
        *offset = base.saturating_add_signed(i64::from(cursor.i32()?));
    }
    let first_flags = match flags & 0x04 {
        0 => None,
        _ => Some(cursor.u32()?),
    };
    for index in 0..count {
        let mut field = |flag: u32, default: u32| -> Result<u32, MediaError> {
            if flags & flag == 0 {
                return Ok(default);
            }
            cursor.u32()
        };
        let duration = field(0x0100, header.defaults.duration)?;
        let size = field(0x0200, header.defaults.size)?;
        let own_flags = field(0x0400, header.defaults.flags)?;
        let shift = field(0x0800, 0)?.cast_signed();
        let sample_flags = first_flags.filter(|_| index == 0).unwrap_or(own_flags);
        samples.push(Sample {
            offset: *offset,
            composition: decoding.saturating_add(i64::from(shift)),
            duration,
            size,
            sync: match sample_flags & NON_SYNC {
                0 => Sync::Key,
                _ => Sync::Dependent,
            },
        });
        *offset = offset.saturating_add(u64::from(size));
        *decoding = decoding.saturating_add(i64::from(duration));
    }
    Ok(())
}
