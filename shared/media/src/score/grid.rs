//! A plane of eight-bit samples, scaled down for looking at.

/// Samples row by row.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) samples: Vec<u8>,
}

impl Grid {
    /// Averages squares of `factor` samples; what does not fill a square at the edge is dropped.
    pub(crate) fn averaged(plane: &[u8], width: usize, height: usize, factor: usize) -> Self {
        let (to_width, to_height) = (width / factor, height / factor);
        if factor == 1 || to_width == 0 || to_height == 0 {
            return Self {
                width,
                height,
                samples: plane.to_vec(),
            };
        }
        let mut samples = Vec::with_capacity(to_width * to_height);
        let mut sums = vec![0_u32; to_width];
        let area = (factor * factor) as u32;
        for band in plane.chunks_exact(width * factor).take(to_height) {
            sums.fill(0);
            for row in band.chunks_exact(width) {
                for (sum, square) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += square.iter().map(|sample| u32::from(*sample)).sum::<u32>();
                }
            }
            samples.extend(sums.iter().map(|sum| (sum / area) as u8));
        }
        Self {
            width: to_width,
            height: to_height,
            samples,
        }
    }

    /// Half the size.
    pub(crate) fn halved(&self) -> Self {
        Self::averaged(&self.samples, self.width, self.height, 2)
    }

    /// Picks the nearest sample for every place of a smaller grid.
    pub(crate) fn fitted(
        plane: &[u8],
        width: usize,
        height: usize,
        to_width: usize,
        to_height: usize,
    ) -> Self {
        let mut samples = Vec::with_capacity(to_width * to_height);
        let middle =
            |index: usize, to: usize, from: usize| (2 * index + 1) * from / (2 * to.max(1));
        let columns: Vec<usize> = (0..to_width).map(|x| middle(x, to_width, width)).collect();
        for y in 0..to_height {
            let row = plane
                .chunks_exact(width.max(1))
                .nth(middle(y, to_height, height));
            let row = row.unwrap_or_default();
            samples.extend(columns.iter().map(|x| row.get(*x).copied().unwrap_or(128)));
        }
        Self {
            width: to_width,
            height: to_height,
            samples,
        }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.samples.chunks_exact(self.width.max(1))
    }

    /// Means over a coarse raster of `columns` by `rows` cells, row by row.
    pub(crate) fn cells(&self, columns: usize, rows: usize) -> Vec<f32> {
        let mut sums = vec![(0_u32, 0_u32); columns * rows];
        // Where every column of cells ends.
        let ends = (1..=columns).map(|column| (column * self.width).div_ceil(columns));
        let ends: Vec<usize> = ends.collect();
        for (y, line) in self.rows().enumerate() {
            let row = y * rows / self.height.max(1);
            let mut start = 0;
            for (column, end) in ends.iter().enumerate() {
                let part = line.get(start..*end).unwrap_or_default();
                start = *end;
                if let Some((sum, count)) = sums.get_mut(row * columns + column) {
                    *sum += part.iter().map(|sample| u32::from(*sample)).sum::<u32>();
                    *count += part.len() as u32;
                }
            }
        }
        let mean = |(sum, count): (u32, u32)| sum as f32 / count.max(1) as f32;
        sums.into_iter().map(mean).collect()
    }
}
