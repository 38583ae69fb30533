//! The verdict model: whether a caption offers something.

use std::io;

use captions::training::verdict_features;
use captions_eval::Record;

use crate::choice::{self, Example};

const OFFER: &str = "offer";
const OTHER: &str = "other";

/// How small weights are kept.
const C2: f64 = 2.0;

const HEADER: &str = "\
// Weights of the verdict model in hundredths, learned by `captions-train`: do not edit.
// What holds for a caption, then how much it speaks for an offer.
";

/// Captions with their verdict.
pub(crate) struct Examples(Vec<Example>);

impl Examples {
    pub(crate) fn of(records: &[Record]) -> Self {
        let examples = records.iter().filter_map(|record| {
            let verdict = if record.expect.as_ref()?.is_offer {
                OFFER
            } else {
                OTHER
            };
            Some((verdict_features(&record.caption, record.market), verdict))
        });
        Self(examples.collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn show_both_sides(&self) -> bool {
        [OFFER, OTHER]
            .iter()
            .all(|side| self.0.iter().any(|(_, verdict)| verdict == side))
    }

    /// The file of weights.
    pub(crate) fn learn(&self) -> io::Result<String> {
        // A sequence of one item makes logistic regression of the trainer.
        let learned = choice::learn(C2, &self.0)?;
        let mut text = HEADER.to_owned();
        for (name, labels) in learned {
            let of = |label| labels.get(label).copied().unwrap_or(0);
            text += &format!("{name} {}\n", of(OFFER) - of(OTHER));
        }
        Ok(text)
    }
}
