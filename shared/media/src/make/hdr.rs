//! High dynamic range to sRGB.
//!
//! Samples are made linear light, brought to standard primaries, and bright parts are compressed
//! so that ordinary white stays white. Without this HDR video gives grey, washed-out pictures.

use crate::color::{Color, Gamut, Matrix, Range, Transfer};
use crate::decode::{Chroma, Frame, Planes};
use crate::make::rgb::Rgb;

/// Light of ordinary white in candela per square metre (ITU-R BT.2408).
const WHITE: f32 = 203.0;

/// What a PQ signal of 1 stands for, in the same unit.
const PQ_PEAK: f32 = 10_000.0;

/// Peak of a typical HLG display, in the same unit.
const HLG_PEAK: f32 = 1_000.0;

/// Steps of the look-up tables.
const STEPS: usize = 4096;

/// Converts a frame whose transfer is PQ or HLG.
pub(super) fn to_rgb(frame: &Frame, color: Color) -> Rgb {
    let linear: Vec<f32> = table(|signal| to_light(signal, color.transfer));
    let display: Vec<f32> = table(from_light);
    let luma = Plane::new(frame, 0, color.range);
    let blue = Plane::new(frame, 1, color.range);
    let red = Plane::new(frame, 2, color.range);
    let (kr, kb) = match color.matrix {
        Matrix::Bt601 => (0.299, 0.114),
        Matrix::Bt709 => (0.2126, 0.0722),
        Matrix::Bt2020 => (0.2627, 0.0593),
    };
    let kg = 1.0 - kr - kb;
    let look_up = |table: &[f32], value: f32| {
        let index = (value.clamp(0.0, 1.0) * (STEPS - 1) as f32 + 0.5) as usize;
        table.get(index).copied().unwrap_or(0.0)
    };
    let mut pixels = Vec::with_capacity(frame.width as usize * frame.height as usize * 3);
    for y in 0..frame.height {
        for x in 0..frame.width {
            let (light, cb, cr) = (luma.at(x, y), blue.at(x, y), red.at(x, y));
            let r = light + 2.0 * (1.0 - kr) * cr;
            let b = light + 2.0 * (1.0 - kb) * cb;
            let g = (light - kr * r - kb * b) / kg;
            let wide = [r, g, b].map(|signal| look_up(&linear, signal));
            let standard = compressed(match color.gamut {
                Gamut::Wide => narrowed(wide),
                Gamut::Standard => wide,
            });
            pixels.extend(standard.map(|light| (look_up(&display, light) * 255.0 + 0.5) as u8));
        }
    }
    Rgb {
        width: frame.width,
        height: frame.height,
        pixels,
    }
}

fn table(curve: impl Fn(f32) -> f32) -> Vec<f32> {
    (0..STEPS)
        .map(|step| curve(step as f32 / (STEPS - 1) as f32))
        .collect()
}

/// Signal to light, where 1 is ordinary white.
fn to_light(signal: f32, transfer: Transfer) -> f32 {
    match transfer {
        // SMPTE ST 2084.
        Transfer::Pq => {
            let power = signal.powf(1.0 / 78.843_75);
            let ratio = (power - 0.835_937_5).max(0.0) / (18.851_563 - 18.6875 * power);
            ratio.powf(1.0 / 0.159_301_76) * PQ_PEAK / WHITE
        }
        // ITU-R BT.2100, with the system gamma of 1.2 applied to each colour.
        Transfer::Hlg | Transfer::Standard => {
            let scene = match signal <= 0.5 {
                true => signal * signal / 3.0,
                false => (((signal - 0.559_910_7) / 0.178_832_77).exp() + 0.284_668_92) / 12.0,
            };
            scene.powf(1.2) * HLG_PEAK / WHITE
        }
    }
}

/// sRGB's own curve.
fn from_light(light: f32) -> f32 {
    match light <= 0.003_130_8 {
        true => light * 12.92,
        false => 1.055 * light.powf(1.0 / 2.4) - 0.055,
    }
}

/// BT.2020 primaries to BT.709 (ITU-R BT.2087).
fn narrowed([r, g, b]: [f32; 3]) -> [f32; 3] {
    [
        1.6605 * r - 0.5876 * g - 0.0728 * b,
        -0.1246 * r + 1.1329 * g - 0.0083 * b,
        -0.0182 * r - 0.1006 * g + 1.1187 * b,
    ]
}

