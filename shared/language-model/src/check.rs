//! An answer against the caption: what does not stand there is refused.
//!
//! A model may be wrong, and a caption may have talked it into something. So a price must be an
//! amount that is written in the caption, a phone number one of the caption's, a size and every
//! word of a title words of the caption. Each field is judged alone.

use captions::normal::{Reading, Token, TokenKind};
use domain::{CategorySlug, Currency, Money, PhoneNumber, Span};
use taxonomy::{Leaf, fold, split};

use crate::Answer;

/// A field of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the answer's fields")]
pub enum Field {
    Title,
    Price,
    Sizes,
    Phone,
    Category,
}

/// Why a field of an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalReason {
    /// It does not stand in the caption.
    NotInCaption,
    /// It is not of the agreed form.
    Malformed,
}

/// A field that was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub field: Field,
    /// Why.
    pub reason: RefusalReason,
}

/// What is left of an answer, each value with the place it stands at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Checked {
    pub(crate) title: Option<(String, Vec<Span>)>,
    pub(crate) price: Option<(Money, Vec<Span>)>,
    pub(crate) sizes: Vec<(String, Vec<Span>)>,
    pub(crate) phone: Option<PhoneNumber>,
    pub(crate) category: Option<CategorySlug>,
    pub(crate) refused: Vec<Refusal>,
}

/// Longer titles and lists are not what was asked for.
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 1..=10;
const SIZES: usize = 40;

/// Takes from an answer what the caption bears out.
pub(crate) fn check(answer: &Answer, reading: &Reading<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut refused = Vec::new();
    let mut judge = |field, reason| refused.push(Refusal { field, reason });
    if let Some(title) = &answer.title {
        match title_in(title, reading) {
            Ok(found) => checked.title = Some(found),
            Err(reason) => judge(Field::Title, reason),
        }
    }
    if let Some(price) = &answer.price {
        match price_in(price, answer.currency.as_deref(), reading) {
            Ok(found) => checked.price = Some(found),
            Err(reason) => judge(Field::Price, reason),
        }
    }
    for size in answer.sizes.iter().take(SIZES) {
        match size_in(size, reading) {
            Some(spans) => checked.sizes.push((size.trim().to_owned(), spans)),
            None => judge(Field::Sizes, RefusalReason::NotInCaption),
        }
    }
    if let Some(phone) = &answer.phone {
        match PhoneNumber::parse(phone) {
            Ok(phone) if reading.phones().contains(&phone) => checked.phone = Some(phone),
            Ok(_) => judge(Field::Phone, RefusalReason::NotInCaption),
            Err(_) => judge(Field::Phone, RefusalReason::Malformed),
        }
    }
    if let Some(slug) = &answer.category {
        match Leaf::from_slug(slug).and_then(Leaf::category) {
            Some(category) => checked.category = Some(category),
            None => judge(Field::Category, RefusalReason::Malformed),
        }
    }
    checked.refused = refused;
    checked
}

fn title_in(title: &str, reading: &Reading<'_>) -> Result<(String, Vec<Span>), RefusalReason> {
    let folded = fold(title);
    let words: Vec<&str> = split(&folded).collect();
    if !TITLE_WORDS.contains(&words.len()) || title.chars().any(char::is_control) {
        return Err(RefusalReason::Malformed);
    }
    let mut spans = Vec::with_capacity(words.len());
    for word in words {
        let token = reading.tokens().iter().find(|token| {
            matches!(
                token.kind,
                TokenKind::Word | TokenKind::Number(_) | TokenKind::Hashtag
            ) && (reading.folded(token) == word
                || split(reading.folded(token)).any(|part| part == word))
        });
        match token {
            Some(token) => spans.push(token.span),
            None if word == "and" => {}
            None => return Err(RefusalReason::NotInCaption),
        }
    }
    Ok((title.trim().to_owned(), spans))
}

fn price_in(
    price: &str,
    currency: Option<&str>,
    reading: &Reading<'_>,
) -> Result<(Money, Vec<Span>), RefusalReason> {
    let home = reading.market().currency();
    let currency = match currency {
        None => home,
        Some(code) => Currency::parse(code).map_err(|_| RefusalReason::Malformed)?,
    };
    if currency != home && !names_currency(currency, reading) {
        return Err(RefusalReason::NotInCaption);
    }
    let money = parse_amount(price, currency).ok_or(RefusalReason::Malformed)?;
    let tokens = reading.tokens();
    let place = tokens
        .iter()
        .enumerate()
        .find(|(at, token)| {
            amounts(token, tokens.get(at + 1), reading)
                .any(|(digits, decimals)| to_minor(digits, decimals, currency) == Some(money))
        })
        .map(|(_, token)| token.span);
    place
        .map(|span| (money, vec![span]))
        .ok_or(RefusalReason::NotInCaption)
}

