//! Whether a title and sizes are made of the caption's own words.

use captions::normal::{Reading, TokenKind};
use domain::Span;
use taxonomy::{fold, split};

use super::RefusalReason;

/// A longer title is not what was asked for, in words or in characters.
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 1..=10;
const LONGEST_TITLE: usize = 120;
/// The most characters of a size.
const LONGEST_SIZE: usize = 24;

pub(super) fn title_in(
    title: &str,
    reading: &Reading<'_>,
) -> Result<(String, Vec<Span>), RefusalReason> {
    let folded = fold(title);
    let words: Vec<&str> = split(&folded).collect();
    if !TITLE_WORDS.contains(&words.len()) || !is_plain(title, LONGEST_TITLE, reading) {
        return Err(RefusalReason::Malformed);
    }
    let mut spans = Vec::with_capacity(words.len());
    for word in words {
        let token = reading.tokens().iter().find(|token| {
            matches!(
                token.kind,
                TokenKind::Word | TokenKind::Number(_) | TokenKind::Hashtag
            ) && (reading.folded(token) == word
                || split(reading.folded(token)).any(|part| part == word))
        });
        match token {
            Some(token) => spans.push(token.span),
            None if word == "and" => {}
            None => return Err(RefusalReason::NotInCaption),
        }
    }
    Ok((title.trim().to_owned(), spans))
}

/// Where a size stands: as neighbouring tokens, or within a range of figures.
pub(super) fn size_in(size: &str, reading: &Reading<'_>) -> Option<Vec<Span>> {
    let compact = compact(size);
    if compact.is_empty() || !is_plain(size, LONGEST_SIZE, reading) {
        return None;
    }
    let tokens = reading.tokens();
    for first in 0..tokens.len() {
        let mut so_far = String::new();
        for (offset, token) in tokens.iter().skip(first).take(6).enumerate() {
            if matches!(
                token.kind,
                TokenKind::Phone(_) | TokenKind::Link | TokenKind::Mention
            ) {
                break;
            }
            so_far.push_str(&self::compact(reading.folded(token)));
            if so_far == compact {
                return reading
                    .span(first, first + offset + 1)
                    .map(|span| vec![span]);
            }
            if !compact.starts_with(&so_far) {
                break;
            }
        }
    }
    let figure: u64 = compact.parse().ok()?;
    tokens.windows(3).enumerate().find_map(|(at, window)| {
        let [low, dash, high] = window else {
            return None;
        };
        let joined = dash.is_symbol('-') || matches!(reading.folded(dash), "to" | "hadi" | "mpaka");
        let (low, high) = (low.number()?.whole()?, high.number()?.whole()?);
        let inside = joined && high.checked_sub(low)? <= 40 && (low..=high).contains(&figure);
        inside
            .then(|| reading.span(at, at + 3).map(|span| vec![span]))
            .flatten()
    })
}

/// Whether a text is short and hides nothing. What stands between words is not compared with the
/// caption: without this it could be endless, or invisible marks that turn text around.
fn is_plain(text: &str, longest: usize, reading: &Reading<'_>) -> bool {
    text.chars().count() <= longest
        && text.chars().all(|c| {
            !c.is_control()
                && (c.is_ascii() || c.is_alphanumeric() || reading.caption().contains(c))
        })
}

/// A size without what different writings of it differ in.
pub(super) fn compact(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '"')
        .collect()
}
