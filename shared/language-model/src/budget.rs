//! How many questions a tenant may ask in a day.

use std::future::Future;

use domain::TenantId;
use jiff::civil::Date;

/// Whether one more question may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Yes; it is counted.
    Granted,
    /// No: the day's questions are used up.
    Exhausted,
}

/// The counter could not be reached. Nothing is asked then: an unknown budget is an empty one.
#[derive(Debug, thiserror::Error)]
#[error("the budget cannot be read")]
pub struct BudgetError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// The port to the counter of questions per tenant and day (UTC).
pub trait Budget: Send + Sync {
    /// Takes one question from the day's budget, atomically. A question that then fails stays
    /// taken, so that a failing service cannot be asked without end.
    fn take(
        &self,
        tenant: &TenantId,
        day: Date,
    ) -> impl Future<Output = Result<Grant, BudgetError>> + Send;
}