/// The amounts a token may stand for, as digits and decimal places: `85` before `k` is 85,000 too.
fn amounts<'t>(
    token: &'t Token,
    next: Option<&'t Token>,
    reading: &'t Reading<'_>,
) -> impl Iterator<Item = (u64, u32)> + 't {
    let number = token.number();
    let power = next.and_then(|next| match reading.folded(next) {
        "k" | "thousand" | "rb" | "ribu" | "mille" => Some(3),
        "m" | "million" | "millions" | "mil" | "jt" | "juta" => Some(6),
        _ => None,
    });
    let plain = number.map(|number| (number.digits, u32::from(number.decimals)));
    let scaled = number
        .zip(power)
        .and_then(|(number, power)| Some((number.scaled(power)?, 0)));
    plain.into_iter().chain(scaled)
}

/// Digits with decimal places in minor units, where that is exact.
fn to_minor(digits: u64, decimals: u32, currency: Currency) -> Option<Money> {
    let exponent = currency.exponent();
    let minor = if exponent >= decimals {
        digits.checked_mul(10_u64.checked_pow(exponent - decimals)?)?
    } else {
        let scale = 10_u64.checked_pow(decimals - exponent)?;
        digits.is_multiple_of(scale).then(|| digits / scale)?
    };
    Some(Money::from_minor(i64::try_from(minor).ok()?, currency))
}

/// Plain digits with at most one decimal point.
fn parse_amount(text: &str, currency: Currency) -> Option<Money> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = !whole.is_empty()
        && whole.len() + fraction.len() <= 15
        && whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit());
    if !plain {
        return None;
    }
    let digits = format!("{whole}{fraction}").parse().ok()?;
    let money = to_minor(digits, u32::try_from(fraction.len()).ok()?, currency)?;
    (digits > 0).then_some(money)
}

/// Whether the caption holds the currency's code or sign.
fn names_currency(currency: Currency, reading: &Reading<'_>) -> bool {
    let code = currency.code();
    let sign = match code {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        "NGN" => "₦",
        "GHS" => "₵",
        _ => code,
    };
    let lower = code.to_ascii_lowercase();
    reading.plain_text().contains(sign)
        || reading.words().any(|word| word == lower)
        || (code == "USD" && reading.words().any(|word| word.starts_with("dollar")))
}

/// Where a size stands: as neighbouring tokens, or within a range of figures.
fn size_in(size: &str, reading: &Reading<'_>) -> Option<Vec<Span>> {
    let compact = compact(size);
    if compact.is_empty() || compact.len() > 24 {
        return None;
    }
    let tokens = reading.tokens();
    for first in 0..tokens.len() {
        let mut so_far = String::new();
        for (offset, token) in tokens.iter().skip(first).take(6).enumerate() {
            if matches!(
                token.kind,
                TokenKind::Phone(_) | TokenKind::Link | TokenKind::Mention
            ) {
                break;
            }
            so_far.push_str(&self::compact(reading.folded(token)));
            if so_far == compact {
                return reading
                    .span(first, first + offset + 1)
                    .map(|span| vec![span]);
            }
            if !compact.starts_with(&so_far) {
                break;
            }
        }
    }
    let figure: u64 = compact.parse().ok()?;
    tokens.windows(3).enumerate().find_map(|(at, window)| {
        let [low, dash, high] = window else {
            return None;
        };
        let joined = dash.is_symbol('-') || matches!(reading.folded(dash), "to" | "hadi" | "mpaka");
        let (low, high) = (low.number()?.whole()?, high.number()?.whole()?);
        let inside = joined && high.checked_sub(low)? <= 40 && (low..=high).contains(&figure);
        inside
            .then(|| reading.span(at, at + 3).map(|span| vec![span]))
            .flatten()
    })
}

