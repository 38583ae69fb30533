//! A phone number in E.164.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number in E.164: `+` and 8 to 15 digits. `Debug` shows only its last two digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Not a phone number in E.164.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a phone number is `+`, then 8 to 15 digits that do not begin with 0")]
pub struct InvalidPhoneNumber;

impl PhoneNumber {
    /// A phone number from its E.164 form; spaces, hyphens and brackets are passed over.
    pub fn parse(text: &str) -> Result<Self, InvalidPhoneNumber> {
        let text = text.trim();
        let digits = text.strip_prefix('+').ok_or(InvalidPhoneNumber)?;
        let digits: String = digits
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.'))
            .collect();
        let fits = (8..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        fits.then(|| Self(format!("+{digits}")))
            .ok_or(InvalidPhoneNumber)
    }

    /// The number with its `+`.
    pub fn as_e164(&self) -> &str {
        &self.0
    }

    /// The digits alone, as `wa.me` links want them.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = self
            .0
            .get(self.0.len().saturating_sub(2)..)
            .unwrap_or_default();
        write!(formatter, "PhoneNumber(…{tail})")
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = InvalidPhoneNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_e164_and_masked() {
        let number = PhoneNumber::parse("+256 (772) 000-111").unwrap();
        assert_eq!(number.as_e164(), "+256772000111");
        assert_eq!(number.digits(), "256772000111");
        assert_eq!(format!("{number:?}"), "PhoneNumber(…11)");
        for text in [
            "",
            "0772000111",
            "+0772000111",
            "+12",
            "+2567720001112223334",
            "+25677x000111",
        ] {
            assert_eq!(PhoneNumber::parse(text), Err(InvalidPhoneNumber), "{text}");
        }
    }
}
