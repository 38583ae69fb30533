//! The message that has one shop looked at.

use serde::{Deserialize, Serialize};

use crate::{Handle, TenantId};

/// Look for new posts of this shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// Whose installation.
    pub tenant: TenantId,
    /// The shop.
    pub handle: Handle,
}
