//! Findings out of lexicon phrases.

use domain::{Confidence, Finding, Span};

use crate::lexicon::{Hit, Marks};

/// A finding with its evidence.
pub(crate) fn finding<T>(value: T, percent: u8, spans: Vec<Span>, reason: &str) -> Finding<T> {
    Finding {
        value,
        confidence: Confidence::from_percent(percent),
        spans,
        reason: reason.to_owned(),
    }
}

/// The bytes a phrase stands on.
pub(crate) fn spans_of(marks: &Marks<'_, '_>, hit: &Hit) -> Vec<Span> {
    marks.reading.span(hit.start, hit.end).into_iter().collect()
}
