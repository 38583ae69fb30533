//! One installation's brand or country.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A tenant: 1 to 32 lower-case letters, digits and hyphens, `main` by default.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[a-z0-9-]{1,32}$")))]
#[serde(try_from = "String", into = "String")]
pub struct TenantId(String);

/// Not a tenant id.
#[derive(Debug, thiserror::Error)]
#[error("a tenant is 1 to 32 lower-case letters, digits and hyphens")]
pub struct InvalidTenantId;

impl TenantId {
    /// A tenant from its id.
    pub fn parse(text: &str) -> Result<Self, InvalidTenantId> {
        let fits = (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(text.to_owned())).ok_or(InvalidTenantId)
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for TenantId {
    fn default() -> Self {
        Self("main".to_owned())
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for TenantId {
    type Error = InvalidTenantId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<TenantId> for String {
    fn from(tenant: TenantId) -> Self {
        tenant.0
    }
}
