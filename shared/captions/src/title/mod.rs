//! The name a buyer would type: the thing with its brand and model, without hype.

mod casing;
mod hashtag;
mod phrase;
mod property;

use domain::Finding;

pub(crate) use self::casing::title_case;
use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Marks};

/// The title of an offer. `taken` are the tokens of prices and sizes, `place` those of the
/// location.
pub(crate) fn find(
    marks: &Marks<'_, '_>,
    taken: &[bool],
    place: Option<(usize, usize)>,
) -> Option<Finding<String>> {
    let best = phrase::best(marks, taken, place);
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

fn named(marks: &Marks<'_, '_>, best: &phrase::Phrase) -> Finding<String> {
    let spans = best
        .tokens
        .first()
        .zip(best.tokens.last())
        .and_then(|(first, last)| marks.reading.span(*first, last + 1));
    let text = casing::join(marks, &best.tokens);
    let (confidence, reason) = match (best.names_thing, best.names_maker) {
        (true, true) => (86, "brand-and-noun"),
        (true, false) => (82, "noun-phrase"),
        (false, true) => (72, "brand-and-model"),
        (false, false) => (40, "first-words"),
    };
    finding(text, confidence, spans.into_iter().collect(), reason)
}

/// The title among the tokens from `start` up to `end`, for one of several items.
pub(crate) fn between(marks: &Marks<'_, '_>, start: usize, end: usize) -> Option<Finding<String>> {
    let best = phrase::best_between(marks, start, end).filter(|best| best.names_thing)?;
    Some(named(marks, &best))
}
