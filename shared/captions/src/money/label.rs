//! What the words between two prices say: another kind of the same thing, or another thing.

use super::amount::Amount;
use crate::lexicon::{Class, Classes, LEXICON, Marks, one_of};
use crate::normal::TokenKind;

/// How a price relates to the price before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// The same thing in another size, age or class.
    Variant,
    /// Another thing.
    Other,
}

/// Reads the words between the amounts `one` and `two`.
pub(crate) fn between(marks: &Marks<'_, '_>, amounts: &[Amount], one: usize, two: usize) -> Label {
    let (Some(first), Some(second)) = (amounts.get(one), amounts.get(two)) else {
        return Label::Other;
    };
    if first.ranges && two == one + 1 && second.start <= first.end + 3 {
        return Label::Variant;
    }
    let harmless = Classes::of(&[
        Class::Stop,
        Class::Variant,
        Class::Container,
        Class::Measure,
        Class::SizeCue,
        Class::SizeName,
        Class::NotMoney,
        Class::NumberWord,
        Class::From,
        Class::FromBehind,
        Class::PerUnit,
        Class::Unit,
        Class::Color,
        Class::PriceCue,
        Class::Specification,
        Class::InStock,
        Class::Fixed,
        Class::Negotiable,
        Class::New,
        Class::Used,
        Class::Month,
        Class::Weekday,
    ]);
    let kinds = Classes::of(&[
        Class::Variant,
        Class::Container,
        Class::Measure,
        Class::SizeName,
        Class::SizeCue,
    ]);
    let mut unknown = 0;
    let mut named_kind = false;
    let mut words = 0;
    for at in first.end..second.start {
        let Some(token) = marks.reading.token(at) else {
            break;
        };
        match token.kind {
            TokenKind::Word => {
                words += 1;
                named_kind |= marks.at(at).has_any(kinds) && word_is_long(marks, at);
                let word = marks.reading.folded(token);
                let classes = marks.at(at);
                let fine = word.len() == 1
                    || classes.has_any(harmless)
                    || appears_before(marks, word, first.start)
                        && !names_another(marks, at, first.start);
                if !fine && classes.has(Class::Noun) {
                    return Label::Other;
                }
                let known_kind = classes.has(Class::Modifier) && !classes.has(Class::Brand);
                if !fine && !known_kind {
                    unknown += 1;
                }
            }
            TokenKind::Hashtag | TokenKind::Phone(_) | TokenKind::Link => return Label::Other,
            _ => {}
        }
    }
    // One unknown word beside known ones may be a flavour or a grade.
    let mostly_known = unknown == 0 || (unknown == 1 && words >= 3 && named_kind);
    if mostly_known && words <= 9 {
        Label::Variant
    } else {
        Label::Other
    }
}

/// Prepositions such as "at" and "for" are listed with the kinds but name none.
fn word_is_long(marks: &Marks<'_, '_>, at: usize) -> bool {
    marks.reading.folded_at(at).len() > 3
}

/// "Raincoat 40k, umbrella 20k": both were named before, but the first price is for the other.
fn names_another(marks: &Marks<'_, '_>, at: usize, price: usize) -> bool {
    let Some(before) = price.checked_sub(1) else {
        return false;
    };
    let stem = |at: usize| {
        let word = marks.reading.folded_at(at);
        word.strip_suffix('s').unwrap_or(word)
    };
    let thing = |at: usize| marks.has(at, Class::Noun) && !marks.has(at, Class::Variant);
    thing(at) && thing(before) && stem(at) != stem(before)
}

/// Whether a word stands before the first price, where the thing is named.
fn appears_before(marks: &Marks<'_, '_>, word: &str, end: usize) -> bool {
    word.len() > 2
        && (end.saturating_sub(40)..end).any(|at| {
            let earlier = marks.reading.folded_at(at);
            earlier == word
                || earlier.strip_suffix('s') == Some(word)
                || word.strip_suffix('s') == Some(earlier)
        })
}

/// Whether "from" or "and above" makes an amount the lowest of several.
pub(crate) fn is_from(marks: &Marks<'_, '_>, amounts: &[Amount], index: usize) -> bool {
    let Some(amount) = amounts.get(index) else {
        return false;
    };
    let left = index
        .checked_sub(1)
        .and_then(|i| amounts.get(i))
        .map_or(0, |before| before.end);
    let mut end = amount.start;
    let mut words = 0;
    while end > left && words < 3 {
        if marks
            .ending(end, Class::From)
            .is_some_and(|hit| hit.start >= left)
        {
            return true;
        }
        let Some(before) = end.checked_sub(1) else {
            break;
        };
        if !marks.same_clause(before, amount.start) {
            break;
        }
        let word = marks.reading.folded_at(before);
        let passes =
            one_of(word, ": - only just at price ni bei de") || LEXICON.is(word, Class::Currency);
        if !passes {
            break;
        }
        words += 1;
        end = before;
    }
    let plus = marks
        .reading
        .token(amount.end)
        .is_some_and(|token| token.is_symbol('+') && token.is_glued())
        && marks
            .reading
            .token(amount.end + 1)
            .is_none_or(|next| !next.is_glued());
    plus || marks
        .starting(amount.end, Class::FromBehind)
        .is_some_and(|hit| {
            marks.reading.folded_at(hit.start) != "plus"
                && marks.reading.folded_at(hit.start) != "up"
        })
}

/// Whether plain figures hang on a price beside them: `12,000 per bottle, box 66000`.
pub(crate) fn is_joined_to_price(marks: &Marks<'_, '_>, amounts: &[Amount], index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    between(marks, amounts, before, index) == Label::Variant
}

/// "6ml 2500": the amount stands right behind a measure.
pub(super) fn is_behind_size(marks: &Marks<'_, '_>, amount: &Amount) -> bool {
    let measure = |back: usize| {
        amount
            .start
            .checked_sub(back)
            .is_some_and(|at| marks.has(at, Class::Measure))
    };
    measure(1) || measure(2)
}
