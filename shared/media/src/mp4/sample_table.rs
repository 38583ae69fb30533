//! The sample tables of `stbl`: where each coded picture lies and when it is shown.
//!
//! Tables are run-length coded, so a few bytes can claim billions of samples. The number of
//! samples is taken from the size table, checked against the limit, and every other table is
//! expanded no further than that.

use crate::error::MediaError;
use crate::limits::Limits;
use crate::mp4::boxes::Children;
use crate::mp4::cursor::Cursor;

/// One coded picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sample {
    /// First byte in the file.
    pub(crate) offset: u64,
    /// Composition time in track ticks, before edits.
    pub(crate) composition: i64,
    /// Ticks until the next sample in decoding order.
    pub(crate) duration: u32,
    /// Bytes.
    pub(crate) size: u32,
    pub(crate) sync: Sync,
}

/// Whether decoding can start at a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    /// The index names it a sync sample.
    Key,
    /// The index names others.
    Dependent,
}

impl Sample {
    /// One past its last byte.
    pub(crate) const fn end(&self) -> u64 {
        self.offset.saturating_add(self.size as u64)
    }
}

/// Reads the tables of one `stbl` box. Fragmented files have empty ones.
pub(crate) fn parse(stbl: &[u8], limits: &Limits) -> Result<Vec<Sample>, MediaError> {
    let sizes = parse_sizes(stbl, limits)?;
    if sizes.is_empty() {
        return Ok(Vec::new());
    }
    let missing = MediaError::DamagedIndex;
    let offsets = parse_offsets(stbl, &sizes)?;
    let stts = Children::find(stbl, b"stts")?.ok_or(missing("no stts"))?;
    let durations = expand_runs(stts, sizes.len(), |cursor| cursor.u32())?;
    let shifts = match Children::find(stbl, b"ctts")? {
        // Version 0 is unsigned on paper; every writer means signed.
        Some(ctts) => expand_runs(ctts, sizes.len(), |cursor| cursor.i32())?,
        None => Vec::new(),
    };
    let keys = match Children::find(stbl, b"stss")? {
        Some(stss) => Some(parse_sync(stss, sizes.len())?),
        None => None, // no table: every sample is a sync sample
    };
    let mut decoding = 0_i64;
    let mut samples = Vec::with_capacity(sizes.len());
    for (index, (size, offset)) in sizes.iter().zip(offsets).enumerate() {
        // A short table repeats its last duration.
        let duration = durations.get(index).or(durations.last()).copied();
        let duration = duration.unwrap_or(0);
        let shift = shifts.get(index).copied().unwrap_or(0);
        let key = keys
            .as_ref()
            .is_none_or(|keys| keys.get(index) == Some(&true));
        samples.push(Sample {
            offset,
            composition: decoding.saturating_add(i64::from(shift)),
            duration,
            size: *size,
            sync: if key { Sync::Key } else { Sync::Dependent },
        });
        decoding = decoding.saturating_add(i64::from(duration));
    }
    Ok(samples)
}

fn parse_sizes(stbl: &[u8], limits: &Limits) -> Result<Vec<u32>, MediaError> {
    let checked = |count: u32| match usize::try_from(count) {
        Ok(count) if count <= limits.samples => Ok(count),
        _ => Err(MediaError::TooManySamples {
            samples: u64::from(count),
            limit: limits.samples,
        }),
    };
    if let Some(stsz) = Children::find(stbl, b"stsz")? {
        let mut cursor = Cursor::new(stsz);
        cursor.skip(4)?;
        let uniform = cursor.u32()?;
        if uniform != 0 {
            return Ok(vec![uniform; checked(cursor.u32()?)?]);
        }
        checked(Cursor::new(cursor.rest()).u32()?)?;
        let count = cursor.count(4)?;
        return (0..count).map(|_| cursor.u32()).collect();
    }
    let Some(stz2) = Children::find(stbl, b"stz2")? else {
        return Ok(Vec::new());
    };
    let mut cursor = Cursor::new(stz2);
    cursor.skip(7)?;
    let bits = cursor.u8()?;
    let count = checked(cursor.u32()?)?;
    let short = MediaError::DamagedIndex("the size table is too short");
    match bits {
        16 if count <= cursor.rest().len() / 2 => {
            (0..count).map(|_| cursor.u16().map(u32::from)).collect()
        }
        8 if count <= cursor.rest().len() => {
            (0..count).map(|_| cursor.u8().map(u32::from)).collect()
        }
        4 if count.div_ceil(2) <= cursor.rest().len() => {
            let halves = cursor.rest().iter().flat_map(|byte| [byte >> 4, byte & 15]);
            Ok(halves.take(count).map(u32::from).collect())
        }
        _ => Err(short),
    }
}

