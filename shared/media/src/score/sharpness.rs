//! Detail where blur would have none.

use crate::score::grid::Grid;

/// Tiles across and down. A subject in focus fills a few of them; the rest may be soft.
const COLUMNS: usize = 8;
const ROWS: usize = 12;

/// Judges sharpness from two sizes of the same luma, the second half the first.
///
/// The Laplacian's energy says how much detail there is; how much of it is left at the finer size
/// compared with the coarser one says whether the lens and the hand were steady, whatever the
/// subject's texture.
pub(crate) fn assess(fine: &Grid, coarse: &Grid) -> f32 {
    let fine_energy = tile_energy(fine);
    let coarse_energy = tile_energy(coarse);
    let mut tiles: Vec<(f32, f32)> = fine_energy.into_iter().zip(coarse_energy).collect();
    tiles.sort_by(|a, b| b.1.total_cmp(&a.1));
    // The very strongest tiles are often overlay text: leave out the first few.
    let judged: Vec<(f32, f32)> = tiles
        .iter()
        .skip(COLUMNS * ROWS / 16)
        .take(COLUMNS * ROWS / 3)
        .copied()
        .collect();
    let count = judged.len().max(1) as f32;
    let energy = judged
        .iter()
        .map(|(fine, _)| (1.0 + fine).ln())
        .sum::<f32>()
        / count;
    let (fine_sum, coarse_sum) = judged
        .iter()
        .fold((0.0, 0.0), |(a, b), (fine, coarse)| (a + fine, b + coarse));
    let ratio = fine_sum / (coarse_sum + 20.0);
    let detail = ((energy - 1.2) / 4.8).clamp(0.0, 1.0);
    let focus = ((ratio - 0.04) / 0.26).clamp(0.0, 1.0);
    (detail * (0.35 + 0.65 * focus)).clamp(0.0, 1.0)
}

/// Mean squared Laplacian of every tile.
fn tile_energy(grid: &Grid) -> Vec<f32> {
    let mut sums = vec![(0_u64, 0_u32); COLUMNS * ROWS];
    let rows: Vec<&[u8]> = grid.rows().collect();
    let mut squares = vec![0_u32; grid.width];
    let tile_width = grid.width.div_ceil(COLUMNS).max(1);
    for (y, triple) in rows.windows(3).enumerate() {
        let &[above, middle, below] = triple else {
            continue;
        };
        square_laplacians(above, middle, below, &mut squares);
        let row = (y + 1) * ROWS / grid.height.max(1);
        for (column, part) in squares.chunks(tile_width).enumerate() {
            if let Some((total, count)) = sums.get_mut(row * COLUMNS + column) {
                *total += u64::from(part.iter().sum::<u32>());
                *count += part.len() as u32;
            }
        }
    }
    let mean = |(total, count): (u64, u32)| total as f32 / count.max(1) as f32;
    sums.into_iter().map(mean).collect()
}

/// The squared Laplacian along one line; 0 at both ends. Written for the vectoriser: zipped
/// slices and no branches.
fn square_laplacians(above: &[u8], middle: &[u8], below: &[u8], squares: &mut [u32]) {
    fn inner(line: &[u8], from: usize) -> &[u8] {
        let end = (line.len() + from).saturating_sub(2);
        line.get(from..end).unwrap_or_default()
    }
    let sides = inner(middle, 0).iter().zip(inner(middle, 2));
    let across = sides.zip(inner(middle, 1));
    let up_down = inner(above, 1).iter().zip(inner(below, 1));
    let targets = squares.iter_mut().skip(1);
    for ((((left, right), here), (up, down)), square) in across.zip(up_down).zip(targets) {
        let around = i32::from(*left) + i32::from(*right) + i32::from(*up) + i32::from(*down);
        let laplacian = around - 4 * i32::from(*here);
        *square = (laplacian * laplacian).unsigned_abs();
    }
}
