//! One thing a worker found out, with where it came from and how sure it is.

use serde::{Deserialize, Serialize};

/// A byte range in the caption exactly as it was posted; both ends are character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The caption's text under this span, or `None` where the span does not fit that caption.
    pub fn text(self, caption: &str) -> Option<&str> {
        caption.get(self.start as usize..self.end as usize)
    }
}

/// How likely a finding is right, in whole percent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u8);

impl Confidence {
    /// Certain: stated by a person, or true by construction.
    pub const CERTAIN: Self = Self(100);

    /// A confidence from whole percent; anything above 100 counts as 100.
    pub const fn from_percent(percent: u8) -> Self {
        if percent > 100 {
            Self(100)
        } else {
            Self(percent)
        }
    }

    /// Whole percent, 0 to 100.
    pub const fn percent(self) -> u8 {
        self.0
    }
}

/// A value with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<T> {
    /// What was found.
    pub value: T,
    /// How likely it is right.
    pub confidence: Confidence,
    /// Where in the caption it stands; empty when it follows from something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Why, in a short stable name of the rule that found it, such as `currency-before-number`.
    pub reason: String,
}

impl<T> Finding<T> {
    /// The same evidence for another value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Finding<U> {
        Finding {
            value: convert(self.value),
            confidence: self.confidence,
            spans: self.spans,
            reason: self.reason,
        }
    }
}
