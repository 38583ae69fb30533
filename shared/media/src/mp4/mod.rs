//! The index of an MP4 or QuickTime file, read without reading the pictures.
//!
//! [`IndexWalk`] steps from box to box at the top level and says which bytes it needs next; it
//! does no reading itself. Everything below the top level is parsed from slices of what was read.
//! Rules that keep hostile files cheap: every child box is a slice of its parent, every count is
//! checked against the bytes left or against a limit, and the bytes read for the index are capped.

mod boxes;
mod cursor;
mod edits;
mod fragment;
mod movie;
mod sample_entry;
mod sample_table;

use std::ops::Range;

use crate::error::MediaError;
use crate::limits::Limits;

pub(crate) use self::boxes::Children;
use self::boxes::{BoxHeader, Extent};
pub(crate) use self::cursor::Cursor;
pub(crate) use self::movie::{Rotation, VideoTrack};
pub(crate) use self::sample_entry::{Codec, SampleEntry, parse_colr};
pub(crate) use self::sample_table::{Sample, Sync};

/// The first read: on a file with its index first it usually covers all of it.
pub(crate) const FIRST_READ: u64 = 128 << 10;

/// Read at the next box after skipping one: enough for most `moof` boxes and any header.
const PROBE: u64 = 4 << 10;

/// Boxes at the top level; a real file has a few, a fragmented one two for every fragment.
const MAX_BOXES: u32 = 20_000;

/// A part of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window<'a> {
    /// Where it starts in the file.
    pub(crate) offset: u64,
    pub(crate) bytes: &'a [u8],
}

impl<'a> Window<'a> {
    fn slice(&self, range: &Range<u64>) -> Option<&'a [u8]> {
        let start = usize::try_from(range.start.checked_sub(self.offset)?).ok()?;
        let end = usize::try_from(range.end.checked_sub(self.offset)?).ok()?;
        self.bytes.get(start..end)
    }
}

/// Walks the top-level boxes of a file.
#[derive(Debug)]
pub(crate) struct IndexWalk {
    size: u64,
    position: u64,
    boxes: u32,
    track: Option<VideoTrack>,
}

/// What a walk needs or found.
#[derive(Debug)]
pub(crate) enum Step {
    /// Read these bytes and call [`IndexWalk::advance`] with them.
    Need(Range<u64>),
    /// The index is complete.
    Done(Box<VideoTrack>),
}

impl IndexWalk {
    pub(crate) const fn new(size: u64) -> Self {
        Self {
            size,
            position: 0,
            boxes: 0,
            track: None,
        }
    }

    /// Goes as far as the window allows.
    pub(crate) fn advance(
        &mut self,
        window: Window<'_>,
        limits: &Limits,
    ) -> Result<Step, MediaError> {
        while self.position < self.size {
            let head = self.position..self.size.min(self.position + BoxHeader::MAX_LENGTH);
            let Some(bytes) = window.slice(&head) else {
                let probe = if self.position == 0 {
                    FIRST_READ
                } else {
                    PROBE
                };
                return Ok(Step::Need(head.start..self.size.min(head.start + probe)));
            };
            if self.position == 0 {
                refuse_other_formats(bytes)?;
            }
            let Some(header) = BoxHeader::parse(bytes)? else {
                break; // a few stray bytes at the end
            };
            let end = match header.extent {
                Extent::ToEnd => self.size,
                Extent::Bytes(size) => self.position.saturating_add(size),
            };
            self.boxes += 1;
            if self.boxes > MAX_BOXES {
                return Err(MediaError::DamagedIndex("too many boxes"));
            }
            if matches!(&header.kind, b"moov" | b"moof") {
                if end > self.size {
                    if self.track.is_some() {
                        break; // cut off inside a fragment: use the ones before it
                    }
                    return Err(MediaError::DamagedIndex("the file ends inside its index"));
                }
                let bytes = end - self.position;
                if bytes > limits.index_bytes {
                    return Err(MediaError::IndexTooBig {
                        bytes,
                        limit: limits.index_bytes,
                    });
                }
                let Some(whole) = window.slice(&(self.position..end)) else {
                    return Ok(Step::Need(self.position..end));
                };
                let payload = whole.get(header.length..).unwrap_or_default();
                if let Some(track) = self.read_index(header, payload, limits)? {
                    return Ok(Step::Done(Box::new(track)));
                }
            }
            self.position = end;
        }
        match self.track.take() {
            Some(track) if track.samples.is_empty() => Err(MediaError::NoSamples),
            Some(track) => Ok(Step::Done(Box::new(track))),
            None => Err(MediaError::DamagedIndex("no moov box")),
        }
    }

    /// Takes in one `moov` or `moof`; gives the track when nothing can follow.
    fn read_index(
        &mut self,
        header: BoxHeader,
        payload: &[u8],
        limits: &Limits,
    ) -> Result<Option<VideoTrack>, MediaError> {
        match (&header.kind, &mut self.track) {
            (b"moov", None) => {
                let track = movie::parse(payload, limits)?;
                if track.fragments.is_none() {
                    return match track.samples.is_empty() {
                        true => Err(MediaError::NoSamples),
                        false => Ok(Some(track)),
                    };
                }
                self.track = Some(track);
            }
            (b"moof", Some(track)) => {
                let defaults = track.fragments.unwrap_or_default();
                let samples = &mut track.samples;
                fragment::append(payload, self.position, track.id, defaults, limits, samples)?;
            }
            _ => {} // a second moov, or a fragment of nothing
        }
        Ok(None)
    }
}

/// Names what the file is instead, where its first bytes tell.
fn refuse_other_formats(head: &[u8]) -> Result<(), MediaError> {
    let known: [(&[u8], &'static str); 8] = [
        (b"\x1a\x45\xdf\xa3", "it is Matroska or WebM"),
        (b"RIFF", "it is AVI or WebP"),
        (b"FLV\x01", "it is Flash video"),
        (b"\xff\xd8\xff", "it is a JPEG picture"),
        (b"\x89PNG", "it is a PNG picture"),
        (b"GIF8", "it is a GIF picture"),
        (b"\0\0\x01\xba", "it is an MPEG program stream"),
        (b"ID3", "it is an audio file"),
    ];
    if let Some((_, name)) = known.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(MediaError::NotMp4(name));
    }
    let kind = head.get(4..8).unwrap_or_default();
    let opening: [&[u8]; 10] = [
        b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"uuid", b"sidx",
    ];
    if !opening.contains(&kind) {
        return Err(MediaError::NotMp4("it does not start with an MP4 box"));
    }
    Ok(())
}
