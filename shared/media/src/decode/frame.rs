//! A decoded picture before any colour conversion.

/// Planes of luma and two colour differences, tightly packed, as coded (not yet rotated).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) chroma: Chroma,
    pub(crate) planes: Planes,
}

/// How finely colour is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chroma {
    /// Half width, half height.
    Quarter,
    /// Half width, full height.
    Half,
    /// Full size.
    Full,
}

/// Luma, blue difference, red difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Planes {
    Eight([Vec<u8>; 3]),
    /// More than eight bits a sample.
    Deep {
        planes: [Vec<u16>; 3],
        bits: u8,
    },
}

impl Frame {
    /// Width and height of the colour planes.
    pub(crate) const fn chroma_size(&self) -> (u32, u32) {
        match self.chroma {
            Chroma::Quarter => (self.width.div_ceil(2), self.height.div_ceil(2)),
            Chroma::Half => (self.width.div_ceil(2), self.height),
            Chroma::Full => (self.width, self.height),
        }
    }

    /// Whether every plane has the size the picture's dimensions ask for.
    pub(crate) fn is_whole(&self) -> bool {
        let (width, height) = self.chroma_size();
        let luma = self.width as usize * self.height as usize;
        let chroma = width as usize * height as usize;
        let lengths = match &self.planes {
            Planes::Eight([y, u, v]) => [y.len(), u.len(), v.len()],
            Planes::Deep {
                planes: [y, u, v], ..
            } => [y.len(), u.len(), v.len()],
        };
        luma > 0 && lengths == [luma, chroma, chroma]
    }

    /// Half the size, by averaging squares of four samples.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width as usize, self.height as usize);
        let (chroma_width, chroma_height) = self.chroma_size();
        let small = Self {
            width: self.width / 2,
            height: self.height / 2,
            chroma: self.chroma,
            planes: Planes::Eight(Default::default()),
        };
        let (to_width, to_height) = small.chroma_size();
        let luma = Shrink {
            from: (width, height),
            to: (small.width as usize, small.height as usize),
        };
        let chroma = Shrink {
            from: (chroma_width as usize, chroma_height as usize),
            to: (to_width as usize, to_height as usize),
        };
        let planes = match &self.planes {
            Planes::Eight([y, u, v]) => {
                Planes::Eight([averaged(y, luma), averaged(u, chroma), averaged(v, chroma)])
            }
            Planes::Deep {
                planes: [y, u, v],
                bits,
            } => Planes::Deep {
                planes: [averaged(y, luma), averaged(u, chroma), averaged(v, chroma)],
                bits: *bits,
            },
        };
        Self { planes, ..small }
    }

    /// Luma, reduced to eight bits where it has more.
    pub(crate) fn luma(&self) -> std::borrow::Cow<'_, [u8]> {
        self.plane(0)
    }

    /// The colour differences, reduced to eight bits where they have more.
    pub(crate) fn differences(&self) -> [std::borrow::Cow<'_, [u8]>; 2] {
        [self.plane(1), self.plane(2)]
    }

    fn plane(&self, index: usize) -> std::borrow::Cow<'_, [u8]> {
        match &self.planes {
            Planes::Eight(planes) => {
                let plane = planes.get(index).map(Vec::as_slice);
                plane.unwrap_or_default().into()
            }
            Planes::Deep { planes, bits } => {
                let shift = bits.saturating_sub(8);
                let plane = planes.get(index).map(Vec::as_slice).unwrap_or_default();
                let bytes = plane.iter().map(|sample| (sample >> shift).min(255) as u8);
                bytes.collect::<Vec<_>>().into()
            }
        }
    }
}

/// Sizes of a plane before and after halving.
#[derive(Clone, Copy)]
struct Shrink {
    from: (usize, usize),
    to: (usize, usize),
}

/// Averages squares of four samples; at an odd edge the last ones repeat.
fn averaged<T>(plane: &[T], shrink: Shrink) -> Vec<T>
where
    T: Copy + Into<u32> + TryFrom<u32> + Default,
{
    let (width, height) = shrink.from;
    let mut small = Vec::with_capacity(shrink.to.0 * shrink.to.1);
    let row = |y: usize| {
        plane
            .chunks_exact(width.max(1))
            .nth(y.min(height.saturating_sub(1)))
    };
    for y in 0..shrink.to.1 {
        let upper = row(2 * y).unwrap_or_default();
        let lower = row(2 * y + 1).unwrap_or_default();
        let last = width.saturating_sub(1);
        let at = |row: &[T], x: usize| -> u32 {
            row.get(x.min(last)).copied().unwrap_or_default().into()
        };
        small.extend((0..shrink.to.0).map(|x| {
            let sum =
                at(upper, 2 * x) + at(upper, 2 * x + 1) + at(lower, 2 * x) + at(lower, 2 * x + 1);
            T::try_from((sum + 2) / 4).unwrap_or_default()
        }));
    }
    small
}
