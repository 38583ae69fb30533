//! The `stsd` box: codec, parameter sets, size and colour of the pictures.

use crate::color::ColorTags;
use crate::error::MediaError;
use crate::mp4::boxes::Children;
use crate::mp4::cursor::Cursor;

/// How the samples of a track are coded.
#[derive(Debug, Clone)]
pub(crate) struct SampleEntry {
    pub(crate) codec: Codec,
    /// Bytes of the length in front of every NAL unit: 1, 2 or 4.
    pub(crate) nal_length_size: usize,
    /// NAL units to give the decoder before the first sample.
    pub(crate) parameter_sets: Vec<Vec<u8>>,
    /// Width and height the container claims; the stream's own are what counts.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Colour as the container says it, which overrides the stream.
    pub(crate) color: Option<ColorTags>,
}

/// A codec that can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    Avc,
    Hevc,
}

impl Codec {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Avc => "H.264",
            Self::Hevc => "HEVC",
        }
    }
}

impl SampleEntry {
    /// Reads the first entry of an `stsd` box.
    pub(crate) fn parse(stsd: &[u8]) -> Result<Self, MediaError> {
        let mut cursor = Cursor::new(stsd);
        cursor.skip(8)?; // version, flags, entry count
        let Some((kind, entry)) = Children::new(cursor.rest()).next_box()? else {
            return Err(MediaError::DamagedIndex("no sample description"));
        };
        let codec = match &kind {
            b"avc1" | b"avc3" => Codec::Avc,
            b"hvc1" | b"hev1" => Codec::Hevc,
            other => return Err(MediaError::UnsupportedCodec(codec_name(*other))),
        };
        let mut cursor = Cursor::new(entry);
        cursor.skip(24)?;
        let (width, height) = (u32::from(cursor.u16()?), u32::from(cursor.u16()?));
        cursor.skip(50)?;
        let boxes = cursor.rest();
        let (nal_length_size, parameter_sets) = match codec {
            Codec::Avc => {
                let config = Children::find(boxes, b"avcC")?;
                parse_avcc(config.ok_or(MediaError::DamagedIndex("no avcC"))?)?
            }
            Codec::Hevc => {
                let config = Children::find(boxes, b"hvcC")?;
                parse_hvcc(config.ok_or(MediaError::DamagedIndex("no hvcC"))?)?
            }
        };
        let color = match Children::find(boxes, b"colr")? {
            Some(colr) => parse_colr(colr)?,
            None => None,
        };
        Ok(Self {
            codec,
            nal_length_size,
            parameter_sets,
            width,
            height,
            color,
        })
    }

    /// A still HEVC picture by its `hvcC` box. Size and colour are the caller's to know.
    pub(crate) fn of_still(hvcc: &[u8]) -> Result<Self, MediaError> {
        let (nal_length_size, parameter_sets) = parse_hvcc(hvcc)?;
        Ok(Self {
            codec: Codec::Hevc,
            nal_length_size,
            parameter_sets,
            width: 0,
            height: 0,
            color: None,
        })
    }
}

/// A name people know, with the box type for those who look further.
fn codec_name(kind: [u8; 4]) -> String {
    let code = String::from_utf8_lossy(&kind).into_owned();
    let name = match &kind {
        b"av01" => "AV1",
        b"vp08" => "VP8",
        b"vp09" => "VP9",
        b"vvc1" | b"vvi1" => "H.266",
        b"bvc2" => "ByteVC2",
        b"mp4v" => "MPEG-4 part 2",
        b"s263" | b"h263" | b"H263" => "H.263",
        b"jpeg" | b"mjpa" | b"mjpb" | b"MJPG" => "Motion JPEG",
        b"png " => "PNG",
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => "ProRes",
        b"dvh1" | b"dvhe" | b"dva1" | b"dvav" => "Dolby Vision",
        b"encv" => "encrypted video",
        _ => return format!("'{}'", code.escape_default()),
    };
    format!("{name} ('{}')", code.trim_end())
}

type Config = (usize, Vec<Vec<u8>>);

/// Parameter sets are small; anything longer is no parameter set.
const MAX_PARAMETER_SETS: usize = 64;

fn parse_avcc(avcc: &[u8]) -> Result<Config, MediaError> {
    let mut cursor = Cursor::new(avcc);
    cursor.skip(4)?; // version, profile, compatibility, level
    let nal_length_size = usize::from(cursor.u8()? & 3) + 1;
    let mut sets = Vec::new();
    for mask in [0x1f, 0xff] {
        let count = cursor.u8()? & mask;
        for _ in 0..count {
            let length = usize::from(cursor.u16()?);
            sets.push(cursor.take(length)?.to_vec());
        }
    }
    Ok((nal_length_size, sets))
}

fn parse_hvcc(hvcc: &[u8]) -> Result<Config, MediaError> {
    let mut cursor = Cursor::new(hvcc);
    cursor.skip(21)?;
    let nal_length_size = usize::from(cursor.u8()? & 3) + 1;
    let arrays = cursor.u8()?;
    let mut sets = Vec::new();
    for _ in 0..arrays {
        cursor.skip(1)?; // completeness and NAL unit type; the units say it themselves
        let count = cursor.u16()?;
        for _ in 0..count {
            let length = usize::from(cursor.u16()?);
            sets.push(cursor.take(length)?.to_vec());
            if sets.len() > MAX_PARAMETER_SETS {
                return Err(MediaError::DamagedIndex("too many parameter sets"));
            }
        }
    }
    Ok((nal_length_size, sets))
}

/// `None` for colour given as an ICC profile.
pub(crate) fn parse_colr(colr: &[u8]) -> Result<Option<ColorTags>, MediaError> {
    let mut cursor = Cursor::new(colr);
    let kind = cursor.u32()?.to_be_bytes();
    if !matches!(&kind, b"nclx" | b"nclc") {
        return Ok(None);
    }
    let primaries = cursor.u16()?;
    let transfer = cursor.u16()?;
    let matrix = cursor.u16()?;
    let full_range = match &kind {
        b"nclx" => Some(cursor.u8()? & 0x80 != 0),
        _ => None, // QuickTime's form leaves the range to the stream
    };
    Ok(Some(ColorTags {
        primaries,
        transfer,
        matrix,
        full_range,
    }))
}
