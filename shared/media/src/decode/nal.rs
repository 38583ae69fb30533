//! NAL units inside a sample, and what a sample is good for.

use crate::mp4::{Codec, SampleEntry};

/// The units of one sample, each without its length. Stops at the first that does not fit.
pub(crate) fn units(sample: &[u8], length_size: usize) -> impl Iterator<Item = &[u8]> {
    let mut rest = sample;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_at_checked(length_size)?;
        let length = length
            .iter()
            .fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        let (unit, after) = after.split_at_checked(length)?;
        rest = after;
        Some(unit)
    })
    .filter(|unit| !unit.is_empty())
}

/// What a sample is good for, as its own units tell (the index may lie).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Coded without reference to others: decoding can start here.
    Key,
    /// Other pictures refer to it.
    Reference,
    /// No picture refers to it: it can be skipped.
    Skippable,
    /// No picture at all.
    Nothing,
}

/// Reads the unit headers of a sample.
pub(crate) fn role_of_sample(sample: &[u8], entry: &SampleEntry) -> Role {
    let mut role = Role::Nothing;
    for unit in units(sample, entry.nal_length_size) {
        let this = match entry.codec {
            Codec::Avc => avc_role(unit),
            Codec::Hevc => hevc_role(unit),
        };
        role = match (role, this) {
            (found, Role::Nothing) => found,
            (Role::Nothing, found) => found,
            // One slice that is not intra makes the whole picture dependent.
            (Role::Key, Role::Key) => Role::Key,
            (Role::Skippable, Role::Skippable) => Role::Skippable,
            _ => Role::Reference,
        };
    }
    role
}

fn avc_role(unit: &[u8]) -> Role {
    let header = unit.first().copied().unwrap_or(0);
    let referenced = header & 0x60 != 0;
    match header & 0x1f {
        5 => Role::Key,
        1 if is_intra_slice(unit) && referenced => Role::Key,
        1 | 2 if referenced => Role::Reference,
        1 | 2 => Role::Skippable,
        _ => Role::Nothing,
    }
}

/// Whether an H.264 slice header says I (types 2 and 7).
fn is_intra_slice(unit: &[u8]) -> bool {
    let mut bits = BitReader::new(unit.get(1..).unwrap_or_default());
    let _first_macroblock = bits.exp_golomb();
    matches!(bits.exp_golomb(), Some(2 | 7))
}

fn hevc_role(unit: &[u8]) -> Role {
    let kind = (unit.first().copied().unwrap_or(0) >> 1) & 0x3f;
    match kind {
        16..=21 => Role::Key,
        // Even types below 15 are the sub-layer non-reference ones (H.265, table 7-1).
        0 | 2 | 4 | 6 | 8 | 10 | 12 | 14 => Role::Skippable,
        1 | 3 | 5 | 7 | 9 | 11 | 13 | 15 => Role::Reference,
        _ => Role::Nothing,
    }
}

/// Reads bits from the highest down; `None` at the end.
#[derive(Debug, Clone)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> BitReader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    pub(crate) fn bit(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.position / 8)?;
        let bit = byte >> (7 - self.position % 8) & 1;
        self.position += 1;
        Some(bit == 1)
    }

    /// Up to 32 bits.
    pub(crate) fn bits(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |value: u32, _| Some(value << 1 | u32::from(self.bit()?)))
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.position = self.position.saturating_add(count);
    }

    /// An unsigned Exp-Golomb code.
    pub(crate) fn exp_golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        let rest = self.bits(zeros)?;
        (1_u32 << zeros).checked_add(rest)?.checked_sub(1)
    }
}
