//! HEIC photographs: HEVC pictures in a HEIF file, whole or in tiles.
//!
//! Follows ISO/IEC 23008-12 (HEIF) and 14496-12 (its boxes). Read are the primary item, coded or a
//! `grid` of coded tiles, and its crop, turns and mirroring. Thumbnails, transparency, depth maps
//! and further pictures are left alone. EXIF does not turn the picture: the container does.

mod canvas;
#[cfg(test)]
mod golden;
mod items;
mod locations;
mod properties;

use crate::color::{Color, ColorTags};
use crate::decode::{Frame, StretchDecoder};
use crate::error::MediaError;
use crate::limits::Limits;
use crate::make::{Rgb, to_rgb};
use crate::mp4::{Cursor, SampleEntry};
use crate::photo::decode::{check_size, damaged};

use self::canvas::Canvas;
use self::items::Items;

/// What a picture without any statement uses: sRGB with all values (ISO/IEC 23000-22, 7.3.6.4).
const UNSTATED: ColorTags = ColorTags {
    primaries: 1,
    transfer: 13,
    matrix: 6,
    full_range: Some(true),
};

/// Decodes the primary picture, upright.
pub(super) fn decode(photo: &[u8], limits: &Limits) -> Result<Rgb, MediaError> {
    read(photo, limits).map_err(|error| match error {
        MediaError::DamagedIndex(reason) => damaged(reason),
        MediaError::Undecodable(reason) => damaged(reason),
        other => other,
    })
}

fn read(photo: &[u8], limits: &Limits) -> Result<Rgb, MediaError> {
    let items = Items::parse(photo)?;
    let mut tiles = Tiles {
        items: &items,
        // Tiles come from phones in the size of photographs, not of videos.
        limits: Limits {
            pixels: limits.pixels.saturating_mul(4),
            side: u32::MAX,
            ..limits.clone()
        },
        bytes_left: photo.len().saturating_mul(2),
    };
    let properties = items.properties(items.primary)?;
    let (frame, color) = match &items.kind(items.primary)? {
        b"hvc1" => tiles.decode(items.primary)?,
        b"grid" => grid(&mut tiles, limits)?,
        other => return Err(MediaError::UnsupportedPhoto(name(*other))),
    };
    let mut picture = to_rgb(&frame, properties.color.map_or(color, settled))?;
    if let Some((width, height)) = properties.size {
        picture = picture.cut(0, 0, width, height);
    }
    for transform in &properties.transforms {
        picture = transform.apply(picture);
    }
    check_size(picture.width as usize, picture.height as usize, limits)?;
    Ok(picture)
}

fn name(kind: [u8; 4]) -> &'static str {
    match &kind {
        b"av01" => "AVIF",
        b"jpeg" => "HEIF with JPEG inside",
        b"avc1" => "HEIF with H.264 inside",
        b"vvc1" => "HEIF with H.266 inside",
        b"unci" => "HEIF without compression",
        b"iovl" => "HEIC made of overlays",
        b"iden" => "HEIC derived from another picture",
        _ => "HEIF of an unknown kind",
    }
}

/// Decodes coded items, and stops when a file lets the same bytes be decoded again and again.
struct Tiles<'a> {
    items: &'a Items<'a>,
    limits: Limits,
    bytes_left: usize,
}

impl Tiles<'_> {
    fn decode(&mut self, id: u32) -> Result<(Frame, Color), MediaError> {
        let properties = self.items.properties(id)?;
        let config = properties.config.ok_or_else(|| damaged("no hvcC"))?;
        let sample = self.items.locations.read(id, self.bytes_left)?;
        self.bytes_left = self
            .bytes_left
            .checked_sub(sample.len() + config.len())
            .ok_or_else(|| damaged("tiles share their bytes"))?;
        let entry = SampleEntry::of_still(config)?;
        let mut decoder = StretchDecoder::new(&entry, &self.limits)?;
        let frame = decoder.decode(&sample)?;
        let frame = frame.ok_or_else(|| damaged("no picture inside"))?;
        let stream = decoder.facts().map(|facts| facts.color);
        Ok((
            frame,
            settled(properties.color.or(stream).unwrap_or(UNSTATED)),
        ))
    }
}

fn settled(tags: ColorTags) -> Color {
    Color::settle(Some(tags), Some(UNSTATED), 0, 0)
}

/// Puts the tiles of the primary item together.
fn grid(tiles: &mut Tiles<'_>, limits: &Limits) -> Result<(Frame, Color), MediaError> {
    let items = tiles.items;
    let layout = Layout::parse(&items.locations.read(items.primary, MAX_LAYOUT_BYTES)?)?;
    check_size(layout.width as usize, layout.height as usize, limits)?;
    let ids = items.tiles(items.primary)?;
    if ids.len() != layout.columns * layout.rows {
        return Err(damaged("a grid with too few or too many tiles"));
    }
    let mut made: Option<(Canvas, Color)> = None;
    for (index, id) in ids.into_iter().enumerate() {
        if items.kind(id)? != *b"hvc1" {
            return Err(MediaError::UnsupportedPhoto(name(items.kind(id)?)));
        }
        let (tile, color) = tiles.decode(id)?;
        let (canvas, _) = match &mut made {
            Some(made) => made,
            None => made.insert((Canvas::for_tiles(&tile, &layout)?, color)),
        };
        canvas.put(&tile, index % layout.columns, index / layout.columns)?;
    }
    let (canvas, color) = made.ok_or_else(|| damaged("a grid without tiles"))?;
    Ok((canvas.frame, color))
}

/// More than any grid's description takes.
const MAX_LAYOUT_BYTES: usize = 12;

/// How tiles lie: row by row, all of one size, cut on the right and below.
struct Layout {
    columns: usize,
    rows: usize,
    width: u32,
    height: u32,
}

impl Layout {
    fn parse(description: &[u8]) -> Result<Self, MediaError> {
        let mut cursor = Cursor::new(description);
        cursor.skip(1)?; // version
        let wide_numbers = cursor.u8()? & 1 != 0;
        let rows = usize::from(cursor.u8()?) + 1;
        let columns = usize::from(cursor.u8()?) + 1;
        let mut side = || match wide_numbers {
            true => cursor.u32(),
            false => cursor.u16().map(u32::from),
        };
        Ok(Self {
            columns,
            rows,
            width: side()?,
            height: side()?,
        })
    }
}
