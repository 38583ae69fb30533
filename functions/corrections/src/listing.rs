//! Handing the corpus out: pages of JSON, or of lines as `captions-eval` reads them.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use domain::{Correction, TenantId};
use function::Cursors;
use function::http::{Actor, Problem};
use serde::Serialize;

use crate::{Corrections, problems};

/// The most corrections of one page: with captions of 16 KiB each well below Lambda's 6 MB.
pub(crate) const MOST_CORRECTIONS: usize = 50;
/// Corrections of a page where the client does not say.
const USUAL_CORRECTIONS: usize = 20;

/// A page as JSON.
#[derive(Debug, Serialize)]
struct Page<'a> {
    corrections: &'a [Correction],
    /// The cursor of the next page; `null` on the last one.
    next_cursor: Option<&'a str>,
}

/// Which page.
#[derive(Debug, PartialEq, Eq)]
struct Listing {
    limit: usize,
    after: Option<String>,
}

impl Listing {
    /// Unknown names are passed over; of a repeated name the first counts.
    fn parse(values: &[(String, String)], cursors: &Cursors, scope: &str) -> Result<Self, Problem> {
        let value = |name: &str| values.iter().find(|(known, _)| known == name);
        let limit = value("limit").map_or(Ok(USUAL_CORRECTIONS), |(_, text)| {
            text.parse()
                .ok()
                .filter(|limit| (1..=MOST_CORRECTIONS).contains(limit))
                .ok_or_else(problems::invalid_limit)
        })?;
        let after = value("cursor")
            .map(|(_, cursor)| cursors.open(scope, cursor))
            .transpose()
            .map_err(|_| problems::invalid_cursor())?;
        Ok(Self { limit, after })
    }
}

/// A page of corrections, in the order of their posts. `Accept: application/x-ndjson` gives one a
/// line and the next page in `Link`.
pub(crate) async fn list_corrections(
    State(corrections): State<Corrections>,
    _: Actor,
    Query(values): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let scope = scope(&corrections.tenant);
    let Listing { limit, after } = Listing::parse(&values, &corrections.cursors, &scope)?;
    let page = corrections
        .store
        .corrections(&corrections.tenant, limit, after.as_deref())
        .await
        .map_err(Problem::upstream)?;
    let next = page
        .next
        .map(|next| corrections.cursors.seal(&scope, &next))
        .transpose()
        .map_err(Problem::upstream)?;
    let next = next.as_deref();
    let mut response = if wants_lines(&headers) {
        lines(&page.corrections, next.map(|next| (limit, next)))?
    } else {
        let page = Page {
            corrections: &page.corrections,
            next_cursor: next,
        };
        axum::Json(page).into_response()
    };
    // Captions and phone numbers of people: nobody on the way may keep them.
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(response)
}

fn scope(tenant: &TenantId) -> String {
    format!("corrections/{tenant}")
}

fn wants_lines(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|media_type| media_type.split(';').next())
        .any(|media_type| media_type.trim() == "application/x-ndjson")
}

fn lines(corrections: &[Correction], next: Option<(usize, &str)>) -> Result<Response, Problem> {
    let mut body = String::new();
    for correction in corrections {
        body += &serde_json::to_string(correction).map_err(Problem::upstream)?;
        body.push('\n');
    }
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let lines = HeaderValue::from_static("application/x-ndjson");
    headers.insert(header::CONTENT_TYPE, lines);
    if let Some((limit, cursor)) = next {
        let link = format!("</v1/corrections?limit={limit}&cursor={cursor}>; rel=\"next\"");
        headers.insert(
            header::LINK,
            HeaderValue::try_from(link).map_err(Problem::upstream)?,
        );
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_value_has_its_own_code() {
        let cursors = Cursors::new("a key for tests".to_owned().into());
        let scope = scope(&TenantId::default());
        let parse = |name: &str, value: &str| {
            Listing::parse(&[(name.to_owned(), value.to_owned())], &cursors, &scope)
                .map_err(|problem| problem.code())
        };
        let page = |limit, after| Ok(Listing { limit, after });
        assert_eq!(parse("utm_source", "x"), page(USUAL_CORRECTIONS, None));
        assert_eq!(parse("limit", "50"), page(50, None));
        for limit in ["0", "51", "-1", "abc", "", "99999999999999999999999"] {
            assert_eq!(parse("limit", limit), Err("invalid_limit"), "{limit}");
        }
        let sealed = cursors.seal(&scope, &"CORRECTION#1").unwrap();
        let after = Some("CORRECTION#1".to_owned());
        assert_eq!(parse("cursor", &sealed), page(USUAL_CORRECTIONS, after));
        let foreign = cursors.seal("corrections/other", &"CORRECTION#1").unwrap();
        for cursor in ["", "AAAA", &foreign] {
            assert_eq!(parse("cursor", cursor), Err("invalid_cursor"), "{cursor}");
        }
    }

    #[test]
    fn lines_are_for_those_who_ask_for_them() {
        for (accept, expected) in [
            ("application/x-ndjson", true),
            ("application/json, application/x-ndjson;q=0.9", true),
            ("application/json", false),
            ("*/*", false),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_str(accept).unwrap())]);
            assert_eq!(wants_lines(&headers), expected, "{accept}");
        }
    }
}
