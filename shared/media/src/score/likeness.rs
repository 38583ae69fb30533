//! How much two frames look alike.

use crate::score::grid::Grid;

/// Layout raster, and how many of its cells a pan may move the picture.
const COLUMNS: usize = 12;
const ROWS: usize = 20;
const SHIFT_X: isize = 3;
const SHIFT_Y: isize = 4;

/// Histogram steps for luma and for each colour difference.
const LUMA_STEPS: usize = 8;
const CHROMA_STEPS: usize = 10;

/// The mean luma that frames are brought to for their second comparison, and how far.
const MEAN_LUMA: f32 = 110.0;
const LEAST_GAIN: f32 = 0.6;
const MOST_GAIN: f32 = 1.8;

/// A colour difference without colour.
const GREY: f32 = 128.0;

/// What is compared, twice: as it is, and brought to a common brightness, so that a fade, a cloud
/// or a camera finding its exposure does not make two shots of one.
#[derive(Debug, Clone)]
pub(crate) struct Likeness {
    seen: View,
    leveled: View,
}

impl Likeness {
    pub(crate) fn new(luma: &Grid, blue: &Grid, red: &Grid) -> Self {
        let cells = [luma, blue, red].map(|grid| grid.cells(COLUMNS, ROWS));
        let [lumas, ..] = &cells;
        let mean = lumas.iter().sum::<f32>() / lumas.len().max(1) as f32;
        let view = |gain: f32| View {
            histogram: histogram(luma, blue, red, gain),
            layout: layout(&cells, gain),
        };
        Self {
            seen: view(1.0),
            leveled: view((MEAN_LUMA / mean.max(1.0)).clamp(LEAST_GAIN, MOST_GAIN)),
        }
    }

    /// 0 for nothing in common to 1 for the same.
    pub(crate) fn with(&self, other: &Self) -> f32 {
        let seen = self.seen.with(&other.seen);
        seen.max(self.leveled.with(&other.leveled))
    }
}

/// The mix of colours, which a pan or zoom hardly changes, and their layout, moved about as a pan
/// would, which a different arrangement of the same things changes.
#[derive(Debug, Clone)]
struct View {
    histogram: Vec<f32>,
    /// Luma and both colour differences of every cell.
    layout: Vec<[f32; 3]>,
}

impl View {
    fn with(&self, other: &Self) -> f32 {
        let pairs = self.histogram.iter().zip(&other.histogram);
        let colors: f32 = pairs.map(|(a, b)| a.min(*b)).sum();
        let shifts = (-SHIFT_Y..=SHIFT_Y).flat_map(|y| (-SHIFT_X..=SHIFT_X).map(move |x| (x, y)));
        let distance = shifts
            .map(|(x, y)| self.distance(other, x, y))
            .fold(f32::MAX, f32::min);
        let layout = (1.0 - distance / 60.0).clamp(0.0, 1.0);
        0.5 * colors + 0.5 * layout
    }

    /// Mean difference of the cells that overlap when the other picture is moved.
    fn distance(&self, other: &Self, x: isize, y: isize) -> f32 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for row in 0..ROWS {
            let Some(other_row) = row.checked_add_signed(y).filter(|row| *row < ROWS) else {
                continue;
            };
            let skip = |shift: isize| usize::try_from(shift).unwrap_or(0);
            let width = COLUMNS - x.unsigned_abs();
            let line = |layout: &'_ [[f32; 3]], row: usize, from: usize| -> Vec<[f32; 3]> {
                let start = row * COLUMNS + from;
                layout
                    .get(start..start + width)
                    .unwrap_or_default()
                    .to_vec()
            };
            let here = line(&self.layout, row, skip(-x));
            let there = line(&other.layout, other_row, skip(x));
            for ([y1, u1, v1], [y2, u2, v2]) in here.iter().zip(&there) {
                sum += (y1 - y2).abs() + 2.0 * (u1 - u2).abs() + 2.0 * (v1 - v2).abs();
                count += 1;
            }
        }
        sum / count.max(1) as f32
    }
}

