//! The file of weights.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::chain::Scores;
use super::features::{self, Atom, FIXED, OFFSETS};
use super::{FURTHER, LABELS};
use crate::lexicon::WordHasher;

/// The prefix of a word's name in the file.
pub(super) const WORD: &str = "word:";

/// The weights of both models.
pub(super) struct Model {
    words: HashMap<&'static str, Atom, BuildHasherDefault<WordHasher>>,
    /// By offset and atom, of things and of places.
    weights: Vec<(Scores, Scores)>,
    atoms: usize,
    /// `e` to the weight of a label before another, of things and of places.
    pub(super) steps: [[Scores; 3]; 2],
}

pub(super) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("../../data/names-model.txt")));

impl Model {
    /// A line is `offset atom`, or `label >` for what follows a label, then six weights in
    /// hundredths: the three labels of things and the three of places. `//` begins a comment.
    fn read(file: &'static str) -> Self {
        let mut names: HashMap<String, Atom> = features::names().zip(0..).collect();
        let mut words = HashMap::default();
        let mut found = Vec::new();
        let mut steps = [[[1.0_f32; 3]; 3]; 2];
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let mut fields = line.split(' ');
            let (Some(place), Some(name)) = (fields.next(), fields.next()) else {
                continue;
            };
            let mut next = || {
                let weight = fields.next().and_then(|weight| weight.parse::<f32>().ok());
                weight.unwrap_or(0.0) / 100.0
            };
            let thing: Scores = [next(), next(), next()];
            let location: Scores = [next(), next(), next()];
            if let Some(label) = LABELS.iter().position(|label| *label == place) {
                for (steps, weights) in steps.iter_mut().zip([thing, location]) {
                    if let Some(row) = steps.get_mut(label) {
                        *row = weights.map(f32::exp);
                    }
                }
                continue;
            }
            let offset = OFFSETS
                .iter()
                .position(|offset| place.parse() == Ok(*offset));
            let Some(offset) = offset else { continue };
            if let Some(word) = name.strip_prefix(WORD)
                && !names.contains_key(name)
            {
                let atom = FIXED + Atom::try_from(words.len()).unwrap_or(Atom::MAX - FIXED);
                words.insert(word, atom);
                names.insert(name.to_owned(), atom);
            }
            if let Some(atom) = names.get(name) {
                found.push((offset, *atom, (thing, location)));
            }
        }
        // A further word has a first one before it.
        for [outside, ..] in &mut steps {
            outside[FURTHER] = 0.0;
        }
        let atoms = usize::from(FIXED) + words.len();
        let mut weights = vec![([0.0; 3], [0.0; 3]); atoms * OFFSETS.len()];
        for (offset, atom, scores) in found {
            if let Some(slot) = weights.get_mut(offset * atoms + usize::from(atom)) {
                *slot = scores;
            }
        }
        Self {
            words,
            weights,
            atoms,
            steps,
        }
    }

    /// The atom of a word that the model knows.
    pub(super) fn word(&self, word: &str) -> Option<Atom> {
        self.words.get(word).copied()
    }

    /// The sums of the weights of features, of things and of places.
    pub(super) fn scores(&self, features: impl Iterator<Item = (usize, Atom)>) -> (Scores, Scores) {
        let (mut things, mut places) = ([0.0; 3], [0.0; 3]);
        for (offset, atom) in features {
            let weights = self.weights.get(offset * self.atoms + usize::from(atom));
            let Some((thing, place)) = weights else {
                continue;
            };
            for (sum, weight) in things.iter_mut().zip(thing) {
                *sum += weight;
            }
            for (sum, weight) in places.iter_mut().zip(place) {
                *sum += weight;
            }
        }
        (things, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read() {
        let names: Vec<String> = features::names().collect();
        let file = include_str!("../../data/names-model.txt");
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let fields: Vec<&str> = line.split(' ').collect();
            assert_eq!(fields.len(), 8, "{line}");
            let place = fields[0];
            let step = LABELS.contains(&place) && fields[1] == ">";
            let offset = place.parse().is_ok_and(|offset| OFFSETS.contains(&offset));
            let known = fields[1].starts_with(WORD) || names.iter().any(|name| name == fields[1]);
            assert!(step || offset && known, "{line}");
            assert!(
                fields[2..]
                    .iter()
                    .all(|weight| weight.parse::<i32>().is_ok()),
                "{line}"
            );
        }
    }
}
