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
#[serde(from = "u8", into = "u8")]
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

impl From<u8> for Confidence {
    fn from(percent: u8) -> Self {
        Self::from_percent(percent)
    }
}

impl From<Confidence> for u8 {
    fn from(confidence: Confidence) -> Self {
        confidence.percent()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_surer_than_certain() {
        for (json, percent) in [("0", 0), ("50", 50), ("100", 100), ("250", 100)] {
            let confidence: Confidence = serde_json::from_str(json).unwrap();
            assert_eq!(confidence.percent(), percent, "{json}");
            assert_eq!(
                serde_json::to_string(&confidence).unwrap(),
                percent.to_string()
            );
        }
        assert!(serde_json::from_str::<Confidence>("-1").is_err());
    }

    #[test]
    fn a_span_that_does_not_fit_its_caption_has_no_text() {
        let caption = "85k 🔥";
        for (start, end, expected) in [
            (0, 3, Some("85k")),
            (4, 8, Some("🔥")),
            (4, 6, None),
            (3, 90, None),
            (3, 1, None),
        ] {
            assert_eq!(
                Span { start, end }.text(caption),
                expected,
                "{start}..{end}"
            );
        }
    }
}