fn layout([lumas, blues, reds]: &[Vec<f32>; 3], gain: f32) -> Vec<[f32; 3]> {
    let cells = lumas.iter().zip(blues).zip(reds);
    cells
        .map(|((y, u), v)| [y * gain, (u - GREY) * gain, (v - GREY) * gain])
        .collect()
}

/// Shares of colours. A pixel between two steps counts for both, so that grain and a small change
/// of light do not move it from one to the other.
fn histogram(luma: &Grid, blue: &Grid, red: &Grid, gain: f32) -> Vec<f32> {
    let mut bins = vec![0.0_f32; LUMA_STEPS * CHROMA_STEPS * CHROMA_STEPS];
    let mut total = 0.0;
    let lines = luma.rows().zip(blue.rows()).zip(red.rows()).step_by(2);
    for ((luma, blue), red) in lines {
        for ((y, u), v) in luma.iter().zip(blue).zip(red).step_by(2) {
            total += 1.0;
            let light = steps(f32::from(*y) * gain / 255.0, LUMA_STEPS);
            // Colour differences of real pictures lie within about ±64 of grey.
            let [blues, reds] = [u, v]
                .map(|part| steps((f32::from(*part) - GREY) * gain / 128.0 + 0.5, CHROMA_STEPS));
            for (y, y_share) in light {
                for (u, u_share) in blues {
                    for (v, v_share) in reds {
                        let index = (y * CHROMA_STEPS + u) * CHROMA_STEPS + v;
                        if let Some(bin) = bins.get_mut(index) {
                            *bin += y_share * u_share * v_share;
                        }
                    }
                }
            }
        }
    }
    for bin in &mut bins {
        *bin /= f32::max(total, 1.0);
    }
    bins
}

/// The two steps a value from 0 to 1 lies between, and its share in each.
fn steps(value: f32, count: usize) -> [(usize, f32); 2] {
    let place = value.clamp(0.0, 1.0) * (count - 1) as f32;
    let lower = (place as usize).min(count - 2);
    let upper_share = place - lower as f32;
    [(lower, 1.0 - upper_share), (lower + 1, upper_share)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::SAME_SHOT;

    const WIDTH: usize = 120;
    const HEIGHT: usize = 200;

    /// Patches of `size` samples whose light and colours follow from `seed`, moved by `pan` and
    /// multiplied by `light`.
    fn scene(seed: u32, size: usize, pan: usize, light: f32) -> Likeness {
        let plane = |salt: u32, low: u8, high: u8, grey: f32| {
            let place = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x + pan, y)));
            let sample = |(x, y): (usize, usize)| {
                let patch = (x / size) as u32 * 31 + (y / size) as u32;
                let mixed = (patch ^ seed.wrapping_mul(salt)).wrapping_mul(2_654_435_761) >> 20;
                let value = f32::from(low) + (mixed % u32::from(high - low)) as f32;
                ((value - grey) * light + grey) as u8
            };
            Grid {
                width: WIDTH,
                height: HEIGHT,
                samples: place.map(sample).collect(),
            }
        };
        Likeness::new(
            &plane(1, 40, 200, 0.0),
            &plane(77, 90, 170, GREY),
            &plane(191, 90, 170, GREY),
        )
    }

    #[test]
    fn one_shot_stays_one_through_a_pan_and_a_change_of_light() {
        let shot = scene(5, 25, 0, 1.0);
        for (story, other) in [
            ("the same", scene(5, 25, 0, 1.0)),
            ("a pan", scene(5, 25, 20, 1.0)),
            ("half faded", scene(5, 25, 0, 0.6)),
            ("more light", scene(5, 25, 0, 1.25)),
            ("a pan into the shade", scene(5, 25, 10, 0.7)),
        ] {
            let alike = shot.with(&other);
            assert!(alike >= SAME_SHOT, "{story}: {alike}");
        }
    }

    #[test]
    fn other_things_in_the_same_light_are_another_shot() {
        let shot = scene(5, 25, 0, 1.0);
        for (seed, size, light) in [(900, 50, 1.0), (4321, 66, 1.0), (900, 50, 0.7)] {
            let alike = shot.with(&scene(seed, size, 0, light));
            assert!(alike < SAME_SHOT, "{seed} {size} {light}: {alike}");
        }
    }
}
