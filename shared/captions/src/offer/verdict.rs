//! The learned weights of the signs, in `data/verdict-model.txt`.
//!
//! `cargo run --release -p captions-train` writes that file by logistic regression.

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::Sign;
use crate::lexicon::{Class, Marks, WordHasher};

/// What the weights say of a caption.
pub(super) struct Judgement {
    pub(super) is_offer: bool,
    /// In percent.
    pub(super) confidence: u8,
    /// The sign that weighs most.
    pub(super) reason: &'static str,
}

/// The name of what holds for every caption.
const ALWAYS: &str = "always";
/// The name of what the weights given by hand add up to.
const PRIOR: &str = "prior";
/// What each caption starts with by hand, and how far the prior goes at most.
const START: i32 = -170;
const FARTHEST: f32 = 6.0;

fn prior(signs: &[Sign]) -> f32 {
    let sum = signs.iter().map(|(weight, _)| weight).sum::<i32>() + START;
    (f32::from(i16::try_from(sum).unwrap_or(i16::MAX)) / 100.0).clamp(-FARTHEST, FARTHEST)
}

/// The prefix of a word's name in the file.
const WORD: &str = "word:";

struct Model {
    signs: HashMap<&'static str, f32, BuildHasherDefault<WordHasher>>,
    /// By the number of the class; for one phrase of it, and for more.
    classes: Vec<[f32; 2]>,
    /// Each word's place in the list of their weights.
    words: HashMap<&'static str, usize, BuildHasherDefault<WordHasher>>,
    word_weights: Vec<f32>,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("../../data/verdict-model.txt")));

impl Model {
    /// A line is a sign, `class:name`, `class:name:more` or `word:name`, then its weight in
    /// hundredths. `//` begins a comment.
    fn read(file: &'static str) -> Self {
        let mut model = Self {
            signs: HashMap::default(),
            classes: vec![[0.0; 2]; Class::ALL.len()],
            words: HashMap::default(),
            word_weights: Vec::new(),
        };
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let Some((name, weight)) = line.rsplit_once(' ') else {
                continue;
            };
            let weight = weight.parse::<f32>().unwrap_or(0.0) / 100.0;
            if let Some(class) = name.strip_prefix("class:") {
                let (class, more) = match class.strip_suffix(":more") {
                    Some(class) => (class, 1),
                    None => (class, 0),
                };
                let number = Class::ALL.iter().position(|(known, _)| *known == class);
                if let Some(slot) = number
                    .and_then(|number| model.classes.get_mut(number))
                    .and_then(|weights| weights.get_mut(more))
                {
                    *slot = weight;
                }
            } else if let Some(word) = name.strip_prefix(WORD) {
                model.words.insert(word, model.word_weights.len());
                model.word_weights.push(weight);
            } else {
                model.signs.insert(name, weight);
            }
        }
        model
    }

    /// The sum of the weights of the words of a caption, each word counted once.
    fn of_words(&self, marks: &Marks<'_, '_>) -> f32 {
        let mut seen = vec![false; self.word_weights.len()];
        let mut sum = 0.0;
        for word in words(marks) {
            if let Some(place) = self.words.get(word)
                && let (Some(seen), Some(weight)) =
                    (seen.get_mut(*place), self.word_weights.get(*place))
                && !std::mem::replace(seen, true)
            {
                sum += weight;
            }
        }
        sum
    }
}

/// Weighs a caption.
pub(super) fn judge(marks: &Marks<'_, '_>, signs: &[Sign]) -> Judgement {
    let model = &*MODEL;
    let learned = |name: &str| model.signs.get(name).copied().unwrap_or(0.0);
    let trust = learned(PRIOR);
    let mut sum = learned(ALWAYS) + trust * prior(signs);
    let mut weighed = Vec::with_capacity(signs.len());
    for (by_hand, sign) in signs {
        let weight = learned(sign);
        sum += weight;
        let by_hand = f32::from(i16::try_from(*by_hand).unwrap_or(0)) / 100.0;
        weighed.push((weight + trust * by_hand, *sign));
    }
    for (weights, count) in model.classes.iter().zip(counts(marks)) {
        let [one, more] = weights;
        sum += match count {
            0 => 0.0,
            1 => *one,
            _ => one + more,
        };
    }
    sum += model.of_words(marks);
    let is_offer = sum > 0.0;
    let reason = weighed
        .into_iter()
        .filter(|(weight, _)| (*weight > 0.0) == is_offer)
        .max_by(|one, other| one.0.abs().total_cmp(&other.0.abs()))
        .map_or("nothing-offered", |(_, name)| name);
    Judgement {
        is_offer,
        confidence: confidence(sum.abs()),
        reason,
    }
}

/// The share of captions with such odds that are judged right.
fn confidence(score: f32) -> u8 {
    match score {
        s if s > 3.5 => 98,
        s if s > 2.2 => 95,
        s if s > 1.4 => 90,
        s if s > 0.6 => 80,
        _ => 65,
    }
}

/// Classes that describe a thing or measure it: they say what is spoken of, not why.
const SILENT: &[Class] = &[
    Class::Stop,
    Class::Modifier,
    Class::Color,
    Class::NotColor,
    Class::Unit,
    Class::Per,
    Class::Currency,
    Class::Magnitude,
    Class::MagnitudeBefore,
    Class::NumberWord,
    Class::Measure,
    Class::Specification,
    Class::Place,
    Class::Variant,
    Class::Container,
    Class::Shoes,
    Class::Clothes,
    Class::Vehicle,
    Class::Land,
    Class::HairPiece,
    Class::ByLength,
    Class::Device,
];

/// How many phrases of each class there are.
fn counts(marks: &Marks<'_, '_>) -> Vec<u16> {
    let mut counts = vec![0_u16; Class::ALL.len()];
    for hit in marks
        .all()
        .iter()
        .filter(|hit| !SILENT.contains(&hit.class))
    {
        if let Some(count) = counts.get_mut(hit.class as usize) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// The words that are weighed: no figures, no hashtags.
fn words<'m>(marks: &'m Marks<'_, '_>) -> impl Iterator<Item = &'m str> {
    let words = marks.reading.words();
    words.filter(|word| word.starts_with(char::is_alphabetic))
}

/// Everything that is weighed in a caption, by its name in the file, with how much of it there is.
pub(crate) fn features(marks: &Marks<'_, '_>, signs: &[Sign]) -> Vec<(String, f64)> {
    let mut features = vec![
        (ALWAYS.to_owned(), 1.0),
        (PRIOR.to_owned(), f64::from(prior(signs))),
    ];
    features.extend(signs.iter().map(|(_, sign)| ((*sign).to_owned(), 1.0)));
    for (count, (name, _)) in counts(marks).into_iter().zip(Class::ALL) {
        if count > 0 {
            features.push((format!("class:{name}"), 1.0));
        }
        if count > 1 {
            features.push((format!("class:{name}:more"), 1.0));
        }
    }
    let words: BTreeSet<&str> = words(marks).collect();
    features.extend(words.iter().map(|word| (format!("{WORD}{word}"), 1.0)));
    features
}
