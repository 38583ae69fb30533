//! Decoded planes to sRGB.

use yuv::{YuvPlanarImage, YuvRange, YuvStandardMatrix};

use crate::color::{Color, Matrix, Range, Transfer};
use crate::decode::{Chroma, Frame, Planes};
use crate::error::MediaError;
use crate::make::hdr;
use crate::make::rgb::Rgb;

/// Converts a frame, as coded: not yet rotated.
pub(crate) fn to_rgb(frame: &Frame, color: Color) -> Result<Rgb, MediaError> {
    if color.transfer != Transfer::Standard {
        return Ok(hdr::to_rgb(frame, color));
    }
    let matrix = match color.matrix {
        Matrix::Bt601 => YuvStandardMatrix::Bt601,
        Matrix::Bt709 => YuvStandardMatrix::Bt709,
        Matrix::Bt2020 => YuvStandardMatrix::Bt2020,
    };
    let range = match color.range {
        Range::Limited => YuvRange::Limited,
        Range::Full => YuvRange::Full,
    };
    let [y, u, v] = match &frame.planes {
        Planes::Eight([y, u, v]) => [y.into(), u.into(), v.into()],
        Planes::Deep { .. } => {
            let [u, v] = frame.differences();
            [frame.luma(), u, v]
        }
    };
    let (chroma_width, _) = frame.chroma_size();
    let image = YuvPlanarImage {
        y_plane: &y,
        y_stride: frame.width,
        u_plane: &u,
        u_stride: chroma_width,
        v_plane: &v,
        v_stride: chroma_width,
        width: frame.width,
        height: frame.height,
    };
    let stride = frame.width * 3;
    let mut pixels = vec![0; stride as usize * frame.height as usize];
    let convert = match frame.chroma {
        Chroma::Quarter => yuv::yuv420_to_rgb_bilinear,
        Chroma::Half => yuv::yuv422_to_rgb_bilinear,
        Chroma::Full => yuv::yuv444_to_rgb,
    };
    convert(&image, &mut pixels, stride, range, matrix)
        .map_err(|error| MediaError::Encoding(error.to_string()))?;
    Ok(Rgb {
        width: frame.width,
        height: frame.height,
        pixels,
    })
}
