//! Learning with a conditional random field, and its weights.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;

use crfs::train::Trainer;
use crfs::{Attribute, Model};

/// How dear weights other than zero are, to make them few; see [`learn`] for how small.
const C1: f64 = 0.1;
const ITERATIONS: usize = 120;

/// By name the weights of the labels that have one, in hundredths. What follows a label is named
/// `label >`.
pub(crate) type Weights = BTreeMap<String, HashMap<String, i32>>;

/// Learns from sequences of items with a label each; the greater `c2`, the smaller the weights.
pub(crate) fn learn<'l>(
    c2: f64,
    sequences: impl Iterator<Item = (Vec<Vec<Attribute>>, Vec<&'l str>)>,
) -> io::Result<Weights> {
    let mut trainer = Trainer::lbfgs();
    for (items, labels) in sequences {
        trainer.append(&items, &labels)?;
    }
    trainer.params_mut().set_c1(C1)?;
    trainer.params_mut().set_c2(c2)?;
    trainer.params_mut().set_max_iterations(ITERATIONS)?;
    let file = tempfile::NamedTempFile::new()?;
    trainer.train(file.path())?;
    let mut dump = Vec::new();
    Model::new(&fs::read(file.path())?)?.dump(&mut dump)?;
    Ok(read(&String::from_utf8_lossy(&dump)))
}

/// Lines such as `  (1) B --> I: 3.83` for labels and `  (0) -1 class:noun --> B: 0.98` for
/// features.
fn read(dump: &str) -> Weights {
    let mut weights = Weights::new();
    for line in dump.lines() {
        let Some((name, (label, weight))) = line
            .trim_start()
            .split_once(" --> ")
            .and_then(|(name, rest)| Some((name, rest.rsplit_once(": ")?)))
        else {
            continue;
        };
        let name = match name.split_once(") ") {
            Some(("(1", from)) => format!("{from} >"),
            Some((_, feature)) => feature.to_owned(),
            None => continue,
        };
        let weight = weight.parse().map_or(0, hundredths);
        if weight != 0 {
            weights
                .entry(name)
                .or_default()
                .insert(label.to_owned(), weight);
        }
    }
    weights
}

#[expect(clippy::cast_possible_truncation, reason = "clamped")]
fn hundredths(weight: f64) -> i32 {
    (weight * 100.0).round().clamp(-10_000.0, 10_000.0) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_gives_weights_by_name_and_label() {
        let weights = read(
            "LABELS = {\n  0: B\n}\nTRANSITIONS = {\n  (1) B --> I: 3.836\n}\n\
             STATE_FEATURES = {\n  (0) -1 symbol:: --> B: -0.254\n  (0) 0 word:a --> O: 0.001\n}",
        );
        assert_eq!(weights.len(), 2);
        assert_eq!(weights["B >"]["I"], 384);
        assert_eq!(weights["-1 symbol::"]["B"], -25);
    }
}
