//! Learning to choose one of several answers by what holds for a whole caption.

use std::io;

use crfs::Attribute;

use crate::{weights, words};

/// What holds for a caption with how much of it there is, and the right answer.
pub(crate) type Example = (Vec<(String, f64)>, &'static str);

/// Learns the weights of features for each answer; the greater `c2`, the smaller they are.
pub(crate) fn learn(c2: f64, examples: &[Example]) -> io::Result<weights::Weights> {
    let seldom = words::seldom(examples.iter().map(|(features, _)| {
        let names = features.iter();
        names.filter_map(|(name, _)| word(name))
    }));
    // A sequence of one item makes logistic regression of the trainer.
    let sequences = examples.iter().map(|(features, answer)| {
        let item = features
            .iter()
            .filter(|(name, _)| word(name).is_none_or(|word| !seldom.contains(word)))
            .map(|(name, value)| Attribute::new(name.as_str(), *value))
            .collect();
        (vec![item], vec![*answer])
    });
    weights::learn(c2, sequences)
}

/// The word a feature is about.
fn word(name: &str) -> Option<&str> {
    name.strip_prefix("word:")
}