/// Keeps the lower three quarters as they are and rolls everything above off towards 1, on the
/// brightest of the three so that hues stay.
fn compressed(light: [f32; 3]) -> [f32; 3] {
    const KNEE: f32 = 0.75;
    let most = light.iter().copied().fold(0.0, f32::max);
    if most <= KNEE {
        return light;
    }
    let over = (most - KNEE) / (1.0 - KNEE);
    let rolled = KNEE + (1.0 - KNEE) * over / (1.0 + over);
    light.map(|part| part * rolled / most)
}

/// A plane read as numbers: luma from 0 to 1, colour differences from -0.5 to 0.5.
struct Plane<'a> {
    samples: Samples<'a>,
    width: usize,
    shift: (u32, u32),
    offset: f32,
    scale: f32,
}

enum Samples<'a> {
    Eight(&'a [u8]),
    Deep(&'a [u16]),
}

impl<'a> Plane<'a> {
    fn new(frame: &'a Frame, index: usize, range: Range) -> Self {
        let (samples, bits) = match &frame.planes {
            Planes::Eight(planes) => (
                Samples::Eight(planes.get(index).map(Vec::as_slice).unwrap_or_default()),
                8,
            ),
            Planes::Deep { planes, bits } => (
                Samples::Deep(planes.get(index).map(Vec::as_slice).unwrap_or_default()),
                *bits,
            ),
        };
        let step = f32::from(1_u16 << bits.clamp(8, 15).saturating_sub(8));
        let (offset, span) = match (index, range) {
            (0, Range::Limited) => (16.0, 219.0),
            (0, Range::Full) => (0.0, 255.0),
            (_, Range::Limited) => (128.0, 224.0),
            (_, Range::Full) => (128.0, 255.0),
        };
        let shift = match (index, frame.chroma) {
            (0, _) | (_, Chroma::Full) => (0, 0),
            (_, Chroma::Half) => (1, 0),
            (_, Chroma::Quarter) => (1, 1),
        };
        let width = if index == 0 {
            frame.width
        } else {
            frame.chroma_size().0
        };
        Self {
            samples,
            width: width as usize,
            shift,
            offset: offset * step,
            scale: 1.0 / (span * step),
        }
    }

    fn at(&self, x: u32, y: u32) -> f32 {
        let index = (y >> self.shift.1) as usize * self.width + (x >> self.shift.0) as usize;
        let sample = match self.samples {
            Samples::Eight(samples) => samples.get(index).map_or(0.0, |sample| f32::from(*sample)),
            Samples::Deep(samples) => samples.get(index).map_or(0.0, |sample| f32::from(*sample)),
        };
        (sample - self.offset) * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One grey pixel of limited-range 10-bit.
    fn grey(signal: f32, transfer: Transfer) -> u8 {
        let luma = (64.0 + 876.0 * signal).round() as u16;
        let frame = Frame {
            width: 2,
            height: 2,
            chroma: Chroma::Quarter,
            planes: Planes::Deep {
                planes: [vec![luma; 4], vec![512], vec![512]],
                bits: 10,
            },
        };
        let color = Color {
            matrix: Matrix::Bt2020,
            range: Range::Limited,
            transfer,
            gamut: Gamut::Wide,
        };
        let picture = to_rgb(&frame, color);
        let [r, g, b] = [0, 1, 2].map(|part| picture.pixels[part]);
        assert!(r.abs_diff(g) <= 1 && b.abs_diff(g) <= 1, "{r} {g} {b}");
        g
    }

    #[test]
    fn light_ends_up_where_it_belongs() {
        let check = |name: &str, got: u8, expected: std::ops::RangeInclusive<u8>| {
            assert!(expected.contains(&got), "{name}: {got}");
        };
        check("PQ black", grey(0.0, Transfer::Pq), 0..=2);
        check("PQ white, 58 %", grey(0.58, Transfer::Pq), 225..=250);
        check("PQ skin, about 40 %", grey(0.40, Transfer::Pq), 90..=150);
        check("PQ highlight", grey(0.75, Transfer::Pq), 245..=255);
        check("HLG black", grey(0.0, Transfer::Hlg), 0..=2);
        check("HLG white, 75 %", grey(0.75, Transfer::Hlg), 225..=250);
        check("HLG mid grey, 38 %", grey(0.38, Transfer::Hlg), 90..=140);
    }
}
