//! Which values can stand in a field, after the labelling conventions of the corpus.

use serde_json::{Value, json};

use crate::caption_fields::major;
use crate::{CaptionField, CategorySlug, Currency, Money, PhoneNumber};

/// The colours of the corpus. Shade words fall away: royal blue is blue.
pub const COLORS: [&str; 29] = [
    "black",
    "white",
    "grey",
    "silver",
    "gold",
    "rose gold",
    "brown",
    "tan",
    "beige",
    "cream",
    "nude",
    "blue",
    "navy",
    "teal",
    "turquoise",
    "green",
    "olive",
    "khaki",
    "yellow",
    "mustard",
    "orange",
    "peach",
    "red",
    "maroon",
    "burgundy",
    "pink",
    "purple",
    "lilac",
    "multicolor",
];

/// Characters of a title or a place.
const LONGEST_TEXT: usize = 120;
/// Characters of a size or a unit.
const LONGEST_WORD: usize = 30;
/// Entries of a list.
const LONGEST_LIST: usize = 60;
/// Minor units. Far above any price, and far below where JSON numbers stop being exact.
const MOST_MONEY: i64 = 100_000_000_000_000;

/// A value that can't stand in its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}` {rule}")]
pub struct InvalidValue {
    /// The field.
    pub field: CaptionField,
    /// What would fit, as the rest of a sentence.
    pub rule: &'static str,
}

type Checked = Result<Value, &'static str>;

/// The value in its one form.
pub(super) fn checked(field: CaptionField, value: &Value) -> Result<Value, InvalidValue> {
    let checked = match field {
        CaptionField::IsOffer | CaptionField::Negotiable | CaptionField::InStock => {
            flag(value, "is `true` or `false`")
        }
        CaptionField::Delivery => unless_null(value, |value| {
            flag(
                value,
                "is `true`, `false` or `null`, where nobody mentions it",
            )
        }),
        CaptionField::Title => text(value, LONGEST_TEXT, "is a text of 1 to 120 characters"),
        CaptionField::Location => unless_null(value, |value| {
            text(
                value,
                LONGEST_TEXT,
                "is a text of 1 to 120 characters, or `null`",
            )
        }),
        CaptionField::Unit => unless_null(value, unit),
        CaptionField::Price => unless_null(value, price),
        CaptionField::PriceMax | CaptionField::CompareAt => unless_null(value, amount),
        CaptionField::PriceKind => unless_null(value, |value| {
            let rule = "is `exact`, `from`, `range` or `null`";
            one_of(value, &["exact", "from", "range"], rule)
        }),
        CaptionField::Condition => unless_null(value, |value| {
            let rule = "is `new`, `used`, `refurbished` or `null`";
            one_of(value, &["new", "used", "refurbished"], rule)
        }),
        CaptionField::Sizes => list(value, |size| {
            let rule = "is a list of at most 60 sizes, each a text of 1 to 30 characters";
            text(size, LONGEST_WORD, rule)
        }),
        CaptionField::Colors => list(value, |color| {
            let rule = "is a list of canonical colours, such as `navy`; shades fall away";
            one_of(color, &COLORS, rule)
        }),
        CaptionField::Phone => unless_null(value, phone),
        CaptionField::Category => category(value),
    };
    checked.map_err(|rule| InvalidValue { field, rule })
}

/// `null` says that the caption does not say.
fn unless_null(value: &Value, check: impl FnOnce(&Value) -> Checked) -> Checked {
    if value.is_null() {
        Ok(Value::Null)
    } else {
        check(value)
    }
}

fn flag(value: &Value, rule: &'static str) -> Checked {
    value.as_bool().map(Value::Bool).ok_or(rule)
}

/// Something to read: a letter or digit, nothing invisible but spaces.
fn text(value: &Value, longest: usize, rule: &'static str) -> Checked {
    let text = value.as_str().map(str::trim).ok_or(rule)?;
    let fits = text.chars().count() <= longest
        && text.chars().any(char::is_alphanumeric)
        && !text.chars().any(char::is_control);
    fits.then(|| json!(text)).ok_or(rule)
}

fn one_of(value: &Value, known: &[&str], rule: &'static str) -> Checked {
    value
        .as_str()
        .filter(|text| known.contains(text))
        .map(|text| json!(text))
        .ok_or(rule)
}

fn unit(value: &Value) -> Checked {
    let rule = "is an English singular of lower-case letters, such as `pair` or `kg`, or `null`";
    value
        .as_str()
        .filter(|unit| (1..=LONGEST_WORD).contains(&unit.len()))
        .filter(|unit| unit.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|unit| json!(unit))
        .ok_or(rule)
}

fn price(value: &Value) -> Checked {
    const FORM: &str = "is an object of `amount`, in major units, and `currency`, or `null`";
    let price = value
        .as_object()
        .filter(|price| price.len() == 2)
        .ok_or(FORM)?;
    let currency = price.get("currency").and_then(Value::as_str).ok_or(FORM)?;
    let currency = Currency::parse(currency)
        .map_err(|_| "has a currency that the hub does not know; it takes ISO 4217 codes")?;
    let amount = price
        .get("amount")
        .filter(|amount| amount.is_number())
        .ok_or(FORM)?;
    let money = money(amount, currency).ok_or(
        "has an amount that is not above zero, is too large, or has more decimals than its currency",
    )?;
    Ok(json!({ "amount": major(money), "currency": currency }))
}

/// An amount without its currency. No currency has more decimals than the dollar.
fn amount(value: &Value) -> Checked {
    money(value, Currency::Usd)
        .map(|money| Value::Number(major(money)))
        .ok_or("is a number above zero with at most two decimals, in major units, or `null`")
}

fn money(amount: &Value, currency: Currency) -> Option<Money> {
    let decimal = amount.as_number()?.to_string();
    Money::from_decimal(&decimal, currency)
        .filter(|money| (1..=MOST_MONEY).contains(&money.amount_minor))
}

fn list(value: &Value, entry: impl Fn(&Value) -> Checked) -> Checked {
    let entries = value
        .as_array()
        .filter(|entries| entries.len() <= LONGEST_LIST)
        .ok_or("is a list of at most 60 texts, empty where the caption names none")?;
    let mut found: Vec<Value> = Vec::with_capacity(entries.len());
    for one in entries {
        let one = entry(one)?;
        if found.contains(&one) {
            return Err("names something twice");
        }
        found.push(one);
    }
    Ok(Value::Array(found))
}

fn phone(value: &Value) -> Checked {
    value
        .as_str()
        .and_then(|text| PhoneNumber::parse(text).ok())
        .map(|number| json!(number))
        .ok_or("is a phone number in E.164, such as `+256772000111`, or `null`")
}

/// Only its form: which categories there are, the taxonomy knows.
fn category(value: &Value) -> Checked {
    value
        .as_str()
        .and_then(|text| CategorySlug::parse(text).ok())
        .map(|slug| json!(slug))
        .ok_or("is the slug of a category, such as `shoes`")
}
