//! A learned name, made a title: what it lacks and what is no part of it.

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::TokenKind;
use crate::sequence::Name;

/// A name that stops right before the thing, or inside what the word lists know as one thing
/// ("3 | seater sofa"), goes on to its end.
pub(super) fn up_to_thing(marks: &Marks<'_, '_>, mut name: Name) -> Name {
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
            let Some(at) = ahead.find(|at| marks.names_thing(*at)) else {
                return name;
            };
            at + 1
        }
        Some(_) => return name,
    };
    let more = (end..)
        .take_while(|at| word(*at) && marks.names_thing(*at))
        .count();
    name.end = end + more;
    name
}

/// A name with what the word lists know of it.
pub(super) struct Phrase {
    pub(super) tokens: Vec<usize>,
    pub(super) names_thing: bool,
    pub(super) names_maker: bool,
    pub(super) probability: f32,
}

impl Phrase {
    /// The name without marks at its ends and without words about its condition.
    pub(super) fn new(marks: &Marks<'_, '_>, name: Name) -> Option<Self> {
        let mut tokens: Vec<usize> = (name.start..name.end)
            .filter(|at| !is_no_name(marks, *at))
            .collect();
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
        let mark = |at: &usize| {
            marks
                .reading
                .token(*at)
                .is_some_and(|token| matches!(token.kind, TokenKind::Symbol(_)))
        };
        while tokens.last().is_some_and(mark) {
            tokens.pop();
        }
        let marks_before = tokens.iter().take_while(|at| mark(at)).count();
        tokens.drain(..marks_before);
        (!tokens.is_empty()).then(|| Self {
            names_thing: tokens.iter().any(|at| marks.names_thing(*at)),
            names_maker: tokens.iter().any(|at| marks.names_maker(*at)),
            probability: name.probability,
            tokens,
        })
    }
}

/// What may stand inside a name and is no part of it: a hashtag, a number plate, "used", 55,000.
fn is_no_name(marks: &Marks<'_, '_>, at: usize) -> bool {
    let classes = marks.at(at);
    let condition = classes.has(Class::Used) || classes.has(Class::New);
    let known = marks.names_thing(at) || marks.names_maker(at);
    let tag = marks
        .reading
        .token(at)
        .is_some_and(|token| token.kind == TokenKind::Hashtag);
    let price = marks
        .reading
        .number_at(at)
        .is_some_and(|number| number.grouped)
        && !marks.has(at + 1, Class::NotMoney);
    tag || price || condition && !known || is_plate(marks, at) && !marks.names_maker(at)
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
