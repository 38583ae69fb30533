//! JPEG, WebP and HEIC to pixels, upright.

use std::io::Cursor;

use image_webp::WebPDecoder;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::error::MediaError;
use crate::limits::Limits;
use crate::make::Rgb;
use crate::photo::{heif, orientation};

/// Decodes one photograph and turns it upright. Colour profiles are ignored: sRGB is assumed.
pub(super) fn decode(photo: &[u8], limits: &Limits) -> Result<Rgb, MediaError> {
    if photo.len() > limits.photo_bytes {
        return Err(MediaError::PhotoTooBig {
            bytes: photo.len(),
            limit: limits.photo_bytes,
        });
    }
    let (picture, exif) = match format(photo)? {
        Format::Jpeg => jpeg(photo, limits)?,
        Format::Webp => webp(photo, limits)?,
        Format::Heif => return heif::decode(photo, limits),
    };
    Ok(orientation::upright(picture, exif.as_deref()))
}

enum Format {
    Jpeg,
    Webp,
    /// Holds HEVC or something else: its items tell.
    Heif,
}

fn format(photo: &[u8]) -> Result<Format, MediaError> {
    let brand = photo.get(8..12).unwrap_or_default();
    match photo {
        [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => Ok(Format::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match brand {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Ok(Format::Heif)
            }
            b"avif" | b"avis" => Err(MediaError::UnsupportedPhoto("AVIF")),
            _ => Err(MediaError::UnsupportedPhoto("MP4")),
        },
        [0x89, b'P', b'N', b'G', ..] => Err(MediaError::UnsupportedPhoto("PNG")),
        [b'G', b'I', b'F', b'8', ..] => Err(MediaError::UnsupportedPhoto("GIF")),
        _ => Err(MediaError::UnsupportedPhoto("unknown")),
    }
}

/// Photographs come from phones and can be bigger than any video, so only their number of pixels
/// is limited, to four times that of a video's picture.
pub(super) fn check_size(
    width: usize,
    height: usize,
    limits: &Limits,
) -> Result<(u32, u32), MediaError> {
    let width = u32::try_from(width).unwrap_or(u32::MAX);
    let height = u32::try_from(height).unwrap_or(u32::MAX);
    if u64::from(width).saturating_mul(u64::from(height)) > limits.pixels.saturating_mul(4) {
        return Err(MediaError::TooManyPixels { width, height });
    }
    if width.min(height) < crate::limits::MIN_SIDE {
        return Err(MediaError::TooSmall { width, height });
    }
    Ok((width, height))
}

type Decoded = (Rgb, Option<Vec<u8>>);

pub(super) fn damaged(error: impl std::fmt::Display) -> MediaError {
    MediaError::DamagedPhoto(error.to_string())
}

fn jpeg(photo: &[u8], limits: &Limits) -> Result<Decoded, MediaError> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(photo), options);
    decoder.decode_headers().map_err(damaged)?;
    let info = decoder.info().ok_or_else(|| damaged("no header"))?;
    let size = (usize::from(info.width), usize::from(info.height));
    let (width, height) = check_size(size.0, size.1, limits)?;
    let pixels = decoder.decode().map_err(damaged)?;
    whole(
        Rgb {
            width,
            height,
            pixels,
        },
        decoder.exif().cloned(),
    )
}

fn webp(photo: &[u8], limits: &Limits) -> Result<Decoded, MediaError> {
    let mut decoder = WebPDecoder::new(Cursor::new(photo)).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_size(width as usize, height as usize, limits)?;
    decoder.set_memory_limit(usize::try_from(limits.memory).unwrap_or(usize::MAX));
    let size = decoder
        .output_buffer_size()
        .ok_or_else(|| damaged("no size"))?;
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels).map_err(damaged)?;
    if decoder.has_alpha() {
        pixels = on_white(&pixels);
    }
    let exif = decoder.exif_metadata().ok().flatten();
    whole(
        Rgb {
            width,
            height,
            pixels,
        },
        exif,
    )
}

/// Lays a picture with transparency on white.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let blended = pixels.iter().flat_map(|[r, g, b, a]| {
        let over = |value: u8| {
            let (value, alpha) = (u16::from(value), u16::from(*a));
            ((value * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        [over(*r), over(*g), over(*b)]
    });
    blended.collect()
}

fn whole(picture: Rgb, exif: Option<Vec<u8>>) -> Result<Decoded, MediaError> {
    let expected = picture.width as usize * picture.height as usize * 3;
    match picture.pixels.len() == expected {
        true => Ok((picture, exif)),
        false => Err(damaged("the decoder gave a broken picture")),
    }
}
