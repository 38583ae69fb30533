//! The model of leaves: what kind of thing a caption offers.

use std::io;

use captions_eval::Record;
use taxonomy::Leaf;

use crate::choice::{self, Example};

/// How small weights are kept.
const C2: f64 = 1.0;

const HEADER: &str = "\
# Weights of the model of leaves in hundredths, learned by `captions-train`: do not edit.
# What holds for a caption, the leaf it speaks for, and how much.
";

/// Offers with their leaf.
pub(crate) struct Examples(Vec<Example>);

impl Examples {
    pub(crate) fn of(records: &[Record]) -> Self {
        let examples = records.iter().filter_map(|record| {
            let leaf = Leaf::from_slug(record.expect.as_ref()?.category.as_ref()?)?;
            let analysis = captions::parse(&record.caption, record.market);
            let features =
                tagging::training::leaf_features(&record.caption, record.market, &analysis);
            Some((features, leaf.slug()))
        });
        Self(examples.collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The file of weights.
    pub(crate) fn learn(&self) -> io::Result<String> {
        let mut text = HEADER.to_owned();
        for (name, leaves) in choice::learn(C2, &self.0)? {
            for leaf in Leaf::ALL {
                if let Some(weight) = leaves.get(leaf.slug()) {
                    text += &format!("{name} {} {weight}\n", leaf.slug());
                }
            }
        }
        Ok(text)
    }
}
