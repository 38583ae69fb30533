//! Repair, hire and sale: words that change what a named thing means.
//!
//! "Fridge repair" sells no fridge, "tents for hire" no tent, and a house is for rent or for sale
//! by words that say nothing alone.

use crate::keyword::Cue;
use crate::scores::Scores;
use crate::{Department, Leaf};

/// How strongly each cue stands in a text, 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cues {
    repair: f32,
    hire: f32,
    sale: f32,
}

/// A hire cue that stands plainly in the text, not just "per day".
const PLAIN: f32 = 0.8;

impl Cues {
    /// Takes note of a cue.
    pub(crate) fn add(&mut self, cue: Cue, strength: f32) {
        let slot = match cue {
            Cue::Repair => &mut self.repair,
            Cue::Hire => &mut self.hire,
            Cue::Sale => &mut self.sale,
        };
        *slot = slot.max(strength.min(1.0));
    }

    /// Moves scores from things to the services done with them.
    pub(crate) fn apply(self, scores: &mut Scores) {
        self.apply_repair(scores);
        self.apply_hire(scores);
        self.apply_building(scores);
    }

    /// A building named without saying for what goes where the cues point.
    fn apply_building(self, scores: &mut Scores) {
        let building = scores
            .of(Leaf::PropertyRent)
            .max(scores.of(Leaf::PropertySale));
        if building < 3.0 {
            return;
        }
        scores.add(Leaf::PropertyRent, 10.0 * self.hire);
        scores.add(Leaf::PropertySale, 7.0 * self.sale);
        if self.hire >= PLAIN && self.sale < PLAIN {
            scores.shift(Leaf::PropertySale, Leaf::PropertyRent, 0.7);
        } else if self.sale >= PLAIN && self.hire < PLAIN {
            scores.shift(Leaf::PropertyRent, Leaf::PropertySale, 0.5);
        }
    }

    fn apply_repair(self, scores: &mut Scores) {
        if self.repair < 0.3 {
            return;
        }
        scores.add(Leaf::Repairs, 9.0 * self.repair);
        for leaf in Leaf::ALL {
            let mended = matches!(
                leaf.department(),
                Department::Electronics | Department::Home | Department::Vehicles
            ) || matches!(leaf, Leaf::Shoes | Leaf::Watches | Leaf::Jewelry);
            if mended {
                scores.shift(leaf, Leaf::Repairs, 0.8 * self.repair);
            }
        }
    }

    fn apply_hire(self, scores: &mut Scores) {
        if self.hire >= 0.2 {
            scores.shift(Leaf::Cars, Leaf::Transport, 0.9);
        }
        if self.hire < PLAIN {
            return;
        }
        scores.shift(Leaf::Motorcycles, Leaf::Transport, 0.7);
        for leaf in [
            Leaf::Furniture,
            Leaf::TvAudio,
            Leaf::Decor,
            Leaf::Kitchen,
            Leaf::Toys,
        ] {
            scores.shift(leaf, Leaf::Events, 0.8);
        }
    }
}
