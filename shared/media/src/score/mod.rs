//! How good a frame is as a product picture, from its luma and colour planes alone.
//!
//! Nothing here knows what the picture shows: the subject term is saliency, not recognition. All
//! parts are 0 to 1; weights and gates were set on generated videos with known good and bad
//! stretches (see `docs/architecture/pictures.md`).

mod clean;
mod exposure;
mod grid;
mod likeness;
mod sharpness;
mod subject;

use domain::FrameScore;

use crate::decode::Frame;

pub(crate) use self::grid::Grid;
pub(crate) use self::likeness::Likeness;
pub(crate) use self::subject::Center;

/// What is kept of a frame for choosing.
#[derive(Debug, Clone)]
pub(crate) struct Assessment {
    pub(crate) parts: Parts,
    pub(crate) likeness: Likeness,
    /// Where the subject is, for cropping.
    pub(crate) center: Center,
}

/// The parts of a score, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parts {
    pub(crate) sharpness: f32,
    pub(crate) exposure: f32,
    pub(crate) contrast: f32,
    pub(crate) colorfulness: f32,
    pub(crate) subject: f32,
    pub(crate) clean: f32,
}

impl Parts {
    /// All together, 0 to 1: a weighted sum, held down by whatever makes a picture useless.
    pub(crate) fn total(&self) -> f32 {
        let sum = 0.34 * self.sharpness
            + 0.20 * self.exposure
            + 0.16 * self.contrast
            + 0.10 * self.colorfulness
            + 0.12 * self.subject
            + 0.08 * self.clean;
        let gate = |part: f32, floor: f32| (part / floor).clamp(0.05, 1.0);
        sum * gate(self.sharpness, 0.15)
            * gate(self.exposure, 0.6)
            * gate(self.contrast, 0.45)
            * gate(self.clean, 0.5)
    }

    /// As it is stored.
    pub(crate) fn stored(&self) -> FrameScore {
        let thousandths = |part: f32| (part.clamp(0.0, 1.0) * 1000.0).round() as u16;
        FrameScore {
            total: thousandths(self.total()),
            sharpness: thousandths(self.sharpness),
            exposure: thousandths(self.exposure),
            contrast: thousandths(self.contrast),
            colorfulness: thousandths(self.colorfulness),
            subject: thousandths(self.subject),
            clean: thousandths(self.clean),
        }
    }
}

/// Looks at one frame.
pub(crate) fn assess(frame: &Frame) -> Assessment {
    let luma = frame.luma();
    let (width, height) = (frame.width as usize, frame.height as usize);
    // About 540 pixels across: film grain is averaged away, blur is not.
    let factor = (width.min(height) / 480).max(1);
    let fine = Grid::averaged(&luma, width, height, factor);
    let coarse = fine.halved();
    let small = coarse.halved();
    let [blue, red] = frame.differences();
    let (chroma_width, chroma_height) = frame.chroma_size();
    let chroma = |plane: &[u8]| {
        Grid::fitted(
            plane,
            chroma_width as usize,
            chroma_height as usize,
            small.width,
            small.height,
        )
    };
    let (blue, red) = (chroma(&blue), chroma(&red));
    let saliency = subject::assess(&small, &blue, &red);
    let light = exposure::assess(&small);
    Assessment {
        parts: Parts {
            sharpness: sharpness::assess(&fine, &coarse),
            exposure: light.exposure,
            contrast: light.contrast,
            colorfulness: exposure::colorfulness(&blue, &red),
            subject: saliency.strength,
            clean: clean::assess(&coarse),
        },
        likeness: Likeness::new(&small, &blue, &red),
        center: saliency.center,
    }
}
