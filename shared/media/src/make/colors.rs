//! Dominant colours by name.
//!
//! Names are those the caption parser uses. Metals and materials (gold, silver, nude) cannot be
//! told from a flat colour and are never given.

use domain::DominantColor;

use crate::error::MediaError;
use crate::make::rgb::Rgb;

/// Colours given at most.
const MOST: usize = 5;

/// A colour with less of the picture than this is left out.
const LEAST_PERCENT: u64 = 4;

/// Pixels across of the picture looked at.
const WIDTH: u32 = 80;

/// Typical shades of every name.
const SHADES: &[(&str, &[[u8; 3]])] = &[
    ("black", &[[12, 12, 12], [32, 30, 32]]),
    ("white", &[[250, 250, 250], [232, 232, 234]]),
    (
        "grey",
        &[
            [200, 200, 202],
            [160, 160, 160],
            [120, 120, 122],
            [80, 80, 82],
            [55, 56, 58],
        ],
    ),
    (
        "brown",
        &[[101, 67, 33], [72, 47, 30], [130, 82, 45], [50, 33, 22]],
    ),
    ("tan", &[[190, 150, 105], [168, 124, 80]]),
    ("beige", &[[220, 203, 175], [200, 184, 158]]),
    ("cream", &[[248, 240, 215], [240, 228, 200]]),
    (
        "blue",
        &[
            [30, 80, 200],
            [60, 120, 220],
            [90, 150, 220],
            [120, 170, 225],
            [40, 70, 150],
            [15, 20, 250],
            [70, 95, 135],
            [90, 115, 155],
        ],
    ),
    (
        "navy",
        &[[15, 25, 75], [25, 35, 60], [30, 45, 90], [0, 0, 128]],
    ),
    ("teal", &[[0, 120, 120], [25, 90, 100], [20, 105, 120]]),
    ("turquoise", &[[64, 210, 205], [90, 195, 190]]),
    (
        "green",
        &[
            [30, 140, 50],
            [80, 170, 80],
            [20, 90, 45],
            [130, 190, 110],
            [15, 105, 90],
        ],
    ),
    ("olive", &[[110, 110, 40], [85, 90, 45], [115, 125, 85]]),
    ("khaki", &[[190, 178, 125], [165, 155, 110]]),
    ("yellow", &[[250, 225, 50], [255, 240, 120], [240, 205, 30]]),
    ("mustard", &[[215, 165, 40], [195, 145, 30], [230, 180, 60]]),
    (
        "orange",
        &[
            [245, 130, 30],
            [225, 105, 30],
            [250, 160, 70],
            [200, 95, 35],
        ],
    ),
    ("peach", &[[250, 200, 165], [245, 180, 145]]),
    ("red", &[[205, 25, 35], [225, 60, 50], [170, 25, 30]]),
    ("maroon", &[[105, 20, 30], [80, 15, 25], [128, 0, 0]]),
    ("burgundy", &[[125, 25, 60], [100, 20, 50]]),
    (
        "pink",
        &[
            [245, 130, 180],
            [250, 180, 205],
            [230, 70, 145],
            [225, 150, 165],
        ],
    ),
    (
        "purple",
        &[[115, 40, 150], [85, 35, 110], [140, 80, 175], [70, 50, 170]],
    ),
    ("lilac", &[[200, 165, 215], [180, 150, 205]]),
];

