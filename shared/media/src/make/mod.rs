//! Chosen frames to picture files.

mod colors;
mod convert;
mod encode;
mod hdr;
mod rgb;
mod share;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::{DominantColor, FrameScore, PictureRole, PictureSource};

use crate::error::MediaError;
use crate::picture_set::{MadeFile, MadePicture};
use crate::score::Center;
use crate::stopwatch::Stopwatch;

pub(crate) use self::convert::to_rgb;
pub(crate) use self::rgb::Rgb;

/// Widths for `srcset`, in pixels.
const WIDTHS: [u32; 2] = [320, 640];

/// Width of the primary picture's biggest size.
const PRIMARY_WIDTH: u32 = 1080;

/// Which sizes a picture gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first one: bigger, and cut for sharing.
    Primary,
    /// Any other.
    Secondary,
}

/// Makes every size of one picture.
pub(crate) fn portrait(
    picture: &Rgb,
    place: Place,
    source: PictureSource,
    score: Option<FrameScore>,
    stopwatch: &mut Stopwatch,
) -> Result<MadePicture, MediaError> {
    let mut sizes: Vec<Rgb> = Vec::new();
    let widths = widths(picture.width, place);
    // Widest first, each from the one before: scaling down in steps costs half as much.
    for width in widths.iter().rev() {
        let from = sizes.last().unwrap_or(picture);
        let height = scaled_height(picture, *width);
        sizes.push(match *width == from.width {
            true => from.clone(),
            false => from.scaled(*width, height)?,
        });
    }
    stopwatch.lap(|timings| &mut timings.scale);
    let mut files: Vec<MadeFile> = Vec::new();
    for size in sizes.iter().rev() {
        files.push(encode::jpeg(
            size,
            PictureRole::Portrait,
            encode::JPEG_QUALITY,
        )?);
        files.push(encode::webp(size, PictureRole::Portrait)?);
    }
    let thumbhash = thumbhash(sizes.last().unwrap_or(picture))?;
    stopwatch.lap(|timings| &mut timings.encode);
    Ok(MadePicture {
        source,
        files,
        thumbhash,
        score,
    })
}

/// The widths made of a picture, narrowest first: never wider than it is.
fn widths(source: u32, place: Place) -> Vec<u32> {
    let wanted = WIDTHS.iter().copied();
    let biggest = match place {
        Place::Primary => Some(PRIMARY_WIDTH),
        Place::Secondary => None,
    };
    let mut widths: Vec<u32> = wanted
        .chain(biggest)
        .map(|width| width.min(source))
        .collect();
    widths.dedup();
    widths
}

fn scaled_height(picture: &Rgb, width: u32) -> u32 {
    let height = f64::from(picture.height) * f64::from(width) / f64::from(picture.width.max(1));
    (height.round() as u32).max(1)
}

/// What is made of the primary picture beside its sizes.
pub(crate) fn share(
    picture: &Rgb,
    center: Center,
    stopwatch: &mut Stopwatch,
) -> Result<(Vec<MadeFile>, Vec<DominantColor>), MediaError> {
    // Both need no more than this width, and scaling twice from the full size would cost more.
    let width = picture.width.min(720);
    let small = match width == picture.width {
        true => picture.clone(),
        false => picture.scaled(width, scaled_height(picture, width))?,
    };
    stopwatch.lap(|timings| &mut timings.scale);
    let files = vec![share::square(&small, center)?, share::link_preview(&small)?];
    let colors = colors::dominant(&small)?;
    stopwatch.lap(|timings| &mut timings.encode);
    Ok((files, colors))
}

/// A small JPEG for contact sheets.
pub(crate) fn preview(picture: &Rgb) -> Result<Vec<u8>, MediaError> {
    let width = 160.min(picture.width);
    let small = picture.scaled(width, scaled_height(picture, width))?;
    Ok(encode::jpeg(&small, PictureRole::Portrait, 75)?.bytes)
}

/// About 25 bytes that draw a placeholder; <https://evanw.github.io/thumbhash/>.
fn thumbhash(picture: &Rgb) -> Result<String, MediaError> {
    // The format takes pictures up to 100 pixels on a side.
    let longer = picture.width.max(picture.height);
    let fit = |side: u32| (side * 100 / longer.max(1)).clamp(1, 100);
    let small = picture.scaled(fit(picture.width), fit(picture.height))?;
    let (pixels, _) = small.pixels.as_chunks::<3>();
    let rgba: Vec<u8> = pixels
        .iter()
        .flat_map(|[r, g, b]| [*r, *g, *b, 255])
        .collect();
    let hash = thumbhash::rgba_to_thumb_hash(small.width as usize, small.height as usize, &rgba);
    Ok(STANDARD_NO_PAD.encode(hash))
}
