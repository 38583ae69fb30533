//! The learned part: which of the leaves that the rules name is meant.
//!
//! Multinomial logistic regression over what the rules say of each leaf and over the words of the
//! text. It chooses only among leaves that some word names, so that there is evidence for each
//! choice. The weights are `data/leaf-model.txt`, written by `captions-train`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{Leaf, Word, WordKind};

/// What the rules say of a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    /// Its part of all points.
    Share,
    /// Its points.
    Points,
    /// It has the most points.
    Best,
}

/// The names of the signals in the file, in their order.
const SIGNALS: [&str; 3] = ["share", "points", "best"];

/// The prefix of a word's name in the file.
const WORD: &str = "word:";
/// How much of a word there is where it stands: words say less than the rules.
const WORD_VALUE: f32 = 0.5;
/// More points than this make no leaf more likely.
const MOST_POINTS: f32 = 20.0;

/// Probabilities by the number of the leaf.
type Probabilities = [f32; Leaf::ALL.len()];

/// The weights of one feature.
type Weights = Vec<(Leaf, f32)>;

struct Model {
    /// By signal and the leaf it is about.
    signals: Vec<Weights>,
    /// Each word's place in the list of their weights.
    words: FxHashMap<&'static str, usize>,
    word_weights: Vec<Weights>,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("../data/leaf-model.txt")));

impl Model {
    /// A line is `share:leaf`, `points:leaf`, `best:leaf` or `word:name`, then the leaf it speaks
    /// for and its weight in hundredths. `#` begins a comment.
    fn read(file: &'static str) -> Self {
        let mut model = Self {
            signals: vec![Weights::new(); SIGNALS.len() * Leaf::ALL.len()],
            words: FxHashMap::default(),
            word_weights: Vec::new(),
        };
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            model.add(line);
        }
        model
    }

    fn add(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split(' ');
        let name = fields.next()?;
        let leaf = Leaf::from_slug(fields.next()?)?;
        let weight = fields.next()?.parse::<f32>().ok()? / 100.0;
        let weights = match name.strip_prefix(WORD) {
            Some(word) => {
                let next = self.word_weights.len();
                let place = *self.words.entry(word).or_insert(next);
                if place == next {
                    self.word_weights.push(Weights::new());
                }
                self.word_weights.get_mut(place)?
            }
            None => {
                let (signal, about) = name.split_once(':')?;
                let number = SIGNALS.iter().position(|known| *known == signal)?;
                let about = Leaf::from_slug(about)?;
                self.signals
                    .get_mut(number * Leaf::ALL.len() + about.index())?
            }
        };
        weights.push((leaf, weight));
        Some(())
    }

    fn of_signal(&self, signal: Signal, about: Leaf) -> &[(Leaf, f32)] {
        self.signals
            .get(signal as usize * Leaf::ALL.len() + about.index())
            .map_or(&[], Vec::as_slice)
    }
}

/// How likely each leaf is in a text. `ranked` are the leaves that the rules name with their
/// points, best first.
pub(crate) fn probabilities(words: &[Word<'_>], ranked: &[(Leaf, f32)]) -> Probabilities {
    let model = &*MODEL;
    let mut sums: Probabilities = [0.0; Leaf::ALL.len()];
    let mut add = |weights: &[(Leaf, f32)], value: f32| {
        for (leaf, weight) in weights {
            if let Some(sum) = sums.get_mut(leaf.index()) {
                *sum += weight * value;
            }
        }
    };
    for (signal, about, value) in signals(ranked) {
        add(model.of_signal(signal, about), value);
    }
    let mut seen = vec![false; model.word_weights.len()];
    for text in letters(words) {
        if let Some(place) = model.words.get(text)
            && let (Some(seen), Some(weights)) =
                (seen.get_mut(*place), model.word_weights.get(*place))
            && !std::mem::replace(seen, true)
        {
            add(weights, WORD_VALUE);
        }
    }
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let odds = sums.map(|sum| (sum - most).exp());
    let total: f32 = odds.iter().sum();
    odds.map(|odds| odds / total)
}

/// Everything that is weighed in a text, by its name in the file, with how much of it there is.
pub(crate) fn features(words: &[Word<'_>], ranked: &[(Leaf, f32)]) -> Vec<(String, f64)> {
    let mut features: Vec<(String, f64)> = signals(ranked)
        .map(|(signal, about, value)| {
            let name = SIGNALS.get(signal as usize).copied().unwrap_or_default();
            (format!("{name}:{}", about.slug()), f64::from(value))
        })
        .collect();
    let mut distinct: Vec<&str> = letters(words).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let words = distinct
        .into_iter()
        .map(|word| (format!("{WORD}{word}"), f64::from(WORD_VALUE)));
    features.extend(words);
    features
}

fn signals(ranked: &[(Leaf, f32)]) -> impl Iterator<Item = (Signal, Leaf, f32)> {
    let total: f32 = ranked.iter().map(|(_, points)| points).sum();
    let best = ranked.first().map(|(leaf, _)| (Signal::Best, *leaf, 1.0));
    let each = ranked.iter().flat_map(move |(leaf, points)| {
        [
            (Signal::Share, *leaf, 3.0 * points / total),
            (Signal::Points, *leaf, points.min(MOST_POINTS) / 10.0),
        ]
    });
    each.chain(best)
}

/// The words that are weighed: no figures, no hashtags.
fn letters<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = &'w str> {
    words
        .iter()
        .filter(|word| word.kind == WordKind::Letters && word.text.len() > 1)
        .map(|word| word.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read() {
        let file = include_str!("../data/leaf-model.txt");
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let model = Model::read(file);
        let weights = model.signals.iter().chain(&model.word_weights);
        assert_eq!(weights.map(Vec::len).sum::<usize>(), lines.count());
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let ranked = [(Leaf::Shoes, 10.0), (Leaf::Bags, 4.0)];
        let sum: f32 = probabilities(&[], &ranked).iter().sum();
        assert!((sum - 1.0).abs() < 0.001, "{sum}");
    }
}
