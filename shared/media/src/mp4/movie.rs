//! The `moov` box: which track is the picture, and how it is to be shown.

use crate::error::MediaError;
use crate::limits::Limits;
use crate::mp4::boxes::Children;
use crate::mp4::cursor::Cursor;
use crate::mp4::edits::Edit;
use crate::mp4::fragment::FragmentDefaults;
use crate::mp4::sample_entry::SampleEntry;
use crate::mp4::sample_table::{self, Sample};

/// The video track of a movie.
#[derive(Debug, Clone)]
pub(crate) struct VideoTrack {
    pub(crate) id: u32,
    pub(crate) entry: SampleEntry,
    pub(crate) rotation: Rotation,
    /// Ticks a second of every time in this track; never 0.
    pub(crate) timescale: u32,
    pub(crate) edit: Edit,
    /// Samples in decoding order.
    pub(crate) samples: Vec<Sample>,
    /// What fragments fall back to; present in fragmented files only.
    pub(crate) fragments: Option<FragmentDefaults>,
}

/// Clockwise turn to apply to the decoded picture before showing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rotation {
    None,
    Quarter,
    Half,
    ThreeQuarters,
}

/// Finds the video track in the payload of a `moov` box.
///
/// # Errors
///
/// A damaged box, no video track, a codec that is not supported, or a limit.
pub(crate) fn parse(moov: &[u8], limits: &Limits) -> Result<VideoTrack, MediaError> {
    let movie_timescale = match Children::find(moov, b"mvhd")? {
        Some(mvhd) => header_timescale(mvhd)?,
        None => 1000,
    };
    let mvex = Children::find(moov, b"mvex")?;
    let mut refused = None;
    let mut children = Children::new(moov);
    while let Some((kind, payload)) = children.next_box()? {
        if &kind != b"trak" {
            continue;
        }
        match parse_track(payload, movie_timescale, mvex, limits) {
            Ok(Some(track)) => return Ok(track),
            Ok(None) => {}
            // A cover picture may sit in a track of its own: look on for a better one.
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or(MediaError::NoVideoTrack))
}

/// `None` for tracks of other kinds.
fn parse_track(
    trak: &[u8],
    movie_timescale: u32,
    mvex: Option<&[u8]>,
    limits: &Limits,
) -> Result<Option<VideoTrack>, MediaError> {
    let Some(mdia) = Children::find(trak, b"mdia")? else {
        return Ok(None);
    };
    let Some(hdlr) = Children::find(mdia, b"hdlr")? else {
        return Ok(None);
    };
    if hdlr.get(8..12) != Some(b"vide") {
        return Ok(None);
    }
    let missing = MediaError::DamagedIndex;
    let tkhd = Children::find(trak, b"tkhd")?.ok_or(missing("no tkhd"))?;
    let mdhd = Children::find(mdia, b"mdhd")?.ok_or(missing("no mdhd"))?;
    let minf = Children::find(mdia, b"minf")?.ok_or(missing("no minf"))?;
    let stbl = Children::find(minf, b"stbl")?.ok_or(missing("no stbl"))?;
    let stsd = Children::find(stbl, b"stsd")?.ok_or(missing("no stsd"))?;
    let (id, rotation) = parse_track_header(tkhd)?;
    let timescale = header_timescale(mdhd)?;
    let edit = match Children::find(trak, b"edts")? {
        Some(edts) => Edit::parse(edts, movie_timescale, timescale)?,
        None => Edit::default(),
    };
    Ok(Some(VideoTrack {
        id,
        entry: SampleEntry::parse(stsd)?,
        rotation,
        timescale,
        edit,
        samples: sample_table::parse(stbl, limits)?,
        fragments: match mvex {
            Some(mvex) => Some(FragmentDefaults::find(mvex, id)?),
            None => None,
        },
    }))
}

/// The timescale of an `mvhd` or `mdhd` box.
fn header_timescale(payload: &[u8]) -> Result<u32, MediaError> {
    let mut cursor = Cursor::new(payload);
    let (version, _) = cursor.version_and_flags()?;
    cursor.skip(if version == 1 { 16 } else { 8 })?;
    match cursor.u32()? {
        0 => Err(MediaError::DamagedIndex("a timescale of zero")),
        timescale => Ok(timescale),
    }
}

/// Track id and rotation from a `tkhd` box.
fn parse_track_header(payload: &[u8]) -> Result<(u32, Rotation), MediaError> {
    let mut cursor = Cursor::new(payload);
    let (version, _) = cursor.version_and_flags()?;
    cursor.skip(if version == 1 { 16 } else { 8 })?;
    let id = cursor.u32()?;
    // Reserved, duration, reserved, layer, group, volume, reserved.
    cursor.skip(if version == 1 { 4 + 8 + 16 } else { 4 + 4 + 16 })?;
    let (a, b, _, c, d) = (
        cursor.i32()?,
        cursor.i32()?,
        cursor.i32()?,
        cursor.i32()?,
        cursor.i32()?,
    );
    // The matrix maps (x, y) to (ax + cy, bx + dy); only its signs matter for quarter turns.
    let rotation = match (a.signum(), b.signum(), c.signum(), d.signum()) {
        (0, 1, -1, 0) => Rotation::Quarter,
        (-1, 0, 0, -1) => Rotation::Half,
        (0, -1, 1, 0) => Rotation::ThreeQuarters,
        _ => Rotation::None,
    };
    Ok((id, rotation))
}
