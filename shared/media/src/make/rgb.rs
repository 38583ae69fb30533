//! A picture in red, green and blue, ready to be scaled and encoded.

use fast_image_resize::images::{Image, TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::error::MediaError;
use crate::mp4::Rotation;

/// sRGB, three bytes a pixel, rows tightly packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rgb {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
}

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Rgb {
    /// Scales the whole picture.
    pub(crate) fn scaled(&self, width: u32, height: u32) -> Result<Self, MediaError> {
        let whole = Cut {
            left: 0.0,
            top: 0.0,
            width: f64::from(self.width),
            height: f64::from(self.height),
        };
        self.cut_and_scaled(whole, width, height)
    }

    /// Scales a part of the picture.
    pub(crate) fn cut_and_scaled(
        &self,
        cut: Cut,
        width: u32,
        height: u32,
    ) -> Result<Self, MediaError> {
        let failed = |error: &dyn std::fmt::Display| MediaError::Encoding(error.to_string());
        let source = TypedImageRef::<U8x3>::from_buffer(self.width, self.height, &self.pixels)
            .map_err(|error| failed(&error))?;
        let mut target = Image::new(width, height, PixelType::U8x3);
        let mut typed: TypedImage<'_, U8x3> = target
            .typed_image_mut()
            .ok_or_else(|| MediaError::Encoding("not of three bytes a pixel".to_owned()))?;
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
            .crop(cut.left, cut.top, cut.width, cut.height);
        // Typed: `resize` would link the scaling of every kind of pixel, 3 MB of code.
        Resizer::new()
            .resize_typed(&source, &mut typed, &options)
            .map_err(|error| failed(&error))?;
        Ok(Self {
            width,
            height,
            pixels: target.into_vec(),
        })
    }

    /// Keeps a part of the picture; what lies outside it is left out.
    pub(crate) fn cut(self, left: u32, top: u32, width: u32, height: u32) -> Self {
        let width = width.min(self.width.saturating_sub(left));
        let height = height.min(self.height.saturating_sub(top));
        if (width, height) == (self.width, self.height) {
            return self;
        }
        let row = self.width.max(1) as usize * 3;
        let (from, to) = (left as usize * 3, (left as usize + width as usize) * 3);
        let rows = self.pixels.chunks_exact(row).skip(top as usize);
        let kept = rows
            .take(height as usize)
            .filter_map(|row| row.get(from..to));
        Self {
            width,
            height,
            pixels: kept.flatten().copied().collect(),
        }
    }

    /// Turns the picture clockwise.
    pub(crate) fn rotated(self, rotation: Rotation) -> Self {
        match rotation {
            Rotation::None => self,
            Rotation::Half => {
                let (pixels, _) = self.pixels.as_chunks::<3>();
                Self {
                    pixels: pixels.iter().rev().flatten().copied().collect(),
                    ..self
                }
            }
            Rotation::Quarter => self.transposed(Rotation::Quarter),
            Rotation::ThreeQuarters => self.transposed(Rotation::ThreeQuarters),
        }
    }

    fn transposed(self, rotation: Rotation) -> Self {
        let (pixels, _) = self.pixels.as_chunks::<3>();
        let (width, height) = (self.width as usize, self.height as usize);
        let mut turned = Vec::with_capacity(self.pixels.len());
        for row in 0..width {
            for column in 0..height {
                let (x, y) = match rotation {
                    Rotation::Quarter => (row, height - 1 - column),
                    _ => (width - 1 - row, column),
                };
                turned.extend_from_slice(pixels.get(y * width + x).unwrap_or(&[0; 3]));
            }
        }
        Self {
            width: self.height,
            height: self.width,
            pixels: turned,
        }
    }

    /// Mirrors the picture left to right.
    pub(crate) fn mirrored(self) -> Self {
        let row = self.width.max(1) as usize * 3;
        let pixels = self.pixels.chunks_exact(row).flat_map(|row| {
            let (pixels, _) = row.as_chunks::<3>();
            pixels.iter().rev().flatten().copied()
        });
        Self {
            pixels: pixels.collect(),
            ..self
        }
    }
}
