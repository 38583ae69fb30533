//! The id of a TikTok post.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A TikTok post's id: a 64-bit snowflake, a string in JSON since it exceeds 2^53.
///
/// Its upper half is the Unix second at which the upload began, so that ids order by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[0-9]{15,20}$")))]
#[serde(try_from = "String", into = "String")]
pub struct PostId(u64);

/// Not 15 to 20 digits that fit 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a post id is 15 to 20 digits")]
pub struct InvalidPostId;

impl PostId {
    /// A post id from its decimal digits.
    pub fn parse(text: &str) -> Result<Self, InvalidPostId> {
        let fits = (15..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if !fits {
            return Err(InvalidPostId);
        }
        text.parse().map(Self).map_err(|_| InvalidPostId)
    }

    /// An id for a post that TikTok never saw, in TikTok's own form.
    ///
    /// `entropy` fills the lower half; the same arguments give the same id. Seconds before 1970
    /// count as zero.
    pub fn mint(at: Timestamp, entropy: u32) -> Self {
        let second = u64::try_from(at.as_second()).unwrap_or(0);
        Self(second << 32 | u64::from(entropy))
    }

    /// About when the post was made: 1 to 11 seconds before its published time, as measured on
    /// public posts; an estimate only.
    pub fn approximate_time(self) -> Timestamp {
        i64::try_from(self.0 >> 32)
            .ok()
            .and_then(|second| Timestamp::from_second(second).ok())
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The id as twenty digits, so that text order is time order.
    pub fn sortable(self) -> String {
        format!("{:020}", self.0)
    }
}

impl fmt::Display for PostId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl TryFrom<String> for PostId {
    type Error = InvalidPostId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PostId> for String {
    fn from(id: PostId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_half_is_the_time() {
        let id = PostId::parse("6748451240264420610").unwrap();
        assert_eq!(id.approximate_time().as_second(), 1_571_246_245);
    }

    #[test]
    fn minted_ids_have_tiktoks_form() {
        let at = Timestamp::from_second(1_791_970_205).unwrap();
        let id = PostId::mint(at, 7);
        assert_eq!(id.to_string().len(), 19);
        assert_eq!(id.approximate_time(), at);
        assert_eq!(PostId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn only_digits_are_ids() {
        for text in [
            "",
            "12345",
            "76964534284690593466666",
            "-769645342846905934",
            "7696453428469x59346",
            "99999999999999999999",
        ] {
            assert_eq!(PostId::parse(text), Err(InvalidPostId), "{text}");
        }
    }
}
