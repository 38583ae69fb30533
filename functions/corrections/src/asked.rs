//! A correction as its sender writes it. Caption, market and what was read are the hub's to say.

use domain::{CaptionField, PostId, Span};
use function::http::Problem;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::problems;

/// What is to be put right.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) post_id: PostId,
    pub(crate) field: CaptionField,
    pub(crate) is: Value,
    pub(crate) span: Option<Span>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    post_id: String,
    field: String,
    #[serde(deserialize_with = "any")]
    is: Value,
    span: Option<Span>,
}

/// A value that must be there and may be `null`.
fn any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Value::deserialize(deserializer)
}

/// Reads a body.
pub(crate) fn read(body: &[u8]) -> Result<Asked, Problem> {
    let body: Body = serde_json::from_slice(body).map_err(|error| problems::body(&error))?;
    Ok(Asked {
        post_id: PostId::parse(&body.post_id).map_err(problems::post_id)?,
        field: CaptionField::parse(&body.field).map_err(|error| problems::field(&error))?,
        is: body.is,
        span: body.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_names_post_field_and_value_and_nothing_of_the_hubs() {
        let id = "7711027552000786642";
        for (body, expected) in [
            (
                format!(r#"{{"post_id":"{id}","field":"price","is":null}}"#),
                "read",
            ),
            (
                format!(
                    r#"{{"post_id":"{id}","field":"unit","is":"kg","span":{{"start":0,"end":2}}}}"#
                ),
                "read",
            ),
            (String::new(), "invalid_body"),
            ("not json".to_owned(), "invalid_body"),
            ("[]".to_owned(), "invalid_body"),
            (
                format!(r#"{{"post_id":"{id}","field":"price"}}"#),
                "invalid_body",
            ),
            (
                format!(r#"{{"post_id":{id},"field":"price","is":null}}"#),
                "invalid_body",
            ),
            (
                format!(
                    r#"{{"post_id":"{id}","field":"unit","is":"kg","span":{{"start":-1,"end":2}}}}"#
                ),
                "invalid_body",
            ),
            (
                format!(r#"{{"post_id":"{id}","field":"unit","is":"kg","caption":"mine"}}"#),
                "invalid_body",
            ),
            (
                format!(r#"{{"post_id":"{id}","field":"unit","is":"kg","was":"pair"}}"#),
                "invalid_body",
            ),
            (
                r#"{"post_id":"12","field":"unit","is":"kg"}"#.to_owned(),
                "invalid_post_id",
            ),
            (
                format!(r#"{{"post_id":"{id}","field":"colour","is":"red"}}"#),
                "unknown_field",
            ),
        ] {
            let read = read(body.as_bytes());
            let found = read.as_ref().map_or_else(Problem::code, |_| "read");
            assert_eq!(found, expected, "{body}");
        }
    }
}
