//! Light, contrast and strength of colour.

use crate::score::grid::Grid;

/// How a frame is lit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light {
    pub(crate) exposure: f32,
    pub(crate) contrast: f32,
}

/// Judges light from the luma histogram.
pub(crate) fn assess(luma: &Grid) -> Light {
    let mut histogram = [0_u32; 256];
    for sample in &luma.samples {
        if let Some(count) = histogram.get_mut(usize::from(*sample)) {
            *count += 1;
        }
    }
    let total = luma.samples.len().max(1) as f32;
    let below = |fraction: f32| {
        let mut seen = 0.0;
        let found = histogram.iter().position(|count| {
            seen += *count as f32;
            seen >= total * fraction
        });
        found.unwrap_or(255) as f32
    };
    let share = |levels: std::ops::RangeInclusive<usize>| {
        let counts = histogram.get(levels).unwrap_or_default();
        counts.iter().sum::<u32>() as f32 / total
    };
    let weighted = histogram
        .iter()
        .enumerate()
        .map(|(level, count)| level as f32 * *count as f32);
    let mean = weighted.sum::<f32>() / total;

    // A mean between 75 and 185 is well lit; below 30 and above 235 nothing can be seen.
    let lit = ((mean - 30.0) / 45.0).clamp(0.0, 1.0) * ((240.0 - mean) / 45.0).clamp(0.0, 1.0);
    // White backgrounds are common and good; half a picture of pure white is not.
    let blown = ((share(243..=255) - 0.25) / 0.5).clamp(0.0, 1.0);
    let crushed = ((share(0..=20) - 0.30) / 0.5).clamp(0.0, 1.0);
    // The lightest part must be light: a picture seen through a fade has no whites.
    let highlights = ((below(0.99) - 70.0) / 80.0).clamp(0.0, 1.0);
    // And the darkest part dark: washed-out pictures have no blacks.
    let shadows = ((150.0 - below(0.01)) / 60.0).clamp(0.0, 1.0);
    let ends = (0.3 + 0.7 * highlights) * (0.3 + 0.7 * shadows);
    Light {
        exposure: lit * (1.0 - blown) * (1.0 - crushed) * ends,
        contrast: ((below(0.95) - below(0.05)) / 150.0).clamp(0.0, 1.0),
    }
}

/// Strength and spread of colour from the two colour differences.
pub(crate) fn colorfulness(blue: &Grid, red: &Grid) -> f32 {
    let count = blue.samples.len().max(1) as f32;
    let centered = |grid: &Grid| -> (f32, f32) {
        let sum: f32 = grid
            .samples
            .iter()
            .map(|sample| f32::from(*sample) - 128.0)
            .sum();
        let squares: f32 = grid
            .samples
            .iter()
            .map(|sample| (f32::from(*sample) - 128.0).powi(2))
            .sum();
        let mean = sum / count;
        (mean, (squares / count - mean * mean).max(0.0))
    };
    let ((blue_mean, blue_variance), (red_mean, red_variance)) = (centered(blue), centered(red));
    let spread = (blue_variance + red_variance).sqrt();
    // Not `hypot`: the C library's asks for a newer glibc than Lambda's image has.
    let strength = (blue_mean * blue_mean + red_mean * red_mean).sqrt();
    ((spread + 0.3 * strength) / 30.0).clamp(0.0, 1.0)
}
