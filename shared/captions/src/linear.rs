//! Linear models of whole captions: what holds for a caption adds up to a score.
//!
//! A file of weights has a line for each feature: its name, then its weight for each answer in
//! hundredths. `//` begins a comment. Words are features named `word:`.

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

use crate::lexicon::{Marks, WordHasher};

/// The prefix of a word's name in the file.
const WORD: &str = "word:";

/// A sum of weights for each answer.
pub(crate) type Scores<const N: usize> = [f32; N];

/// The weights of a model with `N` answers.
pub(crate) struct Linear<const N: usize> {
    named: HashMap<&'static str, Scores<N>, BuildHasherDefault<WordHasher>>,
    /// Each word's place in the list of their weights.
    words: HashMap<&'static str, usize, BuildHasherDefault<WordHasher>>,
    word_weights: Vec<Scores<N>>,
}

impl<const N: usize> Linear<N> {
    pub(crate) fn read(file: &'static str) -> Self {
        let mut model = Self {
            named: HashMap::default(),
            words: HashMap::default(),
            word_weights: Vec::new(),
        };
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let mut fields = line.split(' ');
            let name = fields.next().unwrap_or_default();
            let weights = std::array::from_fn(|_| {
                let weight = fields.next().and_then(|weight| weight.parse::<f32>().ok());
                weight.unwrap_or(0.0) / 100.0
            });
            if let Some(word) = name.strip_prefix(WORD) {
                model.words.insert(word, model.word_weights.len());
                model.word_weights.push(weights);
            } else {
                model.named.insert(name, weights);
            }
        }
        model
    }

    /// The weights of what is no word.
    pub(crate) fn of(&self, name: &str) -> Scores<N> {
        self.named.get(name).copied().unwrap_or([0.0; N])
    }

    /// The sum of the weights of the words of a caption, each word counted once.
    pub(crate) fn of_words(&self, marks: &Marks<'_, '_>) -> Scores<N> {
        let mut seen = vec![false; self.word_weights.len()];
        let mut sum = [0.0; N];
        for word in words(marks) {
            if let Some(place) = self.words.get(word)
                && let (Some(seen), Some(weights)) =
                    (seen.get_mut(*place), self.word_weights.get(*place))
                && !std::mem::replace(seen, true)
            {
                add(&mut sum, weights);
            }
        }
        sum
    }
}

/// Adds weights to a sum.
pub(crate) fn add<const N: usize>(sum: &mut Scores<N>, weights: &Scores<N>) {
    for (sum, weight) in sum.iter_mut().zip(weights) {
        *sum += weight;
    }
}

/// The words of a caption by their names in a file, for learning.
pub(crate) fn word_features(marks: &Marks<'_, '_>) -> impl Iterator<Item = (String, f64)> {
    let words: BTreeSet<&str> = words(marks).collect();
    words.into_iter().map(|word| (format!("{WORD}{word}"), 1.0))
}

/// The words that are weighed: no figures, no hashtags.
fn words<'m>(marks: &'m Marks<'_, '_>) -> impl Iterator<Item = &'m str> {
    let words = marks.reading.words();
    words.filter(|word| word.starts_with(char::is_alphabetic))
}
