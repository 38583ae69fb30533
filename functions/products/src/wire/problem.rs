//! The form of errors, for the description of the API only: `function` writes them.

use utoipa::ToSchema;

/// A problem document (RFC 9457).
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct ProblemDocument {
    /// `about:blank`: the status says what kind of problem it is.
    #[schema(rename = "type")]
    kind: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong, for programs; never changes.
    #[schema(example = "invalid_limit")]
    code: String,
    /// What is wrong, for people.
    detail: String,
    /// Names the request in our logs.
    request_id: String,
}
