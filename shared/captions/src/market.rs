//! What differs from market to market besides phone numbers and word lists.
//!
//! The match arms are complete on purpose: a new market does not compile until it has a line here.

use domain::{Currency, Market};

/// The currency a single letter before figures stands for: `R7,999`, `N45k`.
pub(crate) fn currency_letter(letter: &str, market: Market) -> Option<Currency> {
    let known = letter_before_figures(market);
    (!known.is_empty() && letter == known).then(|| market.currency())
}

/// The letter that stands for the currency before figures, for the lexer.
pub(crate) const fn letter_before_figures(market: Market) -> &'static str {
    match market {
        Market::Ng => "n",
        Market::Za => "r",
        Market::Zm => "k",
        Market::Ug
        | Market::Ke
        | Market::Tz
        | Market::Rw
        | Market::Gh
        | Market::Us
        | Market::Gb
        | Market::Id
        | Market::Fr => "",
    }
}

/// Whether ordinary things cost two or three digits, and are written without a currency.
pub(crate) const fn has_small_prices(currency: Currency) -> bool {
    match currency {
        Currency::Kes
        | Currency::Ghs
        | Currency::Zar
        | Currency::Zmw
        | Currency::Usd
        | Currency::Gbp
        | Currency::Eur => true,
        Currency::Ugx | Currency::Tzs | Currency::Rwf | Currency::Ngn | Currency::Idr => false,
    }
}

/// Less than this, in minor units, is no price where no currency is written.
pub(crate) const fn least_amount(currency: Currency) -> i64 {
    match currency {
        Currency::Ugx => 200,
        Currency::Rwf => 100,
        Currency::Tzs => 20_000,
        Currency::Kes | Currency::Ngn => 2_000,
        Currency::Idr => 100_000,
        Currency::Ghs | Currency::Zar | Currency::Zmw => 200,
        Currency::Usd | Currency::Gbp | Currency::Eur => 100,
    }
}
