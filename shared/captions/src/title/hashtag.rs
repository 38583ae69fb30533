//! A title out of a hashtag, for captions that name the thing nowhere else.

use domain::Span;

use super::title_case;
use crate::lexicon::{Class, LEXICON, Marks, one_of};
use crate::normal::TokenKind;

/// The longest hashtag that is taken apart, in bytes: a limit, so that reading stays linear.
const LONGEST: usize = 32;

/// The first hashtag that names a thing, in words.
pub(super) fn title(marks: &Marks<'_, '_>) -> Option<(String, Span)> {
    let mut best: Option<(usize, String, Span)> = None;
    let tags = marks
        .reading
        .tokens()
        .iter()
        .filter(|token| token.kind == TokenKind::Hashtag);
    for token in tags.take(12) {
        let tag = marks.reading.folded(token);
        let Some(words) = split(tag) else { continue };
        let things = words.iter().filter(|word| is_thing(word)).count();
        if things == 0 {
            continue;
        }
        // Tags about a place or a crowd ("wigsug", "kampalafood") say less than plain ones.
        let kept: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| !LEXICON.is(word, Class::Place) && !is_market_tail(word))
            .collect();
        let score = 10 * things + kept.len().min(5);
        if best.as_ref().is_none_or(|(other, _, _)| score > *other) {
            best = Some((score, title_case(&kept.join(" ")), token.span));
        }
    }
    best.map(|(_, text, span)| (text, span))
}

/// Whether a word names a thing, in the singular or the plural.
fn is_thing(word: &str) -> bool {
    let is = |word: &str| LEXICON.is(word, Class::Noun);
    is(word)
        || word
            .strip_suffix('s')
            .is_some_and(|stem| stem.len() > 2 && is(stem))
        || word
            .strip_suffix("es")
            .is_some_and(|stem| stem.len() > 2 && is(stem))
}

fn is_market_tail(word: &str) -> bool {
    one_of(word, "ug ke tz rw ng gh za uk us zm id fr 256 254")
}

/// Splits a hashtag into known words, fewest and longest first; `None` where that fails.
pub(super) fn split(tag: &str) -> Option<Vec<&str>> {
    if tag.len() > LONGEST || !tag.is_ascii() {
        return None;
    }
    let length = tag.len();
    // best[i] is the cost of the first i bytes and where their last word begins.
    let mut best: Vec<Option<(u32, usize)>> = vec![None; length + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for end in 1..=length {
        for start in 0..end {
            let Some(Some((cost, _))) = best.get(start).copied() else {
                continue;
            };
            let Some(word) = tag.get(start..end) else {
                continue;
            };
            let Some(price) = word_cost(word) else {
                continue;
            };
            let total = cost + price;
            if let Some(slot) = best.get_mut(end)
                && slot.is_none_or(|(other, _)| total < other)
            {
                *slot = Some((total, start));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = length;
    while end > 0 {
        let (_, start) = best.get(end).copied().flatten()?;
        words.push(tag.get(start..end)?);
        end = start;
    }
    words.reverse();
    Some(words)
}

fn word_cost(word: &str) -> Option<u32> {
    if word == "_" {
        return Some(1);
    }
    let number = word.bytes().all(|byte| byte.is_ascii_digit());
    if number && word.len() <= 4 {
        return Some(6);
    }
    if is_market_tail(word) {
        return Some(9);
    }
    let known = LEXICON.knows(word)
        || is_thing(word)
        || word
            .strip_suffix('s')
            .is_some_and(|stem| stem.len() > 3 && LEXICON.knows(stem));
    // Two letters are too often an accident.
    let fits = known && (word.len() > 2 || matches!(word, "in" | "of" | "tv" | "ya" | "de"));
    fits.then_some(if is_thing(word) { 4 } else { 5 })
}
