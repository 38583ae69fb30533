//! The name a buyer would type: the thing with its brand and model, without hype.

mod casing;
mod hashtag;
mod property;

use domain::Finding;

pub(crate) use self::casing::title_case;
use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Marks, one_of};
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
    let best = names
        .best(0, marks.len())
        .or_else(|| names.guess(0, marks.len()))
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

/// A name that stops right before the thing, or inside what the word lists know as one thing
/// ("3 | seater sofa"), goes on to its end.
fn up_to_thing(marks: &Marks<'_, '_>, mut name: Name) -> Name {
    let thing = |at: usize| marks.has(at, Class::Noun) || marks.has(at, Class::Thing);
    let word = |at: usize| {
        marks.same_clause(name.start, at) && marks.reading.token(at).is_some_and(|t| t.is_word())
    };
    let known = (name.start..name.end)
        .flat_map(|at| [Class::Noun, Class::Thing].map(|class| marks.starting(at, class)))
        .flatten()
        .map(|hit| hit.end)
        .max();
    let end = match known {
        Some(end) if end > name.end => end,
        None => {
            let mut ahead = (name.end..name.end + 3).take_while(|at| word(*at));
            let Some(at) = ahead.find(|at| thing(*at)) else {
                return name;
            };
            at + 1
        }
        Some(_) => return name,
    };
    let more = (end..).take_while(|at| word(*at) && thing(*at)).count();
    name.end = end + more;
    name
}

/// The title among the tokens from `start` up to `end`, for one of several items.
pub(crate) fn between(
    marks: &Marks<'_, '_>,
    names: &Names,
    start: usize,
    end: usize,
) -> Option<Finding<String>> {
    let mut name = names.best(start, end).or_else(|| names.guess(start, end))?;
    // The model was taught one name a caption, so that it is short of words for the others.
    let thing = |at: usize| marks.has(at, Class::Noun) || marks.has(at, Class::Thing);
    while name.end < end && thing(name.end) && marks.same_clause(name.start, name.end) {
        name.end += 1;
    }
    let best = Phrase::new(marks, name)?;
    best.names_thing.then(|| named(marks, &best))
}

/// A name with what the word lists know of it.
struct Phrase {
    tokens: Vec<usize>,
    names_thing: bool,
    names_maker: bool,
    probability: f32,
}

impl Phrase {
    /// The name without marks at its ends and without words about its condition.
    fn new(marks: &Marks<'_, '_>, name: Name) -> Option<Self> {
        let thing = |at: &usize| {
            let classes = marks.at(*at);
            classes.has(Class::Noun) || classes.has(Class::Thing)
        };
        let maker = |at: &usize| {
            let classes = marks.at(*at);
            classes.has(Class::Brand) || classes.has(Class::Make)
        };
        let condition = |at: &usize| {
            let classes = marks.at(*at);
            (classes.has(Class::Used) || classes.has(Class::New)) && !thing(at) && !maker(at)
        };
        let mark = |at: &usize| {
            marks
                .reading
                .token(*at)
                .is_some_and(|token| matches!(token.kind, TokenKind::Symbol(_)))
        };
        let tag = |at: &usize| {
            marks
                .reading
                .token(*at)
                .is_some_and(|token| token.kind == TokenKind::Hashtag)
        };
        let plate = |at: &usize| is_plate(marks, *at) && !maker(at);
        let outside = |at: &usize| condition(at) || tag(at) || plate(at);
        let mut tokens: Vec<usize> = (name.start..name.end).filter(|at| !outside(at)).collect();
        // "House on quick sale": how it is sold is no part of its name.
        let hurry =
            |at: &usize| one_of(marks.reading.folded_at(*at), "quick urgent distress flash");
        if let Some(from) = tokens.iter().position(hurry).filter(|from| *from > 0) {
            tokens.truncate(from);
            while tokens
                .last()
                .is_some_and(|at| one_of(marks.reading.folded_at(*at), "on for in a"))
            {
                tokens.pop();
            }
        }
        while tokens.last().is_some_and(mark) {
            tokens.pop();
        }
        let marks_before = tokens.iter().take_while(|at| mark(at)).count();
        tokens.drain(..marks_before);
        (!tokens.is_empty()).then(|| Self {
            names_thing: tokens.iter().any(thing),
            names_maker: tokens.iter().any(maker),
            probability: name.probability,
            tokens,
        })
    }
}

/// The letters of a number plate behind a car: `KDG`, `UBF`.
fn is_plate(marks: &Marks<'_, '_>, at: usize) -> bool {
    marks.any(Class::Vehicle)
        && marks.reading.token(at).is_some_and(|token| {
            let text = marks.reading.text(token);
            text.len() == 3
                && text.starts_with(['U', 'K'])
                && text.bytes().all(|byte| byte.is_ascii_uppercase())
        })
}

fn named(marks: &Marks<'_, '_>, best: &Phrase) -> Finding<String> {
    let spans = best
        .tokens
        .first()
        .zip(best.tokens.last())
        .and_then(|(first, last)| marks.reading.span(*first, last + 1));
    let text = casing::join(marks, &best.tokens);
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
