//! The linear models of the crate captions: what a whole caption says, out of a few answers.

use std::io;

use captions::training::{delivery_features, verdict_features};
use captions_eval::Record;
use domain::{CaptionFields, Market};

use crate::choice::{self, Example};

/// How small weights are kept.
const C2: f64 = 2.0;

/// What one model is about.
pub(crate) struct Question {
    /// What the file says of itself.
    header: &'static str,
    features: fn(&str, Market) -> Vec<(String, f64)>,
    /// The right answer, where the labels have one.
    answer: fn(&CaptionFields) -> Option<&'static str>,
    /// The answers that have weights, in the order of the file.
    answers: &'static [&'static str],
    /// The answer that the weights of the others are measured against.
    other: &'static str,
}

/// Whether a caption offers something.
pub(crate) const VERDICT: Question = Question {
    header: "\
// Weights of the verdict model in hundredths, learned by `captions-train`: do not edit.
// What holds for a caption, then how much it speaks for an offer.
",
    features: verdict_features,
    answer: |labels| Some(if labels.is_offer { "offer" } else { "other" }),
    answers: &["offer"],
    other: "other",
};

/// Whether an offer with all labels, one that has a category, says that things are brought.
pub(crate) const DELIVERY: Question = Question {
    header: "\
// Weights of the delivery model in hundredths, learned by `captions-train`: do not edit.
// What holds for an offer, then how much it speaks for delivery offered, and for delivery refused.
",
    features: delivery_features,
    answer: |labels| {
        labels.category.as_ref()?;
        Some(match labels.delivery {
            Some(true) => "offered",
            Some(false) => "refused",
            None => "unsaid",
        })
    },
    answers: &["offered", "refused"],
    other: "unsaid",
};

/// Captions with the answer to a question.
pub(crate) struct Examples {
    question: &'static Question,
    examples: Vec<Example>,
}

impl Examples {
    pub(crate) fn of(question: &'static Question, records: &[Record]) -> Self {
        let examples = records.iter().filter_map(|record| {
            let answer = (question.answer)(record.expect.as_ref()?)?;
            Some(((question.features)(&record.caption, record.market), answer))
        });
        Self {
            question,
            examples: examples.collect(),
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is more than one answer.
    pub(crate) fn differ(&self) -> bool {
        let mut answers = self.examples.iter().map(|(_, answer)| answer);
        let first = answers.next();
        answers.any(|answer| Some(answer) != first)
    }

    /// The file of weights.
    pub(crate) fn learn(&self) -> io::Result<String> {
        let mut text = self.question.header.to_owned();
        for (name, weights) in choice::learn(C2, &self.examples)? {
            let of = |answer: &str| weights.get(answer).copied().unwrap_or(0);
            text += &name;
            for answer in self.question.answers {
                text += &format!(" {}", of(answer) - of(self.question.other));
            }
            text.push('\n');
        }
        Ok(text)
    }
}
