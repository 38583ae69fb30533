//! What a price is stated for: each, a pair, per month.

use super::Amount;
use crate::lexicon::{Class, Hit, Marks, one_of};

/// The unit of the amount: the phrase that states it.
pub(crate) fn find(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Hit> {
    behind(marks, amount).or_else(|| before(marks, amount))
}

fn behind(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Hit> {
    let mut at = amount.end;
    // "20k/kg": behind a stroke any measure or portion is a unit.
    let stroke = marks
        .reading
        .token(at)
        .is_some_and(|token| token.is_symbol('/'));
    if stroke && let Some(hit) = marks.starting(at + 1, Class::Unit) {
        return Some(*hit);
    }
    while at < amount.end + 4 {
        if let Some(hit) = marks.starting(at, Class::PerUnit) {
            let hit = *hit;
            return (!names_product(marks, &hit)).then_some(hit);
        }
        let token = marks.reading.token(at)?;
        let word = marks.reading.folded(token);
        // Between a price and its unit stand only strokes and words such as "only".
        let slash = token.is_symbol('/') || token.is_symbol('(') || token.is_symbol('@');
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

/// "per kg 15k", "kilo 15k", "enkota ennene emitwalo 3".
fn before(marks: &Marks<'_, '_>, amount: &Amount) -> Option<Hit> {
    let mut end = amount.start;
    for _ in 0..3 {
        if let Some(hit) = marks.ending(end, Class::PerUnit) {
            let hit = *hit;
            let first = marks.reading.folded_at(hit.start);
            let certain = hit.end - hit.start > 1
                || one_of(
                    first,
                    "each kilo enkota mkungu chupa gunia jozi trei ndoo dumu kimoja monthly \
                daily nightly ikilo icupa umufuka liita eccupa essowaani ttule",
                );
            let opens = hit.end == amount.start
                && opens_part(marks, hit.start)
                && one_of(
                    first,
                    "plate pair bottle tray dozen mfuko bakuli akakutiya kkutiya sahani pea bowl \
                    crate carton kreti katoni boksi pakiti piece pisi",
                );
            return ((certain || opens) && first != "@").then_some(hit);
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
