//! The trained part: which words of a caption name what is sold, and which name the place.
//!
//! Two linear-chain conditional random fields over the same features give every token one of three
//! labels: outside a name, first word of one, further word of one. Their weights are
//! `data/names-model.txt`, written by `captions-train` from labelled captions.

mod chain;
mod features;
pub(crate) mod training;
mod weights;

use self::chain::Scores;
use self::features::Features;
pub(crate) use self::features::Known;
use self::weights::MODEL;
use crate::lexicon::Marks;

/// Outside, first word, further word.
pub(crate) const LABELS: [&str; 3] = ["O", "B", "I"];

const OUTSIDE: usize = 0;
const FIRST: usize = 1;
const FURTHER: usize = 2;

/// A run of tokens that is a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Name {
    pub(crate) start: usize,
    /// The token behind the last.
    pub(crate) end: usize,
    /// How probable it is that its surest token is in a name.
    pub(crate) probability: f32,
}

/// The names in a caption.
pub(crate) struct Labelled {
    /// Of things.
    pub(crate) things: Names,
    /// Of places.
    pub(crate) places: Names,
}

/// Labels the tokens of a caption.
pub(crate) fn label(marks: &Marks<'_, '_>, known: Known<'_>) -> Labelled {
    let model = &*MODEL;
    let features = Features::new(marks, known, |word| model.word(word));
    let mut things = Vec::with_capacity(features.tokens.len());
    let mut places = Vec::with_capacity(features.tokens.len());
    for index in 0..features.tokens.len() {
        let (thing, place) = model.scores(features.of(index));
        things.push(factors(thing));
        places.push(factors(place));
    }
    let [thing, place] = &model.steps;
    Labelled {
        things: Names::new(&features.tokens, &things, thing),
        places: Names::new(&features.tokens, &places, place),
    }
}

/// `e` to the scores, the greatest made one.
fn factors(scores: Scores) -> Scores {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| (score - most).exp())
}

/// The names of one kind.
pub(crate) struct Names {
    names: Vec<Name>,
    /// The tokens looked at, and how probable each label of each is.
    probabilities: Vec<(usize, Scores)>,
}

/// How probable a further word has to be where the likeliest labelling has no name.
const JOINS: f32 = 0.3;

impl Names {
    fn new(tokens: &[usize], factors: &[Scores], steps: &[Scores; 3]) -> Self {
        let labels = chain::likeliest(factors, steps);
        let probabilities = chain::probabilities(factors, steps);
        let probabilities: Vec<_> = tokens.iter().copied().zip(probabilities).collect();
        let mut names: Vec<Name> = Vec::new();
        let mut inside = false;
        for (label, (at, scores)) in labels.iter().zip(&probabilities) {
            match (*label, names.last_mut()) {
                (FIRST, _) => names.push(Name {
                    start: *at,
                    end: at + 1,
                    probability: 1.0 - scores[OUTSIDE],
                }),
                (FURTHER, Some(name)) if inside => {
                    name.end = at + 1;
                    name.probability = name.probability.max(1.0 - scores[OUTSIDE]);
                }
                _ => {}
            }
            inside = *label != OUTSIDE;
        }
        Self {
            names,
            probabilities,
        }
    }

    /// The most probable name among the tokens from `start` up to `end` that fits.
    pub(crate) fn best(
        &self,
        start: usize,
        end: usize,
        fits: impl Fn(&Name) -> bool,
    ) -> Option<Name> {
        self.names
            .iter()
            .filter(|name| start <= name.start && name.end <= end && fits(name))
            .max_by(|one, other| one.probability.total_cmp(&other.probability))
            .copied()
    }

    /// The most probable first word that fits and what may follow it, where there is no name.
    pub(crate) fn guess(
        &self,
        start: usize,
        end: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<Name> {
        let from = self.probabilities.partition_point(|(at, _)| *at < start);
        let to = self.probabilities.partition_point(|(at, _)| *at < end);
        let inside = self.probabilities.get(from..to)?;
        let (index, (first, scores)) =
            inside
                .iter()
                .enumerate()
                .filter(|(_, (at, _))| fits(*at))
                .max_by(|(_, (_, one)), (_, (_, other))| one[FIRST].total_cmp(&other[FIRST]))?;
        let last = inside
            .iter()
            .skip(index + 1)
            .take_while(|(_, scores)| scores[FURTHER] > JOINS)
            .last();
        Some(Name {
            start: *first,
            end: last.map_or(first + 1, |(at, _)| at + 1),
            probability: scores[FIRST],
        })
    }
}
