//! The learned part, in `data/delivery-model.txt`: sentences about bringing that no list has.
//!
//! "Parcels leave on the night bus" has a carrier and a verb of bringing near each other; so have
//! many sentences that mean something else. Multinomial logistic regression over which of them
//! stand together, and over the words of the caption, tells them apart. `captions-train` writes the
//! weights: of each answer, beside those of a caption that says nothing of delivery.

use std::array;
use std::sync::LazyLock;

use domain::{Delivery, Finding};

use crate::finding::finding;
use crate::lexicon::{Class, Marks};
use crate::linear::{self, Linear, Scores};

/// What a sentence about bringing is made of, with their names in the file. Towns are
/// destinations, too.
const PARTS: [(Class, &str); 4] = [
    (Class::Carrier, "carrier"),
    (Class::Brings, "brings"),
    (Class::Destination, "destination"),
    (Class::Negation, "negation"),
];
/// Parts that stand together: a bit for each of them.
type Parts = u8;
const SETS: usize = 1 << PARTS.len();
const PAIRS: usize = PARTS.len() * PARTS.len();

/// The tokens in which parts stand together, and in which one follows another.
const TOGETHER: usize = 8;
const FOLLOWING: usize = 3;

/// How probable an answer has to be.
const SURE: f32 = 0.7;

/// The name of what holds for every caption.
const ALWAYS: &str = "always";

struct Model {
    /// For offered, and for refused.
    linear: Linear<2>,
    /// By the parts that stand together.
    sets: [Scores<2>; SETS],
    /// By the part before and the one behind it.
    pairs: [Scores<2>; PAIRS],
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let linear = Linear::read(include_str!("../../data/delivery-model.txt"));
    Model {
        sets: array::from_fn(|parts| linear.of(&set_name(parts))),
        pairs: array::from_fn(|pair| linear.of(&pair_name(pair))),
        linear,
    }
});

/// Whether a seller delivers, where it is said in words of no list.
pub(super) fn find(marks: &Marks<'_, '_>) -> Option<Finding<Delivery>> {
    let model = &*MODEL;
    let said = Said::new(marks);
    if said.sets == [None; SETS] {
        return None;
    }
    let mut sums = model.linear.of(ALWAYS);
    linear::add(&mut sums, &model.linear.of_words(marks));
    let sets = said.sets.iter().zip(&model.sets);
    for (_, weights) in sets.filter(|(at, _)| at.is_some()) {
        linear::add(&mut sums, weights);
    }
    let pairs = said.pairs.iter().zip(&model.pairs);
    for (_, weights) in pairs.filter(|(said, _)| **said) {
        linear::add(&mut sums, weights);
    }
    let most = sums.iter().copied().fold(0.0, f32::max);
    let odds = sums.map(|sum| (sum - most).exp());
    let total = (-most).exp() + odds.iter().sum::<f32>();
    // "We do not send": whatever speaks of bringing speaks of it refused.
    let [offered, refused] = if said.is_denied() {
        [0.0, odds.iter().sum::<f32>() / total]
    } else {
        odds.map(|odds| odds / total)
    };
    let (answer, value, probability) = if offered > refused {
        (0, Delivery::Offered, offered)
    } else {
        (1, Delivery::Refused, refused)
    };
    if probability < SURE {
        return None;
    }
    let weight = |weights: &Scores<2>| weights.get(answer).copied().unwrap_or_default();
    let sets = said.sets.iter().zip(&model.sets);
    let (tokens, _) = sets
        .filter_map(|(at, weights)| Some(((*at)?, weight(weights))))
        .max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    Some(finding(
        value,
        confidence(probability),
        marks.reading.span(tokens.0, tokens.1).into_iter().collect(),
        "speaks-of-bringing",
    ))
}

fn confidence(probability: f32) -> u8 {
    match probability {
        p if p > 0.9 => 90,
        p if p > 0.75 => 80,
        _ => 65,
    }
}

/// The parts of sentences about bringing in a caption.
struct Said {
    /// By the parts that stand together, the tokens of the first time they do.
    sets: [Option<(usize, usize)>; SETS],
    /// By the part before and the one behind it.
    pairs: [bool; PAIRS],
}