/// The dominant colours of a picture's subject, largest share first.
///
/// Products are filmed in the middle, before walls and floors: a pixel counts the more the nearer
/// it is to the middle, and colours that fill the border count a quarter.
pub(crate) fn dominant(picture: &Rgb) -> Result<Vec<DominantColor>, MediaError> {
    let height = (WIDTH * picture.height / picture.width.max(1)).clamp(1, 5 * WIDTH);
    let small = picture.scaled(WIDTH, height)?;
    let (pixels, _) = small.pixels.as_chunks::<3>();
    let shades = Shades::new();
    let named: Vec<usize> = pixels.iter().map(|pixel| shades.nearest(*pixel)).collect();
    let places = || (0..height).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
    let inner_columns = WIDTH / 10..WIDTH - WIDTH / 10;
    let inner_rows = height / 12..height - height / 12;
    let is_border = |x: u32, y: u32| !inner_columns.contains(&x) || !inner_rows.contains(&y);

    let mut border = vec![0_u32; SHADES.len()];
    for ((x, y), name) in places().zip(&named) {
        if let Some(count) = border.get_mut(*name).filter(|_| is_border(x, y)) {
            *count += 1;
        }
    }
    let border_total = border.iter().sum::<u32>().max(1);
    let fills_border = |name: usize| {
        border
            .get(name)
            .is_some_and(|count| count * 100 > border_total * 12)
    };

    let mut sums = vec![([0_u64; 3], 0_u64); SHADES.len()];
    for (((x, y), name), pixel) in places().zip(&named).zip(pixels) {
        let weight = weight(x, WIDTH) * weight(y, height);
        let weight = if fills_border(*name) {
            weight / 4
        } else {
            weight
        };
        if let Some((sum, total)) = sums.get_mut(*name) {
            for (part, value) in sum.iter_mut().zip(pixel) {
                *part += weight * u64::from(*value);
            }
            *total += weight;
        }
    }
    let total = sums.iter().map(|(_, weight)| weight).sum::<u64>().max(1);
    let mut found: Vec<DominantColor> = SHADES
        .iter()
        .zip(&sums)
        .filter(|(_, (_, weight))| weight * 100 >= total * LEAST_PERCENT)
        .map(|((name, _), (sum, weight))| {
            let [r, g, b] = sum.map(|part| part / weight.max(&1));
            DominantColor {
                name: (*name).to_owned(),
                hex: format!("#{r:02x}{g:02x}{b:02x}"),
                percent: (weight * 100 / total).min(100) as u8,
            }
        })
        .collect();
    found.sort_by(|a, b| b.percent.cmp(&a.percent).then(a.name.cmp(&b.name)));
    found.truncate(MOST);
    Ok(found)
}

/// 16 in the middle of a length, falling to 1 at its ends.
fn weight(at: u32, length: u32) -> u64 {
    let from_middle = u64::from((2 * at + 1).abs_diff(length));
    (16 - 15 * from_middle / u64::from(length.max(1))).max(1)
}

/// Every typical shade with its place among colours.
struct Shades {
    places: Vec<(usize, [f32; 3])>,
}

impl Shades {
    fn new() -> Self {
        let named = SHADES.iter().enumerate();
        let places = named
            .flat_map(|(name, (_, shades))| shades.iter().map(move |shade| (name, lab(*shade))));
        Self {
            places: places.collect(),
        }
    }

    /// The name a pixel comes nearest to.
    fn nearest(&self, pixel: [u8; 3]) -> usize {
        let place = lab(pixel);
        let distance = |(_, shade): &&(usize, [f32; 3])| {
            place
                .iter()
                .zip(shade)
                .map(|(a, b)| (a - b).powi(2))
                .sum::<f32>()
        };
        let nearest = self
            .places
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map_or(0, |(name, _)| *name)
    }
}

/// sRGB to CIE L*a*b* (D65), where distance is close to how different colours look.
fn lab(pixel: [u8; 3]) -> [f32; 3] {
    let [r, g, b] = pixel.map(|value| {
        let value = f32::from(value) / 255.0;
        match value <= 0.04045 {
            true => value / 12.92,
            false => ((value + 0.055) / 1.055).powf(2.4),
        }
    });
    let curve = |t: f32| match t > 0.008_856 {
        true => t.cbrt(),
        false => 7.787 * t + 16.0 / 116.0,
    };
    let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_pictures_get_their_name() {
        let check = |pixel: [u8; 3], expected: &str| {
            let picture = Rgb {
                width: 90,
                height: 160,
                pixels: pixel.repeat(90 * 160),
            };
            let found = dominant(&picture).unwrap();
            assert_eq!(found.len(), 1, "{expected}");
            assert_eq!((found[0].name.as_str(), found[0].percent), (expected, 100));
        };
        check([255, 255, 255], "white");
        check([0, 0, 0], "black");
        check([255, 0, 0], "red");
        check([0, 0, 128], "navy");
        check([128, 0, 0], "maroon");
        check([255, 192, 203], "pink");
        check([128, 128, 128], "grey");
        check([255, 165, 0], "orange");
        check([0, 128, 128], "teal");
    }
}
