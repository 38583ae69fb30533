//! Hashtags: keywords glued to each other and to words that mean nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::{Node, lexicon};
use crate::source;

/// Longer hashtags are slogans, not names of things; it also bounds the work.
const LONGEST: usize = 40;

static BEFORE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| affixes("[before]"));
static AFTER: LazyLock<HashSet<&'static str>> = LazyLock::new(|| affixes("[after]"));

fn affixes(section: &str) -> HashSet<&'static str> {
    let mut inside = false;
    let mut words = HashSet::new();
    for line in source::AFFIXES.lines() {
        if line.starts_with('[') {
            inside = line == section;
        } else if inside {
            words.extend(
                line.split(',')
                    .map(str::trim)
                    .filter(|word| !word.is_empty()),
            );
        }
    }
    words
}

/// What a piece of a hashtag is.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Phrase(Node),
    Affix,
}

/// Calls `found` with every phrase in a hashtag that can be cut wholly into phrases and affixes.
///
/// `text` is folded and without `#`.
pub(crate) fn mentions(text: &str, mut found: impl FnMut(Node)) {
    if let Some(node) = lexicon().glued(text) {
        found(node);
        return;
    }
    for part in text.split('_') {
        if part.len() > LONGEST || !part.is_ascii() {
            continue;
        }
        let mut pieces = Vec::with_capacity(4);
        let mut dead = [false; LONGEST + 1];
        if cut(part, 0, &mut pieces, &mut dead) {
            for piece in &pieces {
                if let Piece::Phrase(node) = piece {
                    found(*node);
                }
            }
        }
    }
}

/// Cuts `text` from `at` on into pieces, long ones first; `dead` holds places that lead nowhere.
fn cut(text: &str, at: usize, pieces: &mut Vec<Piece>, dead: &mut [bool]) -> bool {
    let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else {
        return true;
    };
    if dead.get(at).copied().unwrap_or(true) {
        return false;
    }
    for length in (2..=rest.len().min(24)).rev() {
        let Some(part) = rest.get(..length) else {
            continue;
        };
        let Some(piece) = piece(part, pieces) else {
            continue;
        };
        pieces.push(piece);
        if cut(text, at + length, pieces, dead) {
            return true;
        }
        pieces.pop();
    }
    if let Some(dead) = dead.get_mut(at) {
        *dead = true;
    }
    false
}

fn piece(part: &str, before: &[Piece]) -> Option<Piece> {
    if part.len() >= 3
        && let Some(node) = lexicon().glued(part)
    {
        return Some(Piece::Phrase(node));
    }
    let after_phrase = before.iter().any(|piece| matches!(piece, Piece::Phrase(_)));
    let affixes = if after_phrase { &AFTER } else { &BEFORE };
    affixes.contains(part).then_some(Piece::Affix)
}

/// Whether a hashtag names a thing the taxonomy knows.
///
/// `folded` is lower case, without accents and without `#`.
pub fn hashtag_names_a_thing(folded: &str) -> bool {
    let mut names = false;
    mentions(folded, |_| names = true);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_words_are_cut() {
        for (text, expected) in [
            ("shoesuganda", true),
            ("wigplug", true),
            ("3in1handbagset", true),
            ("affordablewigsinnairobi", true),
            ("gadgets_ug", true),
            ("fyp", false),
            ("viral", false),
            ("kampalatiktokers", false),
            ("sellersbelike", false),
        ] {
            assert_eq!(hashtag_names_a_thing(text), expected, "{text}");
        }
    }
}
