//! The name of a category; the categories themselves are in the `taxonomy` crate.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A leaf of the taxonomy, such as `shoes` or `tv-audio`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CategorySlug(String);

/// Not lower-case letters and hyphens, 2 to 40 of them.
#[derive(Debug, thiserror::Error)]
#[error("a category is 2 to 40 lower-case letters and hyphens")]
pub struct InvalidCategorySlug;

impl CategorySlug {
    /// A category from its slug.
    pub fn parse(text: &str) -> Result<Self, InvalidCategorySlug> {
        let fits = (2..=40).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        fits.then(|| Self(text.to_owned()))
            .ok_or(InvalidCategorySlug)
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CategorySlug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for CategorySlug {
    type Error = InvalidCategorySlug;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<CategorySlug> for String {
    fn from(slug: CategorySlug) -> Self {
        slug.0
    }
}
