//! Amounts in number words: Swahili, Luganda, Kinyarwanda, English, French.

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::Token;

/// The value written in words at a token, in major units, and the token behind it.
pub(super) fn read(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    magnitude_first(marks, at).or_else(|| word_first(marks, at))
}

/// `elfu 35`, `laki 1 na 20`, `milioni 2 na laki 5`, `emitwalo ebiri`.
fn magnitude_first(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let hit = marks.starting(at, Class::MagnitudeBefore)?;
    let power: u32 = hit.value.parse().ok()?;
    let scale = 10_u64.checked_pow(power)?;
    let (count, mut end) = match count(marks, hit.end) {
        Some(found) => found,
        // "laki na nusu", "akakadde kamu" with the one left out.
        None if power >= 5 && marks.reading.folded_at(hit.end) == "na" => {
            (Count::Whole(1), hit.end)
        }
        None => return None,
    };
    let mut value = match count {
        Count::Whole(whole) => whole.checked_mul(scale)?,
        Count::Scaled(number) => number.scaled(power)?,
    };
    // Luganda "and a half": obukadde 2 n'ekitundu.
    if matches!(marks.reading.folded_at(end), "nekitundu" | "nkitundu") {
        return Some((value.checked_add(scale / 2)?, end + 1));
    }
    if joins(marks, end) {
        let next = end + 1;
        if marks.reading.folded_at(next) == "nusu" {
            return Some((value.checked_add(scale / 2)?, next + 1));
        }
        if let Some((rest, rest_end)) = magnitude_first(marks, next) {
            if rest < scale {
                return Some((value.checked_add(rest)?, rest_end));
            }
        } else if let Some((Count::Whole(rest), rest_end)) = self::count(marks, next) {
            // "laki 1 na 20" is twenty thousand more, "elfu 35 na 500" five hundred.
            let rest = if power >= 5 && rest < 1_000 {
                rest.checked_mul(1_000)?
            } else {
                rest
            };
            if rest < scale {
                value = value.checked_add(rest)?;
                end = rest_end;
            }
        }
    }
    Some((value, end))
}

enum Count {
    Whole(u64),
    Scaled(crate::normal::Number),
}

fn count(marks: &Marks<'_, '_>, at: usize) -> Option<(Count, usize)> {
    let token = marks.reading.token(at)?;
    if let Some(number) = token.number() {
        let glued_letters = marks
            .reading
            .token(at + 1)
            .is_some_and(|next| next.is_glued() && next.is_word());
        let fits = !number.grouped && number.length <= 3 && !glued_letters;
        return fits.then_some(match number.whole() {
            Some(whole) => (Count::Whole(whole), at + 1),
            None => (Count::Scaled(number), at + 1),
        });
    }
    let hit = marks.starting(at, Class::NumberWord)?;
    let value: u64 = hit.value.parse().ok()?;
    // "ishirini na tano", "makumyabiri na bitanu": tens and ones.
    if (20..100).contains(&value) && value.is_multiple_of(10) && joins(marks, hit.end) {
        let ones = marks.starting(hit.end + 1, Class::NumberWord);
        let ones = ones.and_then(|hit| Some((hit.value.parse::<u64>().ok()?, hit.end)));
        if let Some((ones, end)) = ones.filter(|(ones, _)| *ones < 10) {
            return Some((Count::Whole(value + ones), end));
        }
    }
    Some((Count::Whole(value), hit.end))
}

/// Whether a word adds what follows to the number before it.
fn joins(marks: &Marks<'_, '_>, at: usize) -> bool {
    one_of(marks.reading.folded_at(at), "na mu")
}

/// `fifty thousand`, `dix mille`, `two million`, and `35 elfu`.
fn word_first(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    if let Some(number) = marks.reading.token(at).and_then(Token::number) {
        let hit = marks.starting(at + 1, Class::MagnitudeBefore)?;
        // "3 elfu 35": the magnitude belongs to the number behind it.
        if count(marks, hit.end).is_some() || number.grouped {
            return None;
        }
        return Some((number.scaled(hit.value.parse().ok()?)?, hit.end));
    }
    let hit = marks.starting(at, Class::NumberWord)?;
    let behind = marks.starting(hit.end, Class::Magnitude)?;
    // Only written-out magnitudes follow number words.
    if marks.reading.folded_at(hit.end).len() < 3 {
        return None;
    }
    let scale = 10_u64.checked_pow(behind.value.parse().ok()?)?;
    let value = hit.value.parse::<u64>().ok()?.checked_mul(scale)?;
    // "seven thousand five hundred": hundreds behind thousands.
    let rest = marks.starting(behind.end, Class::NumberWord);
    let rest = rest.and_then(|hit| Some((hit.value.parse::<u64>().ok()?, hit.end)));
    match rest {
        Some((rest, end)) if (100..scale).contains(&rest) => Some((value + rest, end)),
        _ => Some((value, behind.end)),
    }
}