impl Said {
    fn new(marks: &Marks<'_, '_>) -> Self {
        let mut said = Self {
            sets: [None; SETS],
            pairs: [false; PAIRS],
        };
        // The last tokens that were parts: where, and which.
        let mut recent: Vec<(usize, Parts)> = Vec::with_capacity(TOGETHER);
        for at in 0..marks.len() {
            let parts = parts(marks, at);
            if parts == 0 {
                continue;
            }
            recent.retain(|(other, _)| other + TOGETHER > at && marks.same_clause(*other, at));
            let mut together = parts;
            said.see(together, at, at);
            for (other, before) in recent.iter().rev() {
                together |= before;
                said.see(together, *other, at);
                if other + FOLLOWING >= at {
                    said.follow(*before, parts);
                }
            }
            recent.push((at, parts));
        }
        said
    }

    /// Whether a verb of bringing follows a negation.
    fn is_denied(&self) -> bool {
        let part = |class| PARTS.iter().position(|(part, _)| *part == class);
        let pair = part(Class::Negation).zip(part(Class::Brings));
        pair.and_then(|(one, other)| self.pairs.get(one * PARTS.len() + other))
            .is_some_and(|said| *said)
    }

    fn see(&mut self, parts: Parts, first: usize, last: usize) {
        if let Some(slot) = self.sets.get_mut(usize::from(parts)) {
            slot.get_or_insert((first, last + 1));
        }
    }

    fn follow(&mut self, before: Parts, behind: Parts) {
        for pair in 0..PAIRS {
            let (one, other) = (pair / PARTS.len(), pair % PARTS.len());
            if before & (1 << one) != 0
                && behind & (1 << other) != 0
                && let Some(slot) = self.pairs.get_mut(pair)
            {
                *slot = true;
            }
        }
    }
}

fn parts(marks: &Marks<'_, '_>, at: usize) -> Parts {
    let classes = marks.at(at);
    let mut parts = 0;
    for (bit, (class, _)) in PARTS.iter().enumerate() {
        let town = *class == Class::Destination && classes.has(Class::Place);
        if classes.has(*class) || town {
            parts |= 1 << bit;
        }
    }
    parts
}

fn set_name(parts: usize) -> String {
    let held = PARTS.iter().enumerate();
    let names: Vec<&str> = held
        .filter(|(bit, _)| parts & (1 << bit) != 0)
        .map(|(_, (_, name))| *name)
        .collect();
    names.join("+")
}

fn pair_name(pair: usize) -> String {
    let name = |part: usize| PARTS.get(part).map_or("", |(_, name)| *name);
    format!("{}>{}", name(pair / PARTS.len()), name(pair % PARTS.len()))
}

/// Everything that is weighed in a caption, by its name in the file.
pub(crate) fn features(marks: &Marks<'_, '_>) -> Vec<(String, f64)> {
    let said = Said::new(marks);
    let mut names = vec![ALWAYS.to_owned()];
    let sets = said.sets.iter().enumerate();
    names.extend(
        sets.filter(|(_, at)| at.is_some())
            .map(|(set, _)| set_name(set)),
    );
    let pairs = said.pairs.iter().enumerate();
    names.extend(
        pairs
            .filter(|(_, said)| **said)
            .map(|(pair, _)| pair_name(pair)),
    );
    let named = names.into_iter().map(|name| (name, 1.0));
    named.chain(linear::word_features(marks)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_weighed() {
        let mut known = vec![ALWAYS.to_owned()];
        known.extend((1..SETS).map(set_name));
        known.extend((0..PAIRS).map(pair_name));
        let file = include_str!("../../data/delivery-model.txt");
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let fields: Vec<&str> = line.split(' ').collect();
            assert_eq!(fields.len(), 3, "{line}");
            let word = fields[0].starts_with("word:");
            assert!(word || known.iter().any(|name| name == fields[0]), "{line}");
            let weights = &fields[1..];
            assert!(weights.iter().all(|weight| weight.parse::<i32>().is_ok()));
        }
    }
}
