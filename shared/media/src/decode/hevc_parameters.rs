//! What an HEVC sequence parameter set says of size, references and colour.
//!
//! Read here because the decoder does not tell. Follows ITU-T H.265 (08/2021), 7.3.2.2 and E.2.1,
//! up to the colour description; anything odd ends the reading, with what was found so far.

use std::borrow::Cow;

use crate::color::ColorTags;
use crate::decode::StreamFacts;
use crate::decode::nal::BitReader;

/// The type of a sequence parameter set.
const SPS: u8 = 33;

const UNSPECIFIED: ColorTags = ColorTags {
    primaries: 2,
    transfer: 2,
    matrix: 2,
    full_range: None,
};

/// Reads a sequence parameter set; `None` for other units and unreadable ones.
pub(super) fn facts(unit: &[u8]) -> Option<StreamFacts> {
    let (header, payload) = unit.split_at_checked(2)?;
    if (header.first()? >> 1) & 0x3f != SPS {
        return None;
    }
    let payload = without_escapes(payload);
    let mut bits = BitReader::new(&payload);
    bits.skip(4);
    let sub_layers = bits.bits(3)?;
    bits.skip(1);
    skip_profile(&mut bits, sub_layers)?;
    bits.exp_golomb()?; // its id
    let chroma_format = bits.exp_golomb()?;
    if chroma_format == 3 {
        bits.skip(1);
    }
    let coded_width = bits.exp_golomb()?;
    let coded_height = bits.exp_golomb()?;
    let rest = buffers_and_color(bits, sub_layers);
    let (references, color) = rest.unwrap_or((16, None));
    Some(StreamFacts {
        coded_width,
        coded_height,
        references,
        color: color.unwrap_or(UNSPECIFIED),
    })
}

fn skip_profile(bits: &mut BitReader<'_>, sub_layers: u32) -> Option<()> {
    bits.skip(96);
    let present: Vec<(bool, bool)> = (0..sub_layers)
        .map(|_| Some((bits.bit()?, bits.bit()?)))
        .collect::<Option<_>>()?;
    if sub_layers > 0 {
        bits.skip(2 * (8 - sub_layers as usize));
    }
    for (profile, level) in present {
        bits.skip(if profile { 88 } else { 0 });
        bits.skip(if level { 8 } else { 0 });
    }
    Some(())
}

/// Pictures held for reference, and colour where it is described.
fn buffers_and_color(mut bits: BitReader<'_>, sub_layers: u32) -> Option<(u32, Option<ColorTags>)> {
    if bits.bit()? {
        for _ in 0..4 {
            bits.exp_golomb()?; // conformance window
        }
    }
    bits.exp_golomb()?;
    bits.exp_golomb()?; // bit depths
    let order_bits = bits.exp_golomb()?.checked_add(4)?;
    let first = if bits.bit()? { 0 } else { sub_layers };
    let mut references = 0;
    for _ in first..=sub_layers {
        references = bits.exp_golomb()?.saturating_add(1).min(17);
        bits.exp_golomb()?;
        bits.exp_golomb()?;
    }
    Some((references, color(bits, order_bits).flatten()))
}

/// `None` when the set could not be read to its end, `Some(None)` when it describes no colour.
fn color(mut bits: BitReader<'_>, order_bits: u32) -> Option<Option<ColorTags>> {
    for _ in 0..6 {
        bits.exp_golomb()?; // block sizes and transform depths
    }
    if bits.bit()? && bits.bit()? {
        skip_scaling_lists(&mut bits)?;
    }
    bits.skip(2);
    if bits.bit()? {
        bits.skip(8);
        bits.exp_golomb()?;
        bits.exp_golomb()?;
        bits.skip(1);
    }
    skip_reference_sets(&mut bits)?;
    if bits.bit()? {
        let long_term = bits.exp_golomb()?;
        bits.skip((long_term.min(32) * (order_bits + 1)) as usize);
    }
    bits.skip(2);
    if !bits.bit()? {
        return Some(None); // no usability information
    }
    if bits.bit()? && bits.bits(8)? == 255 {
        bits.skip(32); // pixel shape
    }
    if bits.bit()? {
        bits.skip(1); // overscan
    }
    if !bits.bit()? {
        return Some(None);
    }
    bits.skip(3);
    let full_range = Some(bits.bit()?);
    if !bits.bit()? {
        return Some(Some(ColorTags {
            full_range,
            ..UNSPECIFIED
        }));
    }
    let mut code = || bits.bits(8).and_then(|code| u16::try_from(code).ok());
    Some(Some(ColorTags {
        primaries: code()?,
        transfer: code()?,
        matrix: code()?,
        full_range,
    }))
}

fn skip_scaling_lists(bits: &mut BitReader<'_>) -> Option<()> {
    for size in 0..4_u32 {
        for _ in 0..if size == 3 { 2 } else { 6 } {
            if !bits.bit()? {
                bits.exp_golomb()?;
                continue;
            }
            if size > 1 {
                bits.exp_golomb()?;
            }
            for _ in 0..64.min(1 << (4 + (size << 1))) {
                bits.exp_golomb()?;
            }
        }
    }
    Some(())
}

fn skip_reference_sets(bits: &mut BitReader<'_>) -> Option<()> {
    let sets = bits.exp_golomb()?;
    let mut pictures_before = 0_u32;
    for set in 0..sets.min(65) {
        let predicted = set > 0 && bits.bit()?;
        if predicted {
            bits.skip(1);
            bits.exp_golomb()?;
            let mut pictures = 0;
            for _ in 0..=pictures_before {
                let used = bits.bit()?;
                if used || bits.bit()? {
                    pictures += 1;
                }
            }
            pictures_before = pictures;
        } else {
            let negative = bits.exp_golomb()?.min(16);
            let positive = bits.exp_golomb()?.min(16);
            for _ in 0..negative + positive {
                bits.exp_golomb()?;
                bits.skip(1);
            }
            pictures_before = negative + positive;
        }
    }
    Some(())
}

/// Takes out the bytes that keep start codes from appearing.
fn without_escapes(payload: &[u8]) -> Cow<'_, [u8]> {
    if !payload.windows(3).any(|bytes| bytes == [0, 0, 3]) {
        return payload.into();
    }
    let mut zeros = 0;
    let kept = payload.iter().copied().filter(|byte| {
        let escape = zeros >= 2 && *byte == 3;
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        !escape
    });
    kept.collect::<Vec<_>>().into()
}
