//! JPEG and WebP files. Only pixels are written: no metadata goes in, so none comes out.

use domain::{PictureFormat, PictureRole};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::error::MediaError;
use crate::make::rgb::Rgb;
use crate::picture_set::MadeFile;

/// JPEG quality of portraits: about 90 KB at 640 pixels across.
pub(crate) const JPEG_QUALITY: u8 = 80;

/// WebP quality: looks like JPEG at 80 and takes 60 % of the bytes.
const WEBP_QUALITY: f32 = 75.0;

/// libwebp's effort, 0 to 6: 4 takes 2.4 times as long as 2 and saves 4 % of the bytes.
const WEBP_METHOD: i32 = 2;

/// Encodes a JPEG.
pub(crate) fn jpeg(picture: &Rgb, role: PictureRole, quality: u8) -> Result<MadeFile, MediaError> {
    let too_big = |_| MediaError::Encoding("too wide for JPEG".to_owned());
    let width = u16::try_from(picture.width).map_err(too_big)?;
    let height = u16::try_from(picture.height).map_err(too_big)?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(&picture.pixels, width, height, ColorType::Rgb)
        .map_err(|error| MediaError::Encoding(error.to_string()))?;
    Ok(made(picture, PictureFormat::Jpeg, role, bytes))
}

/// Encodes a lossy WebP.
pub(crate) fn webp(picture: &Rgb, role: PictureRole) -> Result<MadeFile, MediaError> {
    let failed = |error: String| MediaError::Encoding(error);
    let mut config =
        webp::WebPConfig::new().map_err(|()| failed("libwebp gave no configuration".to_owned()))?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_METHOD;
    let encoder = webp::Encoder::from_rgb(&picture.pixels, picture.width, picture.height);
    let encoded = encoder
        .encode_advanced(&config)
        .map_err(|error| failed(format!("libwebp: {error:?}")))?;
    Ok(made(picture, PictureFormat::Webp, role, encoded.to_vec()))
}

fn made(picture: &Rgb, format: PictureFormat, role: PictureRole, bytes: Vec<u8>) -> MadeFile {
    MadeFile {
        format,
        role,
        width: picture.width,
        height: picture.height,
        bytes,
    }
}
