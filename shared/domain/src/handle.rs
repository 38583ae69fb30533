//! A TikTok handle, the name of a shop.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A TikTok handle without `@`, lower-case.
///
/// 2 to 24 of letters, digits, `_` and `.`, not ending in `.`. TikTok treats handles
/// case-insensitively, so they are stored lower-case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[a-z0-9_.]{1,23}[a-z0-9_]$")))]
#[serde(try_from = "String", into = "String")]
pub struct Handle(String);

/// Why a text is not a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHandle {
    /// Too short or too long.
    #[error("a handle has 2 to 24 characters")]
    Length,
    /// A character TikTok does not allow.
    #[error("a handle holds only letters a to z, digits, `_` and `.`")]
    Character,
    /// Ends in a full stop.
    #[error("a handle does not end in a full stop")]
    FinalStop,
}

impl Handle {
    /// A handle from text as people write it: any case, with or without a leading `@`.
    pub fn parse(text: &str) -> Result<Self, InvalidHandle> {
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text);
        if !text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
        {
            return Err(InvalidHandle::Character);
        }
        if !(2..=24).contains(&text.len()) {
            return Err(InvalidHandle::Length);
        }
        if text.ends_with('.') {
            return Err(InvalidHandle::FinalStop);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The handle, lower-case, without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for Handle {
    type Error = InvalidHandle;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, InvalidHandle>) {
        assert_eq!(
            Handle::parse(text).as_ref().map(Handle::as_str),
            expected.as_ref().map(|s| *s)
        );
    }

    #[test]
    fn handles_are_read_as_people_write_them() {
        check("Nakato.Styles", Ok("nakato.styles"));
        check("@nalu_wear", Ok("nalu_wear"));
        check(" @nalu ", Ok("nalu"));
        check("a", Err(InvalidHandle::Length));
        check("", Err(InvalidHandle::Length));
        check("abcdefghijklmnopqrstuvwxy", Err(InvalidHandle::Length));
        check("nalu.", Err(InvalidHandle::FinalStop));
        check("na lu", Err(InvalidHandle::Character));
        check("nalu/../x", Err(InvalidHandle::Character));
        check("nälu", Err(InvalidHandle::Character));
    }
}
