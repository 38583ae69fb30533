//! The square for catalogue feeds and the wide picture for link previews.

use domain::PictureRole;

use crate::error::MediaError;
use crate::make::encode;
use crate::make::rgb::{Cut, Rgb};
use crate::picture_set::MadeFile;
use crate::score::Center;

/// Side of the square in pixels; smaller where the source is.
const SQUARE: u32 = 600;

/// Size of a link preview as Open Graph readers expect it.
const SHARE_WIDTH: u32 = 1200;
const SHARE_HEIGHT: u32 = 630;

/// WhatsApp shows no preview for bigger pictures.
const SHARE_BYTES: usize = 300_000;

/// Cuts a square around the subject.
pub(crate) fn square(picture: &Rgb, center: Center) -> Result<MadeFile, MediaError> {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let side = width.min(height);
    let place = |center: f32, length: f64| {
        (f64::from(center) * length - side / 2.0).clamp(0.0, length - side)
    };
    let cut = Cut {
        left: place(center.x, width),
        top: place(center.y, height),
        width: side,
        height: side,
    };
    let target = SQUARE.min(picture.width).min(picture.height);
    let square = picture.cut_and_scaled(cut, target, target)?;
    encode::jpeg(&square, PictureRole::Square, encode::JPEG_QUALITY)
}

/// Makes the link preview: the whole picture before a blurred, darkened copy of itself, since a
/// wide cut through a portrait would show a strip of the product.
pub(crate) fn link_preview(picture: &Rgb) -> Result<MadeFile, MediaError> {
    let mut canvas = backdrop(picture)?;
    let scale = (f64::from(SHARE_WIDTH) / f64::from(picture.width))
        .min(f64::from(SHARE_HEIGHT) / f64::from(picture.height));
    let fit = |length: u32, most: u32| ((f64::from(length) * scale).round() as u32).clamp(1, most);
    let inner = picture.scaled(
        fit(picture.width, SHARE_WIDTH),
        fit(picture.height, SHARE_HEIGHT),
    )?;
    let left = (SHARE_WIDTH - inner.width) as usize / 2 * 3;
    let top = (SHARE_HEIGHT - inner.height) as usize / 2;
    let rows = canvas
        .pixels
        .chunks_exact_mut(SHARE_WIDTH as usize * 3)
        .skip(top);
    for (to, from) in rows.zip(inner.pixels.chunks_exact(inner.width as usize * 3)) {
        if let Some(to) = to.get_mut(left..left + from.len()) {
            to.copy_from_slice(from);
        }
    }
    let mut quality = 82;
    loop {
        let file = encode::jpeg(&canvas, PictureRole::Share, quality)?;
        if file.bytes.len() < SHARE_BYTES || quality <= 30 {
            return Ok(file);
        }
        quality -= 12;
    }
}

/// The middle of the picture, cut to the preview's shape, blurred by scaling down and up.
fn backdrop(picture: &Rgb) -> Result<Rgb, MediaError> {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let shape = f64::from(SHARE_WIDTH) / f64::from(SHARE_HEIGHT);
    let cut_width = width.min(height * shape);
    let cut_height = height.min(width / shape);
    let cut = Cut {
        left: (width - cut_width) / 2.0,
        top: (height - cut_height) / 2.0,
        width: cut_width,
        height: cut_height,
    };
    let mut tiny = picture.cut_and_scaled(cut, 24, 13)?;
    for value in &mut tiny.pixels {
        *value = (u16::from(*value) * 7 / 10) as u8;
    }
    tiny.scaled(SHARE_WIDTH, SHARE_HEIGHT)
}
