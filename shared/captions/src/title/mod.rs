//! The name a buyer would type: the thing with its brand and model, without hype.

mod casing;
mod hashtag;
mod phrase;
mod property;

use domain::Finding;

pub(crate) use self::casing::title_case;
use self::phrase::{Phrase, up_to_thing};
use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Marks};
use crate::normal::TokenKind;
use crate::sequence::{Name, Names};

/// The reason of a title that may be any words.
pub(crate) const GUESS: &str = "first-words";

/// The title of an offer. `place` are the tokens of the location.
pub(crate) fn find(
    marks: &Marks<'_, '_>,
    names: &Names,
    place: Option<(usize, usize)>,
) -> Option<Finding<String>> {
    let best = likeliest(marks, names, 0, marks.len())
        .map(|name| answer(marks, names, name).unwrap_or(name))
        .and_then(|name| Phrase::new(marks, up_to_thing(marks, name)));
    if let Some(best) = best.as_ref().filter(|best| best.names_thing) {
        let mut title = named(marks, best);
        if let Some(text) = property::complete(marks, &title.value, place) {
            title.value = text;
        }
        return Some(title);
    }
    if let Some((text, span)) = hashtag::title(marks) {
        // The maker in the text and the thing in a tag make one name, unless the model is named.
        let maker = best
            .as_ref()
            .filter(|best| best.names_maker)
            .map(|best| named(marks, best));
        return Some(match maker {
            Some(maker) if maker.value.bytes().any(|byte| byte.is_ascii_digit()) => maker,
            Some(mut maker) => {
                maker.spans.push(span);
                let text = format!("{} {text}", maker.value);
                finding(text, 66, maker.spans, "maker-and-hashtag")
            }
            None => finding(text, 66, vec![span], "hashtag"),
        });
    }
    if let (Some((start, end)), Some(land)) = (place, marks.hits(Class::Land).next()) {
        let name = title_case(marks.reading.text_between(start, end));
        return Some(finding(
            format!("Land in {name}"),
            70,
            spans_of(marks, land),
            "land-at-place",
        ));
    }
    best.map(|best| named(marks, &best))
}

/// The name among the tokens from `start` up to `end`: "36", "2kg" and "S" name nothing.
fn likeliest(marks: &Marks<'_, '_>, names: &Names, start: usize, end: usize) -> Option<Name> {
    let has_word = |name: &Name| (name.start..name.end).any(|at| is_word(marks, at));
    names
        .best(start, end, has_word)
        .or_else(|| names.guess(start, end, |at| is_word(marks, at)))
}

fn is_word(marks: &Marks<'_, '_>, at: usize) -> bool {
    let word = marks.reading.token(at).filter(|token| token.is_word());
    let measures = marks.has(at, Class::Measure);
    marks.names_thing(at)
        || word.is_some_and(|word| marks.reading.text(word).len() > 1) && !measures
}

/// The most tokens between a question and its answer.
const DENIAL: usize = 4;

/// "Moving house? Fuso truck for hire": the answer to a question that the name is or holds.
fn answer(marks: &Marks<'_, '_>, names: &Names, name: Name) -> Option<Name> {
    let asks = |at: &usize| {
        let token = marks.reading.token(*at);
        token.is_some_and(|token| token.is_symbol('?'))
    };
    let behind = (name.start..=name.end).rev().find(asks)? + 1;
    // "Kente blanket? No. Fleece blanket": what it is not is answered first.
    let denies = |at: &usize| {
        let kind = marks.reading.token(*at).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Symbol(_) | TokenKind::Emoji(_)))
            || marks.has(*at, Class::Negation)
    };
    let denied = (behind..marks.len()).take(DENIAL).take_while(denies);
    let behind = behind + denied.count();
    let answer = if behind < name.end {
        Name {
            start: behind,
            ..name
        }
    } else {
        let clause = (behind..marks.len()).take_while(|at| marks.same_clause(*at, behind));
        names
            .guess(behind, clause.last()? + 1, |at| is_word(marks, at))
            .filter(|answer| answer.start <= behind + 1)?
    };
    let names_thing = (answer.start..answer.end).any(|at| marks.names_thing(at));
    names_thing.then_some(answer)
}

/// The title among the tokens from `start` up to `end`, for one of several items.
pub(crate) fn between(
    marks: &Marks<'_, '_>,
    names: &Names,
    start: usize,
    end: usize,
) -> Option<Finding<String>> {
    let mut name = likeliest(marks, names, start, end)?;
    // The model was taught one name a caption, so that it is short of words for the others.
    while name.end < end && marks.names_thing(name.end) && marks.same_clause(name.start, name.end) {
        name.end += 1;
    }
    let best = Phrase::new(marks, name)?;
    best.names_thing.then(|| named(marks, &best))
}

fn named(marks: &Marks<'_, '_>, best: &Phrase) -> Finding<String> {
    let spans = best
        .tokens
        .first()
        .zip(best.tokens.last())
        .and_then(|(first, last)| marks.reading.span(*first, last + 1));
    let mut text = casing::join(marks, &best.tokens);
    if text.contains('(') && !text.contains(')') {
        text.push(')');
    }
    let reason = match (best.names_thing, best.names_maker) {
        (true, true) => "brand-and-noun",
        (true, false) => "noun-phrase",
        (false, true) => "brand-and-model",
        (false, false) => GUESS,
    };
    let confidence = confidence(best.probability);
    finding(text, confidence, spans.into_iter().collect(), reason)
}

fn confidence(probability: f32) -> u8 {
    match probability {
        p if p > 0.95 => 92,
        p if p > 0.8 => 84,
        p if p > 0.5 => 70,
        _ => 40,
    }
}
