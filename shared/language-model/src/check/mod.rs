//! An answer against the caption: what does not stand there is refused.
//!
//! A model may be wrong, and a caption may have talked it into something. So a price must be an
//! amount that is written in the caption, a phone number one of the caption's, a size and every
//! word of a title words of the caption. Each field is judged alone.

mod price;
#[cfg(test)]
mod tests;
mod words;

use captions::normal::Reading;
use domain::{CategorySlug, Money, PhoneNumber, Span};
use taxonomy::Leaf;

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

/// A longer list is not what was asked for.
const SIZES: usize = 40;

/// Takes from an answer what the caption bears out.
pub(crate) fn check(answer: &Answer, reading: &Reading<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut refused = Vec::new();
    let mut judge = |field, reason| refused.push(Refusal { field, reason });
    if let Some(title) = &answer.title {
        match words::title_in(title, reading) {
            Ok(found) => checked.title = Some(found),
            Err(reason) => judge(Field::Title, reason),
        }
    }
    if let Some(price) = &answer.price {
        match price::price_in(price, answer.currency.as_deref(), reading) {
            Ok(found) => checked.price = Some(found),
            Err(reason) => judge(Field::Price, reason),
        }
    }
    for size in answer.sizes.iter().take(SIZES) {
        let same = |known: &(String, _)| words::compact(&known.0) == words::compact(size);
        match words::size_in(size, reading) {
            Some(_) if checked.sizes.iter().any(same) => {}
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
