//! What a price is stated for: each, a pair, per month.

use std::borrow::Cow;

use super::Amount;
use crate::lexicon::{Class, Hit, Marks, one_of};
use crate::normal::{Gap, Token};

/// What a price is stated for.
pub(crate) struct Unit {
    /// An English singular.
    pub(crate) name: Cow<'static, str>,
    /// The phrase that states it: its first token and the one behind it.
    pub(crate) tokens: (usize, usize),
}

impl Unit {
    fn listed(hit: &Hit) -> Self {
        Self {
            name: Cow::Borrowed(hit.value),
            tokens: (hit.start, hit.end),
        }
    }

    fn piece(at: usize) -> Self {
        Self {
            name: Cow::Borrowed("piece"),
            tokens: (at, at + 1),
        }
    }
}

/// The unit of the amount.
pub(crate) fn find(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Unit> {
    let before = before(marks, amount);
    // "ikilo 450, umufuka 42,000": each unit stands before its price.
    let listed = marks
        .reading
        .token(amount.end)
        .is_some_and(|token| token.is_symbol(','));
    if listed
        && let Some(hit) = before.as_ref()
        && hit.end == amount.start
    {
        return Some(Unit::listed(hit));
    }
    behind(marks, amount)
        .or_else(|| before.as_ref().map(Unit::listed))
        .or_else(|| one_before(marks, amount))
}

/// "dera moja elfu 18": the price of one.
fn one_before(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Unit> {
    let at = amount.start.checked_sub(1)?;
    let one = is_one(marks.reading.folded_at(at)) && marks.same_clause(at, amount.start);
    one.then(|| Unit::piece(at))
}

/// "One" in the languages that say it behind what is counted.
fn is_one(word: &str) -> bool {
    one_of(word, "moja kimoja mmoja emu emwe kamu akamu omu imwe umwe")
}

/// "1,300 bob @", "450 @.": a sign for each, before a pause.
pub(super) fn is_each(marks: &Marks<'_, '_>, at: usize) -> bool {
    let token = marks.reading.token(at);
    token.is_some_and(|token| token.is_symbol('@')) && pauses_behind(marks, at)
}

/// Whether the clause, or a part between commas, ends with a token.
fn pauses_behind(marks: &Marks<'_, '_>, at: usize) -> bool {
    let next = marks.reading.token(at + 1);
    !marks.same_clause(at, at + 1)
        || next.is_none_or(|next| next.is_symbol(',') || next.is_symbol('.'))
}

fn behind(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Unit> {
    let mut at = amount.end;
    // "950 moja, 3 kwa 2,700", "45k one": one, before a pause.
    let token = marks.reading.token(at);
    let word = marks.reading.folded_at(at);
    let one = (is_one(word) || word == "one") && pauses_behind(marks, at);
    if one
        || is_each(marks, at)
        || token.is_some_and(|token| token.is_symbol('@') && token.is_glued())
    {
        return Some(Unit::piece(at));
    }
    // "31k bag", "115k btl".
    if let Some(hit) = marks.starting(at, Class::Unit)
        && is_container(marks, at)
        && token.is_some_and(|token| token.gap == Gap::Space)
        && marks.reading.folded_at(hit.end) != "of"
        && marks.reading.number_at(hit.end).is_none()
    {
        return Some(Unit::listed(hit));
    }
    // "20k/kg": behind a stroke any measure or portion is a unit.
    let stroke = marks
        .reading
        .token(at)
        .is_some_and(|token| token.is_symbol('/'));
    if stroke && let Some(hit) = marks.starting(at + 1, Class::Unit) {
        return Some(Unit::listed(hit));
    }
    // "180,000/piglet": so is the thing itself.
    if stroke && token.is_some_and(Token::is_glued) && marks.names_thing(at + 1) {
        return by_name(marks, at);
    }
    while at < amount.end + 4 {
        if let Some(hit) = marks.starting(at, Class::PerUnit) {
            // "plate 15k, kilo 32k": the kilo is that of the next price.
            let next = at > amount.end && marks.reading.number_at(hit.end).is_some();
            return (!next && !names_product(marks, hit)).then(|| Unit::listed(hit));
        }
        if let Some(unit) = unlisted(marks, at) {
            return Some(unit);
        }
        let token = marks.reading.token(at)?;
        let word = marks.reading.folded(token);
        // Between a price and its unit stand only strokes and words such as "only".
        let slash = token.is_symbol('/') || token.is_symbol('(') || token.is_symbol('@');
        // "165,000, last month we were at 190,000".
        if word == "last" && marks.starting(at + 1, Class::PerUnit).is_some() {
            return None;
        }
        let passes = slash
            || token.is_symbol(',')
            || token.is_symbol('-')
            || one_of(word, "only tu net for the neg negotiable fixed last");
        if !passes {
            return None;
        }
        at += 1;
    }
    None
}

/// "per canopy", "buri acre": what the word lists have only by itself, or not at all.
pub(super) fn unlisted(marks: &Marks<'_, '_>, at: usize) -> Option<Unit> {
    let per = marks.reading.folded_at(at);
    if one_of(per, "per buri buli kila each every kwa par pa kuri")
        && let Some(hit) = marks.starting(at + 1, Class::Unit)
    {
        return Some(Unit {
            tokens: (at, hit.end),
            ..Unit::listed(hit)
        });
    }
    if per == "per" {
        by_name(marks, at)
    } else {
        None
    }
}

/// "per strand": the word behind a token, in the singular.
fn by_name(marks: &Marks<'_, '_>, at: usize) -> Option<Unit> {
    let token = marks
        .reading
        .token(at + 1)
        .filter(|token| token.is_word())?;
    let word = marks.reading.folded(token);
    let plain = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !plain || marks.has(at + 1, Class::Stop) {
        return None;
    }
    let singular = match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem,
        _ => word,
    };
    Some(Unit {
        name: Cow::Owned(singular.to_owned()),
        tokens: (at, at + 2),
    })
}

/// "per kg 15k", "kilo 15k", "enkota ennene emitwalo 3".
fn before(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Hit> {
    let mut end = amount.start;
    // "50kg bag 128,000", "packet 32k", but not "5 bottles 9k", "half bag 42k".
    if let Some(hit) = marks.ending(end, Class::Unit)
        && (is_container(marks, hit.start) || is_set_of_pieces(marks, hit.start))
        && !is_counted(marks, hit.start)
    {
        return Some(*hit);
    }
    for _ in 0..3 {
        if let Some(hit) = marks.ending(end, Class::PerUnit) {
            let hit = *hit;
            let first = marks.reading.folded_at(hit.start);
            let certain = hit.end - hit.start > 1
                || one_of(
                    first,
                    "each kilo kkilo kkiro ekilo mita enkota mkungu chupa gunia jozi trei ndoo dumu \
                kimoja kimwe imwe rimwe umwe monthly daily nightly ikilo icupa umufuka liita \
                eccupa essowaani ssowaani ttule ttuleyi isahani sahani nsawo meda doti kikopo \
                litiro",
                );
            let opens = hit.end == amount.start
                && opens_part(marks, hit.start)
                && one_of(
                    first,
                    "plate pair bottle dozen bakuli akakutiya kkutiya pea bowl \
                    crate carton kreti katoni boksi piece pisi set seti",
                );
            // "Amagi tray 13,500", "half bag 42k".
            let whole = hit.end == amount.start
                && one_of(first, "tray mfuko pakiti kopo trip akacupa")
                && !is_counted(marks, hit.start);
            return ((certain || opens || whole) && first != "@").then_some(hit);
        }
        let before = end.checked_sub(1)?;
        if !marks.same_clause(before, amount.start) {
            return None;
        }
        let token = marks.reading.token(before)?;
        if token.is_symbol(',') || token.number().is_some() {
            return None;
        }
        end = before;
    }
    None
}

/// What goods are sold in or by, where it stands right beside the price.
fn is_container(marks: &Marks<'_, '_>, at: usize) -> bool {
    one_of(
        marks.reading.folded_at(at),
        "bag sack bottle btl pack packet pkt plate pair cup",
    )
}

/// "10pc set 235k"; "bath set 60k" names a product.
fn is_set_of_pieces(marks: &Marks<'_, '_>, at: usize) -> bool {
    marks.reading.folded_at(at) == "set"
        && at
            .checked_sub(1)
            .is_some_and(|before| one_of(marks.reading.folded_at(before), "pc pcs piece pieces"))
}

/// "2 bottles", "half bag".
fn is_counted(marks: &Marks<'_, '_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        marks.reading.number_at(before).is_some()
            || marks.has(before, Class::NumberWord)
            || one_of(
                marks.reading.folded_at(before),
                "half nusu full robo quarter small jumbo",
            )
    })
}

/// Whether a clause, or a part between commas, begins at a token.
fn opens_part(marks: &Marks<'_, '_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        !marks.same_clause(before, at)
            || marks
                .reading
                .token(before)
                .is_some_and(|token| !token.is_word() && token.number().is_none())
    })
}

/// "45k set of 4": the word is what is sold, not what the price is per.
fn names_product(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let single = hit.end - hit.start == 1;
    single
        && one_of(
            hit.value,
            "set pair box tray pack day night trip session week dozen",
        )
        && marks.reading.folded_at(hit.start) == hit.value
        && marks
            .reading
            .token(hit.end)
            .is_some_and(|next| next.is_word())
        && matches!(
            marks.reading.folded_at(hit.end),
            "of" | "shoes" | "bags" | "shift"
        )
}
