//! The learned weights of the signs, in `data/verdict-model.txt`.
//!
//! `cargo run --release -p captions-train` writes that file by logistic regression.

use std::sync::LazyLock;

use super::Sign;
use crate::lexicon::{Class, Marks};
use crate::linear::{self, Linear};

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

struct Model {
    linear: Linear<1>,
    /// By the number of the class; for one phrase of it, and for more.
    classes: Vec<[f32; 2]>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let linear = Linear::read(include_str!("../../data/verdict-model.txt"));
    let class = |(name, _): &(&str, Class)| {
        [one_name(name), more_name(name)].map(|name| linear.of(&name)[0])
    };
    Model {
        classes: Class::ALL.iter().map(class).collect(),
        linear,
    }
});

/// The name of one phrase of a class in the file, and of more than one.
fn one_name(class: &str) -> String {
    format!("class:{class}")
}

fn more_name(class: &str) -> String {
    format!("class:{class}:more")
}

/// Weighs a caption.
pub(super) fn judge(marks: &Marks<'_, '_>, signs: &[Sign]) -> Judgement {
    let model = &*MODEL;
    let learned = |name: &str| model.linear.of(name)[0];
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
    sum += model.linear.of_words(marks)[0];
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

/// Everything that is weighed in a caption, by its name in the file, with how much of it there is.
pub(crate) fn features(marks: &Marks<'_, '_>, signs: &[Sign]) -> Vec<(String, f64)> {
    let mut features = vec![
        (ALWAYS.to_owned(), 1.0),
        (PRIOR.to_owned(), f64::from(prior(signs))),
    ];
    features.extend(signs.iter().map(|(_, sign)| ((*sign).to_owned(), 1.0)));
    for (count, (name, _)) in counts(marks).into_iter().zip(Class::ALL) {
        if count > 0 {
            features.push((one_name(name), 1.0));
        }
        if count > 1 {
            features.push((more_name(name), 1.0));
        }
    }
    features.extend(linear::word_features(marks));
    features
}
