//! The `iprp` box: size, colour, decoder set-up and turns, and which item they belong to.

use std::collections::BTreeMap;

use crate::color::ColorTags;
use crate::error::MediaError;
use crate::make::Rgb;
use crate::mp4::{Children, Cursor, Rotation, parse_colr};
use crate::photo::decode::damaged;

use super::items::{MAX_ITEMS, item_id};

/// One property; several items may share it.
pub(super) enum Property<'a> {
    Config(&'a [u8]),
    Size(u32, u32),
    Color(ColorTags),
    Transform(Transform),
    /// Says nothing that changes the picture as it is used here.
    Other,
}

/// What is done to a decoded picture, in the order given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Transform {
    Crop(Crop),
    Turn(Rotation),
    MirrorTopToBottom,
    MirrorLeftToRight,
}

/// A clean aperture: its size, and how far its middle lies from the picture's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crop {
    width: f64,
    height: f64,
    right: f64,
    down: f64,
}

/// The properties of one item.
#[derive(Default)]
pub(super) struct Properties<'a> {
    /// Contents of an `hvcC` box.
    pub(super) config: Option<&'a [u8]>,
    pub(super) size: Option<(u32, u32)>,
    pub(super) color: Option<ColorTags>,
    pub(super) transforms: Vec<Transform>,
}

/// A crop, a turn and a mirroring, and as many again for odd writers. Each costs time.
const MAX_TRANSFORMS: usize = 6;

impl<'a> Properties<'a> {
    pub(super) fn of(all: &[Property<'a>], indexes: &[usize]) -> Result<Self, MediaError> {
        let mut found = Self::default();
        for index in indexes {
            // Counted from 1; 0 stands for none.
            match index.checked_sub(1).and_then(|index| all.get(index)) {
                Some(Property::Config(config)) => found.config = Some(*config),
                Some(Property::Size(width, height)) => found.size = Some((*width, *height)),
                Some(Property::Color(tags)) => found.color = Some(*tags),
                Some(Property::Transform(transform)) => found.transforms.push(*transform),
                Some(Property::Other) | None => {}
            }
        }
        match found.transforms.len() <= MAX_TRANSFORMS {
            true => Ok(found),
            false => Err(damaged("turned too often")),
        }
    }
}

/// Reads an `ipco` box.
pub(super) fn parse(ipco: &[u8]) -> Result<Vec<Property<'_>>, MediaError> {
    let mut boxes = Children::new(ipco);
    let mut properties = Vec::new();
    while let Some((kind, inner)) = boxes.next_box()? {
        properties.push(property(&kind, inner)?);
        if properties.len() > MAX_ITEMS {
            return Err(damaged("more properties than a photograph has"));
        }
    }
    Ok(properties)
}

fn property<'a>(kind: &[u8; 4], inner: &'a [u8]) -> Result<Property<'a>, MediaError> {
    let mut cursor = Cursor::new(inner);
    Ok(match kind {
        b"hvcC" => Property::Config(inner),
        b"ispe" => {
            cursor.version_and_flags()?;
            Property::Size(cursor.u32()?, cursor.u32()?)
        }
        b"colr" => parse_colr(inner)?.map_or(Property::Other, Property::Color),
        // Quarter turns against the clock.
        b"irot" => Property::Transform(Transform::Turn(match cursor.u8()? & 3 {
            0 => Rotation::None,
            1 => Rotation::ThreeQuarters,
            2 => Rotation::Half,
            _ => Rotation::Quarter,
        })),
        b"imir" => Property::Transform(match cursor.u8()? & 1 {
            0 => Transform::MirrorTopToBottom,
            _ => Transform::MirrorLeftToRight,
        }),
        b"clap" => {
            let mut fraction = || -> Result<f64, MediaError> {
                Ok(f64::from(cursor.i32()?) / f64::from(cursor.i32()?.max(1)))
            };
            Property::Transform(Transform::Crop(Crop {
                width: fraction()?,
                height: fraction()?,
                right: fraction()?,
                down: fraction()?,
            }))
        }
        _ => Property::Other,
    })
}

/// Reads an `ipma` box: the properties of every item, counted from 1.
pub(super) fn associations(ipma: &[u8]) -> Result<BTreeMap<u32, Vec<usize>>, MediaError> {
    let mut by_item = BTreeMap::new();
    if ipma.is_empty() {
        return Ok(by_item);
    }
    let mut cursor = Cursor::new(ipma);
    let (version, flags) = cursor.version_and_flags()?;
    let items = cursor.count(3)?;
    if items > MAX_ITEMS {
        return Err(damaged("more items than a photograph has"));
    }
    for _ in 0..items {
        let id = item_id(&mut cursor, version == 0)?;
        let count = cursor.u8()?;
        let mut indexes = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            // The highest bit says "essential"; what is not known here is ignored all the same.
            indexes.push(match flags & 1 {
                0 => usize::from(cursor.u8()? & 0x7f),
                _ => usize::from(cursor.u16()? & 0x7fff),
            });
        }
        by_item.insert(id, indexes);
    }
    Ok(by_item)
}

impl Transform {
    pub(super) fn apply(self, picture: Rgb) -> Rgb {
        match self {
            Self::Crop(crop) => crop.apply(picture),
            Self::Turn(rotation) => picture.rotated(rotation),
            Self::MirrorLeftToRight => picture.mirrored(),
            Self::MirrorTopToBottom => picture.rotated(Rotation::Half).mirrored(),
        }
    }
}

impl Crop {
    fn apply(self, picture: Rgb) -> Rgb {
        let start = |length: u32, inner: f64, off: f64| {
            ((f64::from(length) - inner) / 2.0 + off).round().max(0.0) as u32
        };
        let left = start(picture.width, self.width, self.right);
        let top = start(picture.height, self.height, self.down);
        picture.cut(
            left,
            top,
            self.width.round() as u32,
            self.height.round() as u32,
        )
    }
}
