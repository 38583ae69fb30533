//! The `meta` box: which items there are and which one is the picture.

use std::collections::BTreeMap;

use crate::error::MediaError;
use crate::mp4::{Children, Cursor};
use crate::photo::decode::damaged;

use super::locations::Locations;
use super::properties::{self, Properties, Property};

/// More items than any photograph has: a phone's has about 60, a full grid of small tiles 9,000.
pub(super) const MAX_ITEMS: usize = 10_000;

/// What a file holds.
pub(super) struct Items<'a> {
    pub(super) primary: u32,
    pub(super) locations: Locations<'a>,
    kinds: BTreeMap<u32, [u8; 4]>,
    /// Contents of the `iref` box.
    references: Option<&'a [u8]>,
    properties: Vec<Property<'a>>,
    associations: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Items<'a> {
    pub(super) fn parse(photo: &'a [u8]) -> Result<Self, MediaError> {
        let meta = Children::find(photo, b"meta")?
            .ok_or(MediaError::UnsupportedPhoto("HEIC without a still picture"))?;
        let mut cursor = Cursor::new(meta);
        cursor.version_and_flags()?;
        let boxes = cursor.rest();
        let inner = |kind| Children::find(boxes, kind);
        let required = |kind, missing| inner(kind)?.ok_or(MediaError::DamagedIndex(missing));

        let mut pitm = Cursor::new(required(b"pitm", "no pitm box")?);
        let (version, _) = pitm.version_and_flags()?;
        let primary = item_id(&mut pitm, version == 0)?;
        let containers = required(b"iprp", "no iprp box")?;
        let ipco = Children::find(containers, b"ipco")?;
        let ipma = Children::find(containers, b"ipma")?;
        Ok(Self {
            primary,
            locations: Locations::parse(
                photo,
                inner(b"idat")?.unwrap_or_default(),
                required(b"iloc", "no iloc box")?,
            )?,
            kinds: kinds(required(b"iinf", "no iinf box")?)?,
            references: inner(b"iref")?,
            properties: properties::parse(ipco.unwrap_or_default())?,
            associations: properties::associations(ipma.unwrap_or_default())?,
        })
    }

    /// An item's four-character type.
    pub(super) fn kind(&self, id: u32) -> Result<[u8; 4], MediaError> {
        let kind = self.kinds.get(&id).copied();
        kind.ok_or_else(|| damaged("an item that does not exist"))
    }

    /// The properties of an item.
    pub(super) fn properties(&self, id: u32) -> Result<Properties<'a>, MediaError> {
        let indexes = self.associations.get(&id).map(Vec::as_slice);
        Properties::of(&self.properties, indexes.unwrap_or_default())
    }

    /// The items a derived item is made of, in order.
    pub(super) fn tiles(&self, id: u32) -> Result<Vec<u32>, MediaError> {
        let mut cursor = Cursor::new(self.references.unwrap_or_default());
        let (version, _) = cursor.version_and_flags()?;
        let mut references = Children::new(cursor.rest());
        while let Some((kind, reference)) = references.next_box()? {
            let mut cursor = Cursor::new(reference);
            if kind == *b"dimg" && item_id(&mut cursor, version == 0)? == id {
                let count = cursor.u16()?;
                let tiles = (0..count).map(|_| item_id(&mut cursor, version == 0));
                return tiles.collect();
            }
        }
        Err(damaged("a grid without tiles"))
    }
}

/// An item's number, in the short form of older box versions or the long one.
pub(super) fn item_id(cursor: &mut Cursor<'_>, short: bool) -> Result<u32, MediaError> {
    match short {
        true => cursor.u16().map(u32::from),
        false => cursor.u32(),
    }
}

/// Types by item, from an `iinf` box. Encrypted items are left out.
fn kinds(iinf: &[u8]) -> Result<BTreeMap<u32, [u8; 4]>, MediaError> {
    let mut cursor = Cursor::new(iinf);
    let (version, _) = cursor.version_and_flags()?;
    cursor.skip(if version == 0 { 2 } else { 4 })?; // count: the boxes say it themselves
    let mut entries = Children::new(cursor.rest());
    let mut kinds = BTreeMap::new();
    while let Some((kind, entry)) = entries.next_box()? {
        let mut cursor = Cursor::new(entry);
        let (version, _) = cursor.version_and_flags()?;
        if kind != *b"infe" || version < 2 {
            continue;
        }
        let id = item_id(&mut cursor, version == 2)?;
        let protection = cursor.u16()?;
        let kind = cursor.u32()?.to_be_bytes();
        if protection == 0 {
            kinds.insert(id, kind);
        }
        if kinds.len() > MAX_ITEMS {
            return Err(damaged("more items than a photograph has"));
        }
    }
    Ok(kinds)
}
