//! Boxes inside boxes: every child is a slice of its parent.

use crate::error::MediaError;
use crate::mp4::cursor::Cursor;

/// A box's four-character type.
pub(crate) type BoxType = [u8; 4];

/// The children of one container box that was read whole.
pub(crate) struct Children<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Children<'a> {
    pub(crate) const fn new(payload: &'a [u8]) -> Self {
        Self {
            cursor: Cursor::new(payload),
        }
    }

    /// The next child's type and payload; `None` at the end.
    ///
    /// QuickTime ends some containers with four zero bytes; anything too short for a box header
    /// is such a tail.
    pub(crate) fn next_box(&mut self) -> Result<Option<(BoxType, &'a [u8])>, MediaError> {
        let Some(header) = BoxHeader::parse(self.cursor.rest())? else {
            return Ok(None);
        };
        let Extent::Bytes(size) = header.extent else {
            return Err(MediaError::DamagedIndex("an inner box without a size"));
        };
        let size = usize::try_from(size).map_err(|_| OVERRUN)?;
        if size > self.cursor.rest().len() {
            return Err(OVERRUN);
        }
        let whole = self.cursor.take(size)?;
        let payload = whole.get(header.length..).unwrap_or_default();
        Ok(Some((header.kind, payload)))
    }

    /// The first child of a type.
    pub(crate) fn find(payload: &'a [u8], kind: &BoxType) -> Result<Option<&'a [u8]>, MediaError> {
        let mut children = Self::new(payload);
        while let Some((found, inner)) = children.next_box()? {
            if found == *kind {
                return Ok(Some(inner));
            }
        }
        Ok(None)
    }
}

const OVERRUN: MediaError = MediaError::DamagedIndex("a box is longer than its parent");

/// The head of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BoxHeader {
    pub(crate) kind: BoxType,
    /// Bytes of the header itself: 8 or 16.
    pub(crate) length: usize,
    pub(crate) extent: Extent,
}

/// How far a box reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// This many bytes, its header included.
    Bytes(u64),
    /// To the end of the file.
    ToEnd,
}

impl BoxHeader {
    /// Longest possible header in bytes.
    pub(crate) const MAX_LENGTH: u64 = 16;

    /// Reads a header; `None` when fewer bytes are left than the shortest one needs.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Option<Self>, MediaError> {
        if bytes.len() < 8 {
            return Ok(None);
        }
        let mut cursor = Cursor::new(bytes);
        let size = cursor.u32()?;
        let kind = cursor.u32()?.to_be_bytes();
        let (length, extent) = match size {
            0 => (8, Extent::ToEnd),
            1 => (16, Extent::Bytes(cursor.u64()?)),
            size => (8, Extent::Bytes(u64::from(size))),
        };
        match extent {
            Extent::Bytes(size) if size < length as u64 => Err(MediaError::DamagedIndex(
                "a box is shorter than its own header",
            )),
            _ => Ok(Some(Self {
                kind,
                length,
                extent,
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        let check = |bytes: &[u8], expected: Result<Option<(usize, Extent)>, ()>| {
            let got = BoxHeader::parse(bytes)
                .map(|header| header.map(|header| (header.length, header.extent)))
                .map_err(|_| ());
            assert_eq!(got, expected, "{bytes:?}");
        };
        check(b"", Ok(None));
        check(b"\0\0\0\x08moo", Ok(None));
        check(b"\0\0\0\x08moov", Ok(Some((8, Extent::Bytes(8)))));
        check(b"\0\0\0\x07moov", Err(()));
        check(b"\0\0\0\0mdat", Ok(Some((8, Extent::ToEnd))));
        check(
            b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x10",
            Ok(Some((16, Extent::Bytes(16)))),
        );
        check(b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x0f", Err(()));
        check(b"\0\0\0\x01mdat", Err(()));
    }

    #[test]
    fn a_child_stays_inside_its_parent() {
        let mut children = Children::new(b"\0\0\0\x0aabcdxy\0\0\0\x09efgh");
        assert_eq!(children.next_box().unwrap(), Some((*b"abcd", &b"xy"[..])));
        assert!(children.next_box().is_err());
    }
}
