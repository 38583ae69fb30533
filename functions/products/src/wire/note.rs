//! Why a field holds what it holds.

use domain::FieldNote;
use serde::Serialize;
use utoipa::ToSchema;

/// Where a field's value comes from, or why there is none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum NoteResource {
    /// The value was found.
    Found {
        /// How sure, in percent.
        #[schema(maximum = 100)]
        confidence: u8,
        /// Name of the rule that found it.
        reason: String,
    },
    /// The value is not known.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl From<&FieldNote> for NoteResource {
    fn from(note: &FieldNote) -> Self {
        match note {
            FieldNote::Found { confidence, reason } => Self::Found {
                confidence: confidence.percent(),
                reason: reason.clone(),
            },
            FieldNote::Unknown { reason } => Self::Unknown {
                reason: reason.clone(),
            },
        }
    }
}
