//! Free of text overlay and black bars.

use crate::score::grid::Grid;

/// Side of the blocks looked at, in pixels of a picture about 270 across.
const BLOCK: usize = 8;

/// Judges cleanness: 1 is free of text and bars, 0 is a text card.
pub(crate) fn assess(luma: &Grid) -> f32 {
    let bars = bar_share(luma);
    let blocks = Blocks::count(luma);
    let text = blocks.text as f32 / blocks.total.max(1) as f32;
    let flat = blocks.flat as f32 / blocks.total.max(1) as f32;
    // Captions cover a few percent and are everywhere; a card is text on little else.
    let overlay = ((text - 0.03) / 0.15).clamp(0.0, 1.0);
    let card = ((text / (1.0 - flat + 0.02) - 0.20) / 0.30).clamp(0.0, 1.0)
        * ((flat - 0.45) / 0.25).clamp(0.0, 1.0);
    let bars = ((bars - 0.04) / 0.40).clamp(0.0, 1.0);
    (1.0 - 0.6 * overlay) * (1.0 - 0.95 * card) * (1.0 - 0.8 * bars)
}

struct Blocks {
    total: u32,
    flat: u32,
    text: u32,
}

impl Blocks {
    fn count(luma: &Grid) -> Self {
        let mut blocks = Self {
            total: 0,
            flat: 0,
            text: 0,
        };
        let rows: Vec<&[u8]> = luma.rows().collect();
        for band in rows.chunks_exact(BLOCK) {
            for left in (0..luma.width.saturating_sub(BLOCK - 1)).step_by(BLOCK) {
                let part = |row: &&'_ [u8]| -> [u8; BLOCK] {
                    let cut = row.get(left..left + BLOCK).unwrap_or_default();
                    cut.try_into().unwrap_or([0; BLOCK])
                };
                let lines: Vec<[u8; BLOCK]> = band.iter().map(part).collect();
                blocks.total += 1;
                match kind(&lines) {
                    Kind::Flat => blocks.flat += 1,
                    Kind::Text => blocks.text += 1,
                    Kind::Other => {}
                }
            }
        }
        blocks
    }
}

enum Kind {
    /// One even tone.
    Flat,
    /// Strokes: two tones far apart, changing often along a line, little between.
    Text,
    Other,
}

fn kind(lines: &[[u8; BLOCK]]) -> Kind {
    let pixels = || lines.iter().flatten().copied();
    let low = pixels().min().unwrap_or(0);
    let high = pixels().max().unwrap_or(0);
    let span = high - low;
    if span < 14 {
        return Kind::Flat;
    }
    if span < 110 || (high < 200 && low > 50) {
        return Kind::Other;
    }
    let margin = span / 4;
    let extreme = pixels()
        .filter(|pixel| *pixel <= low + margin || *pixel >= high - margin)
        .count();
    let middle = low + span / 2;
    let crossings = |line: &[u8; BLOCK]| {
        line.windows(2)
            .filter(|pair| matches!(pair, [a, b] if (*a < middle) != (*b < middle)))
            .count()
    };
    let changes: usize = lines.iter().map(crossings).sum();
    // Two strokes or more in a block about as wide as a letter.
    if extreme * 10 >= lines.len() * BLOCK * 6 && changes >= BLOCK + BLOCK / 2 {
        Kind::Text
    } else {
        Kind::Other
    }
}

/// Share of the picture's height and width taken by even dark bars at its edges.
fn bar_share(luma: &Grid) -> f32 {
    let rows: Vec<&[u8]> = luma.rows().collect();
    let dark = |samples: &mut dyn Iterator<Item = u8>| {
        let (mut high, mut low) = (0, 255);
        for sample in samples {
            high = high.max(sample);
            low = low.min(sample);
        }
        high < 40 && high.saturating_sub(low) < 12
    };
    let row_dark: Vec<bool> = rows
        .iter()
        .map(|row| dark(&mut row.iter().copied()))
        .collect();
    let column_dark: Vec<bool> = (0..luma.width)
        .map(|x| dark(&mut rows.iter().filter_map(|row| row.get(x).copied())))
        .collect();
    let edges = |lines: &[bool]| {
        let start = lines.iter().take_while(|dark| **dark).count();
        let end = lines.iter().rev().take_while(|dark| **dark).count();
        (start + end).min(lines.len()) as f32 / lines.len().max(1) as f32
    };
    edges(&row_dark).max(edges(&column_dark))
}
