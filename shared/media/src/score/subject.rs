//! A subject in the middle that stands out from the border.

use crate::score::grid::Grid;

/// Cells across and down.
const COLUMNS: usize = 16;
const ROWS: usize = 24;

/// How much something stands out, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Saliency {
    pub(crate) strength: f32,
    pub(crate) center: Center,
}

/// A place in the picture: 0 is left or top, 1 right or bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Center {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Compares every cell with its surroundings and with the border, and asks how much of what stands
/// out lies in the middle.
pub(crate) fn assess(luma: &Grid, blue: &Grid, red: &Grid) -> Saliency {
    let planes = [luma, blue, red].map(|grid| grid.cells(COLUMNS, ROWS));
    let weights = [1.0, 1.6, 1.6];
    let mut salient = vec![0.0_f32; COLUMNS * ROWS];
    for (plane, weight) in planes.iter().zip(weights) {
        let border: Vec<f32> = places()
            .zip(plane)
            .filter(|((x, y), _)| is_border(*x, *y))
            .map(|(_, value)| *value)
            .collect();
        let border_mean = border.iter().sum::<f32>() / border.len().max(1) as f32;
        for (index, (out, value)) in salient.iter_mut().zip(plane).enumerate() {
            let (x, y) = (index % COLUMNS, index / COLUMNS);
            let around = neighbourhood(plane, x, y);
            *out += weight * (0.5 * (value - around).abs() + 0.5 * (value - border_mean).abs());
        }
    }
    let total: f32 = salient.iter().sum::<f32>().max(1e-3);
    let mut inside = 0.0;
    let (mut sum_x, mut sum_y) = (0.0, 0.0);
    for ((x, y), value) in places().zip(&salient) {
        let (fx, fy) = (
            (x as f32 + 0.5) / COLUMNS as f32,
            (y as f32 + 0.5) / ROWS as f32,
        );
        sum_x += fx * value;
        sum_y += fy * value;
        if ((fx - 0.5) / 0.38).powi(2) + ((fy - 0.5) / 0.36).powi(2) < 1.0 {
            inside += value;
        }
    }
    // The ellipse covers 43 % of the picture: less than that inside means the border stands out.
    let centered = ((inside / total - 0.35) / 0.40).clamp(0.0, 1.0);
    let mean = total / salient.len() as f32;
    let strong = (mean / 30.0).clamp(0.0, 1.0);
    Saliency {
        strength: centered * (0.3 + 0.7 * strong),
        center: Center {
            x: sum_x / total,
            y: sum_y / total,
        },
    }
}

fn places() -> impl Iterator<Item = (usize, usize)> {
    (0..ROWS).flat_map(|y| (0..COLUMNS).map(move |x| (x, y)))
}

const fn is_border(x: usize, y: usize) -> bool {
    x == 0 || y == 0 || x + 1 == COLUMNS || y + 1 == ROWS
}

/// Mean of the cells up to three away.
fn neighbourhood(plane: &[f32], x: usize, y: usize) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for row in y.saturating_sub(3)..(y + 4).min(ROWS) {
        for column in x.saturating_sub(3)..(x + 4).min(COLUMNS) {
            sum += plane.get(row * COLUMNS + column).copied().unwrap_or(0.0);
            count += 1.0;
        }
    }
    sum / count
}
