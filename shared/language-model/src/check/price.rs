//! Whether a price is an amount that is written in the caption.

use captions::normal::{Reading, Token};
use domain::{Currency, Money, Span};

use super::RefusalReason;

pub(super) fn price_in(
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
