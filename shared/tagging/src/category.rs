//! The leaf of the taxonomy a caption belongs to.

use captions::normal::Reading;
use domain::{CaptionAnalysis, CategorySlug, Finding, Span};
use taxonomy::{Candidate, Classification, Leaf, Query, Word, classify};

use crate::words::under;

/// Classifies a caption, with the help of what the parser found in it.
pub(crate) fn classification(
    reading: &Reading<'_>,
    words: &[Word<'_>],
    analysis: &CaptionAnalysis,
) -> Classification {
    with_query(reading, words, analysis, classify)
}

/// Asks the taxonomy about a caption.
pub(crate) fn with_query<A>(
    reading: &Reading<'_>,
    words: &[Word<'_>],
    analysis: &CaptionAnalysis,
    ask: impl FnOnce(&Query<'_>) -> A,
) -> A {
    let focus: Vec<_> = analysis
        .title
        .iter()
        .flat_map(|title| &title.spans)
        .map(|span| under(reading, *span))
        .collect();
    let hints = hints(analysis);
    ask(&Query {
        words,
        market: reading.market(),
        focus: &focus,
        hints: &hints,
    })
}

/// The best candidate as a finding over the caption.
pub(crate) fn finding(reading: &Reading<'_>, best: &Candidate) -> Option<Finding<CategorySlug>> {
    let spans: Vec<Span> = best
        .evidence
        .iter()
        .filter_map(|words| reading.span(words.start, words.end))
        .collect();
    Some(Finding {
        value: best.leaf.category()?,
        confidence: best.confidence,
        spans,
        reason: best.reason.as_str().to_owned(),
    })
}

/// What sizes and units say about the thing. Weak: they only decide where words do not.
fn hints(analysis: &CaptionAnalysis) -> Vec<(Leaf, u8)> {
    let mut hints = Vec::new();
    if let Some(size) = analysis.sizes.first() {
        hints.extend(size_hint(&size.value));
    }
    if let Some(unit) = &analysis.unit {
        hints.extend(unit_hint(&unit.value));
    }
    hints
}

fn size_hint(size: &str) -> Option<(Leaf, u8)> {
    if let Ok(number) = size.parse::<u16>() {
        return match number {
            28..=47 => Some((Leaf::Shoes, 2)),
            6..=24 => Some((Leaf::Clothing, 2)),
            1980..=2035 => Some((Leaf::Cars, 2)),
            _ => None,
        };
    }
    let lower = size.to_ascii_lowercase();
    if [
        "s",
        "m",
        "l",
        "xl",
        "xxl",
        "2xl",
        "3xl",
        "xxxl",
        "xs",
        "free size",
    ]
    .contains(&&*lower)
    {
        return Some((Leaf::Clothing, 3));
    }
    let unit = lower.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    match unit {
        "gb" => Some((Leaf::Phones, 1)),
        "acre" | "acres" | "decimals" => Some((Leaf::Land, 3)),
        "bedroom" | "bedrooms" => Some((Leaf::PropertyRent, 1)),
        _ => None,
    }
}

fn unit_hint(unit: &str) -> Option<(Leaf, u8)> {
    match unit {
        "plot" | "acre" => Some((Leaf::Land, 4)),
        "plate" => Some((Leaf::Meals, 4)),
        "pair" => Some((Leaf::Shoes, 1)),
        "subject" => Some((Leaf::Books, 1)),
        "trip" => Some((Leaf::Transport, 3)),
        "bunch" => Some((Leaf::Groceries, 2)),
        _ => None,
    }
}
