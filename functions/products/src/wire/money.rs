//! Money and prices.

use domain::{Money, Price, PriceKind};
use serde::Serialize;
use utoipa::ToSchema;

/// An amount of money.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyResource {
    /// Major units as a decimal, such as `85000` or `39.9`.
    amount: String,
    /// Minor units after ISO 4217.
    amount_minor: i64,
    /// ISO 4217 code.
    #[schema(example = "UGX")]
    currency: &'static str,
    /// As a buyer reads it.
    #[schema(example = "UGX 85,000")]
    display: String,
}

impl From<Money> for MoneyResource {
    fn from(money: Money) -> Self {
        Self {
            amount: money.decimal(),
            amount_minor: money.amount_minor,
            currency: money.currency.code(),
            display: money.to_string(),
        }
    }
}

/// How a price's amount is meant.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PriceForm {
    /// This much.
    Exact,
    /// This much or more.
    From,
    /// From the amount up to `max`.
    Range,
}

/// A price.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PriceResource {
    /// How the amount is meant.
    kind: PriceForm,
    /// The price, or the lowest one.
    #[serde(flatten)]
    money: MoneyResource,
    /// The highest price of a range.
    max: Option<MoneyResource>,
}

impl From<&Price> for PriceResource {
    fn from(price: &Price) -> Self {
        let (kind, max) = match price.kind {
            PriceKind::Exact => (PriceForm::Exact, None),
            PriceKind::From => (PriceForm::From, None),
            PriceKind::Range { max } => (PriceForm::Range, Some(max.into())),
        };
        Self {
            kind,
            money: price.amount.into(),
            max,
        }
    }
}
