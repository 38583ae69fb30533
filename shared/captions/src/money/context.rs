//! What stands beside figures and tells whether they are money.

use crate::lexicon::{Class, Marks, one_of};

/// Words behind figures that count an audience, a distance or power, even with a magnitude:
/// `10k followers`, `98k km`.
pub(super) fn counts_audience(word: &str) -> bool {
    one_of(
        word,
        "followers follower subscribers subs views view likes people members \
                customers clients students fans km kms mileage kilometers kilometres \
                miles mah mahs steps words shares comments run marathon race puffs \
                abonnes vues abantu watu wafuasi orang pengikut btu lumens orders \
                downloads streams reviews hz rpm abagoberezi strong",
    )
}

/// `4K` beside screens and cameras is a resolution.
pub(super) fn is_resolution(marks: &Marks<'_, '_>, at: usize, behind: usize) -> bool {
    let small = marks
        .reading
        .token(at)
        .and_then(crate::normal::Token::number)
        .is_some_and(|n| n.decimals == 0 && matches!(n.digits, 2 | 4 | 5 | 8));
    let screen = |index: usize| {
        one_of(
            marks.reading.folded_at(index),
            "uhd tv ultra hdr smart video videos camera cameras hd led qled oled \
                display resolution android 60fps frameless monitor drone google webos \
                projector screen",
        )
    };
    small && (screen(behind) || at.checked_sub(1).is_some_and(screen))
}

/// "Mileage 112k", "done: 98k": how far a vehicle has gone.
pub(super) fn is_mileage(marks: &Marks<'_, '_>, at: usize) -> bool {
    let names = |index: usize| {
        one_of(
            marks.reading.folded_at(index),
            "mileage odometer odo kilometrage clocked km kms",
        )
    };
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let colon = marks
        .reading
        .token(before)
        .is_some_and(|token| token.is_symbol(':'));
    names(before) || colon && before.checked_sub(1).is_some_and(names)
}

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
    let Some(hit) = marks.ending(end, Class::PriceCue) else {
        return marks.ending(end, Class::Now).is_some_and(|hit| {
            !matches!(
                marks.reading.folded_at(hit.start),
                "to" | "today" | "leo" | "hadi" | "mpaka"
            )
        }) || marks.ending(end, Class::Was).is_some_and(|hit| {
            one_of(
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
    marks.starting(end, Class::PerUnit).is_some_and(|hit| {
        one_of(
            marks.reading.folded_at(hit.start),
            "each per ea apiece kila buli",
        )
    })
}
