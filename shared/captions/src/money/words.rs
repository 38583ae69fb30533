//! Amounts in number words: Swahili, Luganda, Kinyarwanda, English, French.

use domain::Market;

use crate::lexicon::{Class, Marks, one_of};

/// The value written in words at a token, in major units, and the token behind it.
pub(super) fn read(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    magnitude_first(marks, at, LARGEST).or_else(|| word_first(marks, at, LARGEST))
}

/// A power above that of every magnitude.
const LARGEST: u32 = u32::MAX;

/// `elfu 35`, `laki 1 na 20`, `milioni 2 na laki 5`, `emitwalo ebiri`. The magnitude is below ten to
/// the power `below`: what follows a magnitude is smaller, so that reading never goes far.
fn magnitude_first(marks: &Marks<'_, '_>, at: usize, below: u32) -> Option<(u64, usize)> {
    let hit = marks.starting(at, Class::MagnitudeBefore)?;
    // A thousand shillings in Tanzania, a book in Indonesia.
    if marks.reading.folded_at(at) == "buku" && marks.reading.market() != Market::Tz {
        return None;
    }
    let power: u32 = hit.value.parse().ok()?;
    if power >= below {
        return None;
    }
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
    // "laki mbili elfu kumi", "mutwalo gumu n'enkumi ttaano": the smaller follows at once.
    if let Some((rest, rest_end)) =
        magnitude_first(marks, end, power).filter(|(rest, _)| *rest < scale)
    {
        return Some((value.checked_add(rest)?, rest_end));
    }
    // "elfu tatu mia tano": hundreds need no "and".
    if scale == 1_000
        && let Some((rest, rest_end)) = spelled(marks, end)
        && (100..1_000).contains(&rest)
    {
        return Some((value.checked_add(rest)?, rest_end));
    }
    if joins(marks, end) {
        let next = end + 1;
        if marks.reading.folded_at(next) == "nusu" {
            return Some((value.checked_add(scale / 2)?, next + 1));
        }
        if let Some((rest, rest_end)) = magnitude_first(marks, next, power) {
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
    spelled(marks, at).map(|(value, end)| (Count::Whole(value), end))
}

/// A number below a thousand, or hundreds up to ninety-nine, in words: "thirty eight",
/// "mia mbili na hamsini", "two-forty", "thirty-two hundred".
pub(super) fn spelled(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let (value, end) = below_hundred(marks, at).or_else(|| word(marks, at))?;
    if (11..100).contains(&value) && marks.reading.folded_at(end) == "hundred" {
        return Some((value * 100, end + 1));
    }
    let next = if is_dash(marks, end) { end + 1 } else { end };
    // "one fifty": said without the hundred.
    if value < 10
        && let Some((rest, end)) = below_hundred(marks, next).filter(|(rest, _)| *rest >= 10)
    {
        return Some((value * 100 + rest, end));
    }
    if (100..1_000).contains(&value) && value.is_multiple_of(100) {
        let next = if joins(marks, end) { end + 1 } else { end };
        if let Some((rest, end)) = below_hundred(marks, next) {
            return Some((value + rest, end));
        }
    }
    Some((value, end))
}

/// "one-fifty": hundreds and tens with nothing between.
pub(super) fn is_said_short(marks: &Marks<'_, '_>, at: usize) -> bool {
    word(marks, at).is_some_and(|(value, end)| {
        let next = if is_dash(marks, end) { end + 1 } else { end };
        value < 10 && below_hundred(marks, next).is_some_and(|(rest, _)| rest >= 10)
    })
}

/// Ones, or tens with or without ones: "five", "twenty-five", "ishirini na tano",
/// "makumyabiri na bitanu".
fn below_hundred(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let (value, end) = word(marks, at).filter(|(value, _)| *value < 100)?;
    let joined = joins(marks, end) || is_dash(marks, end);
    // "kumi na mbili" joins ten and two, English has a word for it.
    if value < 10 || !value.is_multiple_of(10) || value == 10 && !joined {
        return Some((value, end));
    }
    let next = if joined { end + 1 } else { end };
    let ones = word(marks, next).filter(|(ones, _)| *ones < 10);
    Some(ones.map_or((value, end), |(ones, end)| (value + ones, end)))
}

/// A number that the word lists have.
fn word(marks: &Marks<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let hit = marks.starting(at, Class::NumberWord)?;
    Some((hit.value.parse().ok()?, hit.end))
}

fn is_dash(marks: &Marks<'_, '_>, at: usize) -> bool {
    let token = marks.reading.token(at);
    token.is_some_and(|token| token.is_symbol('-') && token.is_glued())
}

/// Whether a word adds what follows to the number before it.
fn joins(marks: &Marks<'_, '_>, at: usize) -> bool {
    one_of(marks.reading.folded_at(at), "na mu and et da")
}

/// `fifty thousand`, `dix mille`, `two million`, and `35 elfu`.
fn word_first(marks: &Marks<'_, '_>, at: usize, below: u32) -> Option<(u64, usize)> {
    if let Some(number) = marks.reading.number_at(at) {
        let hit = marks.starting(at + 1, Class::MagnitudeBefore)?;
        // "3 elfu 35": the magnitude belongs to the number behind it.
        if count(marks, hit.end).is_some() || number.grouped {
            return None;
        }
        return Some((number.scaled(hit.value.parse().ok()?)?, hit.end));
    }
    let (count, end) = spelled(marks, at)?;
    let (count, power, end) = tenths(marks, count, end);
    let behind = marks.starting(end, Class::Magnitude)?;
    // Only written-out magnitudes follow number words, and the k.
    let word = marks.reading.folded_at(end);
    if word.len() < 3 && word != "k" {
        return None;
    }
    let magnitude: u32 = behind.value.parse().ok()?;
    if magnitude >= below {
        return None;
    }
    let scale = 10_u64.checked_pow(magnitude)?;
    let value = count.checked_mul(10_u64.checked_pow(magnitude.checked_sub(power)?)?)?;
    // "seven thousand five hundred", "one million four hundred and fifty thousand".
    let next = if joins(marks, behind.end) {
        behind.end + 1
    } else {
        behind.end
    };
    let rest = word_first(marks, next, magnitude).or_else(|| spelled(marks, next));
    match rest {
        Some((rest, end)) if (100..scale).contains(&rest) => Some((value + rest, end)),
        _ => Some((value, behind.end)),
    }
}

/// "nine point two": the digits, how many of them stand behind the point, and the token behind.
fn tenths(marks: &Marks<'_, '_>, count: u64, end: usize) -> (u64, u32, usize) {
    match word(marks, end + 1).filter(|(tenths, _)| *tenths < 10) {
        Some((tenths, end)) if marks.reading.folded_at(end - 2) == "point" => {
            (count * 10 + tenths, 1, end)
        }
        _ => (count, 0, end),
    }
}
