//! What a person says a caption means, where the parser read something else.
//!
//! A correction is a row of a private corpus: the evaluation reads it, nothing else does. It
//! changes neither the product nor how captions are read.

mod value;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{CaptionField, Market, PostId, Span};

pub use value::{COLORS, InvalidValue};

/// A row of the corpus of corrections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRow {
    /// The post whose caption it is.
    pub post_id: PostId,
    /// The seller's country.
    pub market: Market,
    /// What is corrected.
    pub field: CaptionField,
    /// What the hub had read, `null` where it found nothing; missing where nobody had read it.
    #[serde(
        default,
        deserialize_with = "stated",
        skip_serializing_if = "Option::is_none"
    )]
    pub was: Option<Value>,
    /// What is right, in the form of the field; `null` where the caption does not say.
    pub is: Value,
    /// The words of the caption that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The caption, as posted: a row outlives its post.
    pub caption: String,
    /// Who says so.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
}

/// A `null` that is there is a value, unlike one that is missing.
fn stated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A row that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CorrectionRow", into = "CorrectionRow")]
pub struct Correction(CorrectionRow);

/// Why a row is no correction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCorrection {
    /// The value can't stand in that field.
    #[error(transparent)]
    Value(#[from] InvalidValue),
    /// The span points at nothing in the caption.
    #[error(
        "the span {start}..{end} is not a part of the caption: it counts bytes from 0 to {length} and cuts no character",
        start = span.start,
        end = span.end
    )]
    Span {
        /// The span.
        span: Span,
        /// Bytes of the caption.
        length: usize,
    },
    /// It was read like that.
    #[error("`{0}` was read like that already, so there is nothing to correct")]
    NothingToCorrect(CaptionField),
}

impl Correction {
    /// A correction from a row. Its value is put into one form: `+256 772 000111` and
    /// `+256772000111` are the same.
    ///
    /// # Errors
    /// Where value or span do not fit, or the value is what was read.
    pub fn new(mut row: CorrectionRow) -> Result<Self, InvalidCorrection> {
        row.is = value::checked(row.field, &row.is)?;
        if let Some(span) = row.span
            && span.text(&row.caption).is_none_or(str::is_empty)
        {
            let length = row.caption.len();
            return Err(InvalidCorrection::Span { span, length });
        }
        if row.was.as_ref() == Some(&row.is) {
            return Err(InvalidCorrection::NothingToCorrect(row.field));
        }
        Ok(Self(row))
    }

    /// The row.
    pub const fn row(&self) -> &CorrectionRow {
        &self.0
    }

    /// The words of the caption that say so, where they are named.
    pub fn words(&self) -> Option<&str> {
        self.0.span?.text(&self.0.caption)
    }
}

impl TryFrom<CorrectionRow> for Correction {
    type Error = InvalidCorrection;

    fn try_from(row: CorrectionRow) -> Result<Self, Self::Error> {
        Self::new(row)
    }
}

impl From<Correction> for CorrectionRow {
    fn from(correction: Correction) -> Self {
        correction.0
    }
}

#[cfg(test)]
mod tests;
