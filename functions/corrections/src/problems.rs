//! What is wrong with a request, in words its sender can act on. Codes never change.

use axum::http::StatusCode;
use domain::{CaptionField, InvalidCorrection, InvalidPostId, UnknownCaptionField};
use function::http::Problem;

use crate::listing::MOST_CORRECTIONS;

pub(crate) fn body(error: &serde_json::Error) -> Problem {
    Problem::bad_request(
        "invalid_body",
        format!(
            "The body is an object of `post_id`, `field`, `is` and, if you like, `span` with \
             `start` and `end`: {error}."
        ),
    )
}

pub(crate) fn post_id(_: InvalidPostId) -> Problem {
    Problem::bad_request("invalid_post_id", "A post id is 15 to 20 digits.")
}

pub(crate) fn field(error: &UnknownCaptionField) -> Problem {
    let known = CaptionField::ALL.map(CaptionField::name).join("`, `");
    // What stands there may be of any length.
    let named: String = error.0.chars().take(40).collect();
    Problem::bad_request(
        "unknown_field",
        format!("There is no field `{named}`. The fields are `{known}`."),
    )
}

pub(crate) fn unknown_post() -> Problem {
    Problem::not_found("unknown_post", "The hub has no post of this id.")
}

pub(crate) fn no_caption() -> Problem {
    unprocessable(
        "no_caption",
        "This post has no caption to correct: it is still being fetched, or was refused.",
    )
}

pub(crate) fn unknown_category() -> Problem {
    unprocessable(
        "unknown_category",
        "There is no such category. Categories are named by their slug, such as `shoes`.",
    )
}

pub(crate) fn correction(error: &InvalidCorrection) -> Problem {
    let code = match error {
        InvalidCorrection::Value(_) => "invalid_value",
        InvalidCorrection::Span { .. } => "invalid_span",
        InvalidCorrection::NothingToCorrect(_) => "nothing_to_correct",
    };
    unprocessable(code, format!("{}.", first_large(&error.to_string())))
}

pub(crate) fn invalid_limit() -> Problem {
    Problem::bad_request(
        "invalid_limit",
        format!("The limit is a whole number from 1 to {MOST_CORRECTIONS}."),
    )
}

pub(crate) fn invalid_cursor() -> Problem {
    Problem::bad_request(
        "invalid_cursor",
        "This cursor was not made for this list. Begin again without one.",
    )
}

fn unprocessable(code: &'static str, detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}

fn first_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_uppercase(), letters.as_str())
    })
}
