//! The `iloc` box: where the bytes of items lie.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::MediaError;
use crate::mp4::Cursor;
use crate::photo::decode::damaged;

use super::items::{MAX_ITEMS, item_id};

/// Where items lie.
pub(super) struct Locations<'a> {
    photo: &'a [u8],
    /// Contents of the `idat` box, for small items.
    inline: &'a [u8],
    by_item: BTreeMap<u32, Location>,
}

struct Location {
    place: Place,
    extents: Vec<Extent>,
}

#[derive(Clone, Copy)]
enum Place {
    File,
    Inline,
    /// In another file, or in another item.
    Elsewhere,
}

struct Extent {
    start: u64,
    /// 0 stands for everything up to the end.
    length: u64,
}

impl<'a> Locations<'a> {
    pub(super) fn parse(
        photo: &'a [u8],
        inline: &'a [u8],
        iloc: &[u8],
    ) -> Result<Self, MediaError> {
        let mut cursor = Cursor::new(iloc);
        let (version, _) = cursor.version_and_flags()?;
        let sizes = cursor.u16()?;
        let size = |shift: u32| (sizes >> shift) & 0xf;
        let (offset_size, length_size, base_size) = (size(12), size(8), size(4));
        let index_size = if version == 0 { 0 } else { size(0) };
        let items = item_id(&mut cursor, version < 2)? as usize;
        if items > MAX_ITEMS {
            return Err(damaged("more items than a photograph has"));
        }
        let mut by_item = BTreeMap::new();
        let mut extents_left = MAX_ITEMS;
        for _ in 0..items {
            let id = item_id(&mut cursor, version < 2)?;
            let method = if version == 0 { 0 } else { cursor.u16()? & 0xf };
            let file = cursor.u16()?;
            let base = number(&mut cursor, base_size)?;
            let count = usize::from(cursor.u16()?);
            extents_left = extents_left
                .checked_sub(count)
                .ok_or_else(|| damaged("more pieces than a photograph has"))?;
            let mut extents = Vec::with_capacity(count);
            for _ in 0..count {
                number(&mut cursor, index_size)?;
                extents.push(Extent {
                    start: base.saturating_add(number(&mut cursor, offset_size)?),
                    length: number(&mut cursor, length_size)?,
                });
            }
            let place = match (method, file) {
                (0, 0) => Place::File,
                (1, 0) => Place::Inline,
                _ => Place::Elsewhere,
            };
            by_item.insert(id, Location { place, extents });
        }
        Ok(Self {
            photo,
            inline,
            by_item,
        })
    }

    /// The bytes of an item, refused when there are more than `most`.
    pub(super) fn read(&self, id: u32, most: usize) -> Result<Cow<'a, [u8]>, MediaError> {
        let location = self.by_item.get(&id);
        let location = location.ok_or_else(|| damaged("an item that lies nowhere"))?;
        let from = match location.place {
            Place::File => self.photo,
            Place::Inline => self.inline,
            Place::Elsewhere => {
                return Err(MediaError::UnsupportedPhoto("HEIC with parts elsewhere"));
            }
        };
        let mut pieces = Vec::with_capacity(location.extents.len());
        let mut total = 0_usize;
        for extent in &location.extents {
            let piece = extent
                .of(from)
                .ok_or_else(|| damaged("the file is cut short"))?;
            total = total.saturating_add(piece.len());
            pieces.push(piece);
        }
        if total > most {
            return Err(damaged("an item longer than it can be"));
        }
        Ok(match pieces.as_slice() {
            [whole] => Cow::Borrowed(*whole),
            pieces => Cow::Owned(pieces.concat()),
        })
    }
}

impl Extent {
    fn of<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let rest = bytes.get(usize::try_from(self.start).ok()?..)?;
        match usize::try_from(self.length).ok()? {
            0 => Some(rest),
            length => rest.get(..length),
        }
    }
}

/// A number of 0, 4 or 8 bytes.
fn number(cursor: &mut Cursor<'_>, size: u16) -> Result<u64, MediaError> {
    match size {
        0 => Ok(0),
        4 => cursor.u32().map(u64::from),
        8 => cursor.u64(),
        _ => Err(damaged("numbers of an unknown size")),
    }
}
