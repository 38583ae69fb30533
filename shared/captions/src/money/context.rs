//! What stands beside figures and tells that they are money.

use domain::Currency;

use super::unit;
use crate::lexicon::{Class, Marks, one_of};

/// Whether a word that announces a price stands right before a token.
pub(super) fn price_word_before(marks: &Marks<'_, '_>, at: usize) -> bool {
    let mut end = at;
    while let Some(before) = end.checked_sub(1)
        && at - end < 2
        && marks.reading.token(before).is_some_and(|token| {
            token.is_symbol(':')
                || token.is_symbol('-')
                || token.is_symbol('.')
                || token.is_symbol('=')
        })
    {
        end = before;
    }
    let separated = end < at;
    // "ikilo 800": a unit that is named before its price.
    let unit = marks.ending(end, Class::PerUnit).is_some_and(|hit| {
        one_of(
            marks.reading.folded_at(hit.start),
            "ikilo kilo kkilo kkiro litiro trei sahani",
        )
    });
    let long = marks.reading.number_at(at);
    if unit && long.is_some_and(|number| number.length >= 3) {
        return true;
    }
    let Some(hit) = marks.ending(end, Class::PriceCue) else {
        return marks.ending(end, Class::Now).is_some_and(|hit| {
            !matches!(
                marks.reading.folded_at(hit.start),
                "to" | "today" | "leo" | "hadi" | "mpaka"
            )
        }) || marks.ending(end, Class::Was).is_some_and(|hit| {
            hit.end - hit.start > 1
                || one_of(
                    marks.reading.folded_at(hit.start),
                    "was were rrp ilikuwa badala instead yari",
                )
        });
    };
    // Short words that announce many things need more than to stand there.
    let word = marks.reading.folded_at(hit.start);
    let weak = hit.end - hit.start == 1
        && one_of(
            word,
            "for at ni kwa na ku only just no ya be tu = ticket gate entry \
                registration aja hanya amount total rate rates lipa pay cash nlo rent \
                fee fees cost costs participation tuition yaake",
        );
    !weak || (separated && one_of(word, "fee fees rent cost total entry"))
}

/// Whether a price's unit stands right behind a token: `3,000 each`.
pub(super) fn unit_behind(marks: &Marks<'_, '_>, end: usize) -> bool {
    // "120/kg", "950/sqm".
    let stroke = marks.reading.token(end);
    if stroke.is_some_and(|token| token.is_symbol('/') && token.is_glued())
        && marks.starting(end + 1, Class::Unit).is_some()
    {
        return true;
    }
    let listed = marks.starting(end, Class::PerUnit).is_some_and(|hit| {
        let word = marks.reading.folded_at(hit.start);
        // Where a pound is much, "9 a bale" is a price.
        let least = match marks.reading.market().currency() {
            Currency::Usd | Currency::Gbp | Currency::Eur => 1,
            _ => 3,
        };
        let number = end
            .checked_sub(1)
            .and_then(|at| marks.reading.number_at(at));
        let long = number.is_some_and(|number| number.length >= least);
        one_of(word, "each per ea apiece kila buli buri")
            || long && marks.reading.folded_at(hit.start + 1) == "kila"
            || long && one_of(word, "a the pm pcm monthly nightly kwa par ku")
    });
    listed || unit::unlisted(marks, end).is_some() || unit::is_each(marks, end)
}
