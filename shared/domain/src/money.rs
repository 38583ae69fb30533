//! Money: an integer of minor units and a currency.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A currency of the hub's markets, by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the ISO 4217 codes")]
pub enum Currency {
    Ugx,
    Kes,
    Tzs,
    Rwf,
    Ngn,
    Ghs,
    Zar,
    Usd,
    Gbp,
    Idr,
    Eur,
    Zmw,
}

/// Not a currency the hub knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a currency the hub knows")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// Every currency the hub knows.
    pub const ALL: [Self; 12] = [
        Self::Ugx,
        Self::Kes,
        Self::Tzs,
        Self::Rwf,
        Self::Ngn,
        Self::Ghs,
        Self::Zar,
        Self::Usd,
        Self::Gbp,
        Self::Idr,
        Self::Eur,
        Self::Zmw,
    ];

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ugx => "UGX",
            Self::Kes => "KES",
            Self::Tzs => "TZS",
            Self::Rwf => "RWF",
            Self::Ngn => "NGN",
            Self::Ghs => "GHS",
            Self::Zar => "ZAR",
            Self::Usd => "USD",
            Self::Gbp => "GBP",
            Self::Idr => "IDR",
            Self::Eur => "EUR",
            Self::Zmw => "ZMW",
        }
    }

    /// The number of decimals of the minor unit, after ISO 4217.
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Ugx | Self::Rwf => 0,
            _ => 2,
        }
    }

    /// A currency from its ISO 4217 code, any case.
    pub fn parse(code: &str) -> Result<Self, UnknownCurrency> {
        Self::ALL
            .into_iter()
            .find(|currency| currency.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| UnknownCurrency(code.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount of money in minor units: 55,000 UGX is `55000`, 39.90 EUR is `3990`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    /// Minor units of the currency.
    pub amount_minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Money from minor units.
    pub const fn from_minor(amount_minor: i64, currency: Currency) -> Self {
        Self {
            amount_minor,
            currency,
        }
    }

    /// Money from whole major units; `None` where that does not fit 64 bits.
    pub fn from_major(amount: i64, currency: Currency) -> Option<Self> {
        let amount_minor = amount.checked_mul(10_i64.pow(currency.exponent()))?;
        Some(Self {
            amount_minor,
            currency,
        })
    }

    /// Money from major units as a plain decimal, such as `55000` or `39.90`; `None` for other text
    /// and for more decimals than the currency has.
    pub fn from_decimal(text: &str, currency: Currency) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let decimals = currency.exponent() as usize;
        let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits =
            !whole.is_empty() && figures(whole) && figures(fraction) && fraction.len() <= decimals;
        if !fits {
            return None;
        }
        let amount_minor = format!("{whole}{fraction:0<decimals$}").parse().ok()?;
        Some(Self::from_minor(amount_minor, currency))
    }

    /// The amount in major units as a plain decimal, without needless zeros: `55000`, `39.9`.
    pub fn decimal(self) -> String {
        let scale = 10_u64.pow(self.currency.exponent());
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        let minor = self.amount_minor.unsigned_abs();
        let whole = minor / scale;
        let fraction = minor % scale;
        if fraction == 0 {
            return format!("{sign}{whole}");
        }
        let digits = format!(
            "{fraction:0width$}",
            width = self.currency.exponent() as usize
        );
        format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// As a buyer reads it: `UGX 55,000`, `EUR 39.90`.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(self.currency.exponent());
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        let minor = self.amount_minor.unsigned_abs();
        let whole = (minor / scale).to_string();
        let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(formatter, "{} {sign}{grouped}", self.currency)?;
        match minor % scale {
            0 => Ok(()),
            fraction => {
                write!(
                    formatter,
                    ".{fraction:0width$}",
                    width = self.currency.exponent() as usize
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amount_minor: i64, currency: Currency, shown: &str, decimal: &str) {
        let money = Money::from_minor(amount_minor, currency);
        assert_eq!(money.to_string(), shown);
        assert_eq!(money.decimal(), decimal);
    }

    #[test]
    fn money_reads_as_a_buyer_expects() {
        check(55_000, Currency::Ugx, "UGX 55,000", "55000");
        check(500, Currency::Ugx, "UGX 500", "500");
        check(1_150_000, Currency::Rwf, "RWF 1,150,000", "1150000");
        check(3_990, Currency::Eur, "EUR 39.90", "39.9");
        check(799_900, Currency::Zar, "ZAR 7,999", "7999");
        check(5, Currency::Usd, "USD 0.05", "0.05");
        check(-250, Currency::Usd, "USD -2.50", "-2.5");
    }

    #[test]
    fn decimals_are_read_as_they_are_written() {
        for (text, currency, minor) in [
            ("55000", Currency::Ugx, Some(55_000)),
            ("55000.0", Currency::Ugx, Some(55_000)),
            ("55000.5", Currency::Ugx, None),
            ("39.9", Currency::Eur, Some(3_990)),
            ("39.90", Currency::Eur, Some(3_990)),
            ("0.05", Currency::Usd, Some(5)),
            ("9.999", Currency::Usd, None),
            ("", Currency::Usd, None),
            (".5", Currency::Usd, None),
            ("-5", Currency::Usd, None),
            ("1e3", Currency::Ugx, None),
            ("99999999999999999999", Currency::Ugx, None),
        ] {
            let money = Money::from_decimal(text, currency);
            assert_eq!(money.map(|money| money.amount_minor), minor, "{text}");
        }
    }

    #[test]
    fn major_units_that_do_not_fit_are_refused() {
        assert_eq!(Money::from_major(i64::MAX, Currency::Usd), None);
        assert_eq!(
            Money::from_major(120, Currency::Usd),
            Some(Money::from_minor(12_000, Currency::Usd))
        );
    }
}
