//! Tiles put together, plane by plane, before any colour conversion: so no seam shows.

use crate::decode::{Chroma, Frame, Planes};
use crate::error::MediaError;
use crate::photo::decode::damaged;

use super::Layout;

/// A picture being filled with tiles.
pub(super) struct Canvas {
    pub(super) frame: Frame,
    tile_width: u32,
    tile_height: u32,
}

impl Canvas {
    /// An empty picture for tiles like this one. The layout's size was checked before.
    pub(super) fn for_tiles(tile: &Frame, layout: &Layout) -> Result<Self, MediaError> {
        let fits = |side: u32, tile: u32, count: usize| {
            let (side, tile, count) = (u64::from(side), u64::from(tile), count as u64);
            (tile * (count - 1)..=tile * count).contains(&side)
        };
        if !fits(layout.width, tile.width, layout.columns)
            || !fits(layout.height, tile.height, layout.rows)
        {
            return Err(damaged("tiles that do not make the size of their grid"));
        }
        let whole_colors = match tile.chroma {
            Chroma::Quarter => tile.width.is_multiple_of(2) && tile.height.is_multiple_of(2),
            Chroma::Half => tile.width.is_multiple_of(2),
            Chroma::Full => true,
        };
        if !whole_colors {
            return Err(damaged("tiles of an odd size"));
        }
        let mut frame = Frame {
            width: layout.width,
            height: layout.height,
            chroma: tile.chroma,
            planes: Planes::Eight(Default::default()),
        };
        let (width, height) = frame.chroma_size();
        let luma = frame.width as usize * frame.height as usize;
        let chroma = width as usize * height as usize;
        frame.planes = match tile.planes {
            Planes::Eight(_) => Planes::Eight([luma, chroma, chroma].map(|size| vec![0; size])),
            Planes::Deep { bits, .. } => Planes::Deep {
                planes: [luma, chroma, chroma].map(|size| vec![0; size]),
                bits,
            },
        };
        Ok(Self {
            frame,
            tile_width: tile.width,
            tile_height: tile.height,
        })
    }

    /// Copies one tile to its place; what lies outside is cut.
    pub(super) fn put(
        &mut self,
        tile: &Frame,
        column: usize,
        row: usize,
    ) -> Result<(), MediaError> {
        const UNLIKE: &str = "tiles unlike each other";
        let same = tile.width == self.tile_width
            && tile.height == self.tile_height
            && tile.chroma == self.frame.chroma;
        if !same {
            return Err(damaged(UNLIKE));
        }
        let luma = (
            self.frame.width as usize,
            tile.width as usize,
            tile.height as usize,
        );
        let (width, _) = self.frame.chroma_size();
        let (tile_width, tile_height) = tile.chroma_size();
        let chroma = (width as usize, tile_width as usize, tile_height as usize);
        let places = [luma, chroma, chroma].map(|(canvas_width, width, height)| Place {
            canvas_width,
            tile_width: width,
            left: column * width,
            top: row * height,
        });
        match (&mut self.frame.planes, &tile.planes) {
            (Planes::Eight(to), Planes::Eight(from)) => {
                copy_planes(to, from, places);
            }
            (
                Planes::Deep { planes: to, bits },
                Planes::Deep {
                    planes: from,
                    bits: tile_bits,
                },
            ) if bits == tile_bits => copy_planes(to, from, places),
            _ => return Err(damaged(UNLIKE)),
        }
        Ok(())
    }
}

/// Where a tile's plane goes, in samples.
#[derive(Clone, Copy)]
struct Place {
    canvas_width: usize,
    tile_width: usize,
    left: usize,
    top: usize,
}

fn copy_planes<T: Copy>(to: &mut [Vec<T>; 3], from: &[Vec<T>; 3], places: [Place; 3]) {
    for ((to, from), place) in to.iter_mut().zip(from).zip(places) {
        let rows = to.chunks_exact_mut(place.canvas_width).skip(place.top);
        for (to, from) in rows.zip(from.chunks_exact(place.tile_width)) {
            let to = to.get_mut(place.left..).unwrap_or_default();
            for (to, from) in to.iter_mut().zip(from) {
                *to = *from;
            }
        }
    }
}