fn compact(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '"')
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::Market;
    use proptest::prelude::*;

    use super::*;

    fn answer() -> Answer {
        Answer {
            is_offer: true,
            title: None,
            price: None,
            currency: None,
            sizes: Vec::new(),
            phone: None,
            category: None,
        }
    }

    #[track_caller]
    fn check_price(caption: &str, price: &str, currency: Option<&str>, expected: Option<i64>) {
        let reading = Reading::new(caption, Market::Ug);
        let answer = Answer {
            price: Some(price.to_owned()),
            currency: currency.map(str::to_owned),
            ..answer()
        };
        let found = check(&answer, &reading)
            .price
            .map(|(money, _)| money.amount_minor);
        assert_eq!(found, expected, "{price} in {caption}");
    }

    #[test]
    fn a_price_is_taken_only_where_it_is_written() {
        check_price("Boots 130k only", "130000", Some("UGX"), Some(130_000));
        check_price("Boots 55,000/=", "55000", None, Some(55_000));
        check_price("House 1.15m", "1150000", None, Some(1_150_000));
        check_price("Rent $900 a month", "900", Some("USD"), Some(90_000));
        check_price("Rent 900 a month", "900", Some("USD"), None);
        check_price("Boots 130k", "13000", None, None);
        check_price("Boots, call 0772 305 118", "772305118", None, None);
        check_price("Boots 130k", "130000.001", None, None);
        check_price("Boots 130k", "-130000", None, None);
        check_price("Boots 130k", "1e5", None, None);
        check_price("Boots 0", "0", None, None);
        check_price("Boots 130k", "130k", None, None);
    }

    #[track_caller]
    fn check_sizes(caption: &str, size: &str, expected: bool) {
        let reading = Reading::new(caption, Market::Ug);
        let answer = Answer {
            sizes: vec![size.to_owned()],
            ..answer()
        };
        assert_eq!(
            !check(&answer, &reading).sizes.is_empty(),
            expected,
            "{size} in {caption}"
        );
    }

    #[test]
    fn a_size_is_taken_only_where_it_is_written() {
        check_sizes("sizes 40-45", "42", true);
        check_sizes("sizes 40-45", "46", false);
        check_sizes("iPhone 256 GB", "256GB", true);
        check_sizes("bed 5x6", "5x6", true);
        check_sizes("S, M and XL", "XL", true);
        check_sizes("S, M and XL", "L", false);
        check_sizes("call 0772 305 118", "305", false);
        check_sizes("sizes 40-45", "", false);
    }

    #[test]
    fn a_title_is_made_of_the_captions_words() {
        let reading = Reading::new("Gents Chelsea boots 🔥 130k #leatherboots", Market::Ug);
        for (title, expected) in [
            ("Chelsea Boots", true),
            ("Gents Boots", true),
            ("Free iPhone", false),
            ("", false),
            ("Chelsea\nBoots", false),
            (
                "boots boots boots boots boots boots boots boots boots boots boots",
                false,
            ),
        ] {
            let answer = Answer {
                title: Some(title.to_owned()),
                ..answer()
            };
            assert_eq!(
                check(&answer, &reading).title.is_some(),
                expected,
                "{title:?}"
            );
        }
    }

    #[test]
    fn a_phone_number_is_one_of_the_captions() {
        let reading = Reading::new("Boots, call 0772 305 118", Market::Ug);
        let phone = |phone: &str| {
            let answer = Answer {
                phone: Some(phone.to_owned()),
                ..answer()
            };
            check(&answer, &reading).phone.is_some()
        };
        assert!(phone("+256772305118"));
        assert!(!phone("+256700000001"));
        assert!(!phone("0772305118"));
    }

    proptest! {
        #[test]
        fn no_answer_panics_and_no_span_leaves_the_caption(
            caption in "\\PC{0,80}",
            text in "\\PC{0,30}",
            price in "[0-9.k-]{0,18}",
            size in "[0-9xXL-]{0,8}",
        ) {
            let answer = Answer {
                title: Some(text.clone()),
                price: Some(price),
                currency: Some(String::from("USD")),
                sizes: vec![size, text.clone()],
                phone: Some(text.clone()),
                category: Some(text),
                ..answer()
            };
            let checked = check(&answer, &Reading::new(&caption, Market::Ke));
            let spans = checked.title.iter().flat_map(|(_, spans)| spans)
                .chain(checked.price.iter().flat_map(|(_, spans)| spans))
                .chain(checked.sizes.iter().flat_map(|(_, spans)| spans));
            for span in spans {
                prop_assert!(span.text(&caption).is_some());
            }
        }
    }
}