/// The file offset of every sample, from chunk offsets and samples per chunk.
fn parse_offsets(stbl: &[u8], sizes: &[u32]) -> Result<Vec<u64>, MediaError> {
    let chunks: Vec<u64> = if let Some(stco) = Children::find(stbl, b"stco")? {
        let mut cursor = Cursor::new(stco);
        cursor.skip(4)?;
        let count = cursor.count(4)?;
        let offsets = (0..count).map(|_| cursor.u32().map(u64::from));
        offsets.collect::<Result<_, _>>()?
    } else if let Some(co64) = Children::find(stbl, b"co64")? {
        let mut cursor = Cursor::new(co64);
        cursor.skip(4)?;
        let count = cursor.count(8)?;
        (0..count).map(|_| cursor.u64()).collect::<Result<_, _>>()?
    } else {
        return Err(MediaError::DamagedIndex("no chunk offsets"));
    };
    let stsc = Children::find(stbl, b"stsc")?.ok_or(MediaError::DamagedIndex("no stsc"))?;
    let mut cursor = Cursor::new(stsc);
    cursor.skip(4)?;
    let runs = cursor.count(12)?;
    let mut per_chunk = Vec::with_capacity(runs);
    for _ in 0..runs {
        let (first_chunk, samples) = (cursor.u32()?, cursor.u32()?);
        cursor.skip(4)?;
        per_chunk.push((first_chunk as usize, samples as usize));
    }
    let mut offsets = Vec::with_capacity(sizes.len());
    let mut runs = per_chunk.iter().peekable();
    let mut samples_here = 0;
    for (number, chunk) in (1_usize..).zip(chunks) {
        while let Some((_, samples)) = runs.next_if(|(first, _)| *first <= number) {
            samples_here = *samples;
        }
        let mut offset = chunk;
        let here = sizes.get(offsets.len()..).unwrap_or_default();
        for size in here.iter().take(samples_here) {
            offsets.push(offset);
            offset = offset.saturating_add(u64::from(*size));
        }
    }
    if offsets.len() < sizes.len() {
        return Err(MediaError::DamagedIndex("more samples than chunks hold"));
    }
    Ok(offsets)
}

/// Expands `(count, value)` runs to at most `samples` values.
fn expand_runs<T: Copy>(
    table: &[u8],
    samples: usize,
    value: impl Fn(&mut Cursor<'_>) -> Result<T, MediaError>,
) -> Result<Vec<T>, MediaError> {
    let mut cursor = Cursor::new(table);
    cursor.skip(4)?;
    let runs = cursor.count(8)?;
    let mut values = Vec::new();
    for _ in 0..runs {
        let count = cursor.u32()? as usize;
        let value = value(&mut cursor)?;
        let room = samples - values.len();
        values.resize(values.len() + count.min(room), value);
        if count >= room {
            break;
        }
    }
    Ok(values)
}

/// Which samples are sync samples, from 1-based numbers.
fn parse_sync(stss: &[u8], samples: usize) -> Result<Vec<bool>, MediaError> {
    let mut cursor = Cursor::new(stss);
    cursor.skip(4)?;
    let count = cursor.count(4)?;
    let mut keys = vec![false; samples];
    for _ in 0..count {
        let index = (cursor.u32()? as usize).wrapping_sub(1);
        if let Some(key) = keys.get_mut(index) {
            *key = true;
        }
    }
    Ok(keys)
}
