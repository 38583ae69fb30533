//! What is wrong with a request, in words its sender can act on.

use axum::http::StatusCode;
use domain::Handle;
use function::http::Problem;
use tiktok::link::LinkError;
use tiktok::short_link::ResolveError;

/// The longest caption taken, in bytes. TikTok's own limit is 4,000 characters.
pub(crate) const MOST_CAPTION_BYTES: usize = 16 * 1024;
/// The largest video taken, in bytes.
pub(crate) const MOST_VIDEO_BYTES: u64 = 200 * 1024 * 1024;
/// The largest bulk file taken, in bytes.
pub(crate) const MOST_DATASET_BYTES: u64 = 20 * 1024 * 1024;

pub(crate) fn link(error: &LinkError) -> Problem {
    let code = match error {
        LinkError::NotAUrl => "not_a_link",
        LinkError::TooLong => "link_too_long",
        LinkError::OtherSite { .. } => "other_site",
        LinkError::PrivateAddress => "private_address",
        LinkError::UserInfo | LinkError::Port { .. } => "suspicious_link",
        LinkError::LiveStream => "live_stream",
        LinkError::Profile { .. } => "profile_link",
        LinkError::NotAPost => "not_a_post",
        LinkError::BadId => "incomplete_link",
    };
    Problem::bad_request(code, error.to_string())
}

pub(crate) fn short_link(error: &ResolveError) -> Problem {
    let code = match error {
        ResolveError::Dead => "dead_link",
        ResolveError::LeftTikTok { .. } => "link_leaves_tiktok",
        ResolveError::NotAPost(cause) => return link(cause),
        ResolveError::TooManyHops => "endless_link",
        ResolveError::NoRedirect
        | ResolveError::Throttled { .. }
        | ResolveError::Upstream { .. }
        | ResolveError::Transport(_) => {
            tracing::warn!(error = %error, "a short link could not be resolved");
            return Problem::unavailable(30);
        }
    };
    Problem::bad_request(code, sentence(&error.to_string()))
}

pub(crate) fn handle(text: &str) -> Result<Handle, Problem> {
    Handle::parse(text)
        .map_err(|error| Problem::bad_request("invalid_handle", sentence(&error.to_string())))
}

pub(crate) fn caption(text: &str) -> Result<(), Problem> {
    if text.len() <= MOST_CAPTION_BYTES {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "caption_too_long",
        format!(
            "A caption has at most {MOST_CAPTION_BYTES} bytes; this one has {}.",
            text.len()
        ),
    ))
}

pub(crate) fn too_large(what: &str, limit: u64) -> Problem {
    let megabytes = limit / (1024 * 1024);
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "file_too_large",
        format!("{what} has at most {megabytes} MB."),
    )
}

pub(crate) fn unknown_upload() -> Problem {
    Problem::bad_request(
        "unknown_upload",
        "No file was uploaded under this id. Send the file to the upload's address first.",
    )
}

/// The first letter large, a full stop at the end.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{}{}{stop}", first.unwrap_or_default(), letters.as_str())
}
