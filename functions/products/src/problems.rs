//! The problems a client may meet, each with its code. Codes never change.

use domain::{Handle, Market, PostId};
use function::http::Problem;

use crate::listing::MOST_ENTRIES;

/// A handle from an address.
pub(crate) fn handle(text: &str) -> Result<Handle, Problem> {
    Handle::parse(text)
        .map_err(|error| Problem::bad_request("invalid_handle", sentence(&error.to_string())))
}

/// A post id from an address.
pub(crate) fn post_id(text: &str) -> Result<PostId, Problem> {
    PostId::parse(text)
        .map_err(|error| Problem::bad_request("invalid_post_id", sentence(&error.to_string())))
}

pub(crate) fn invalid_limit() -> Problem {
    Problem::bad_request(
        "invalid_limit",
        format!("The limit is a whole number from 1 to {MOST_ENTRIES}."),
    )
}

pub(crate) fn invalid_since() -> Problem {
    Problem::bad_request(
        "invalid_since",
        "`since` is a time after RFC 3339, such as 2026-11-23T10:11:12Z.",
    )
}

pub(crate) fn unknown_category() -> Problem {
    Problem::bad_request(
        "unknown_category",
        "There is no such category. Categories are named by their slug, such as `shoes`.",
    )
}

pub(crate) fn unknown_market() -> Problem {
    let known = Market::ALL.map(Market::code).join(", ");
    Problem::bad_request(
        "unknown_market",
        format!("`market` is the ISO 3166 code of one of these countries: {known}."),
    )
}

pub(crate) fn invalid_cursor() -> Problem {
    Problem::bad_request(
        "invalid_cursor",
        "This cursor was not made for this list. Begin again without one.",
    )
}

pub(crate) fn unknown_shop() -> Problem {
    Problem::not_found("unknown_shop", "There is no shop of this handle.")
}

pub(crate) fn unknown_product() -> Problem {
    Problem::not_found("unknown_product", "This shop has no such product.")
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), letters.as_str())
    })
}
