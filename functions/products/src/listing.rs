//! What a client asks of a list, read from the query.
//!
//! Unknown names are passed over; of a repeated name the first counts.

use domain::{CategorySlug, Handle, PostId, TenantId};
use function::Cursors;
use function::http::Problem;
use jiff::Timestamp;
use taxonomy::Leaf;

use crate::problems;

/// The most products of one page.
pub(crate) const MOST_PRODUCTS: usize = 50;
/// Products of a page where the client does not say.
pub(crate) const USUAL_PRODUCTS: usize = 20;

/// The page of products a client asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    /// At most so many products, 1 to 50.
    pub(crate) limit: usize,
    /// Only posts made at this time or later.
    pub(crate) since: Option<Timestamp>,
    /// Only this category.
    pub(crate) category: Option<CategorySlug>,
    /// Only products older than this one.
    pub(crate) after: Option<PostId>,
}

/// The list that cursors of this shop belong to.
pub(crate) fn scope(tenant: &TenantId, handle: &Handle) -> String {
    format!("products/{tenant}/{handle}")
}

impl Listing {
    /// Reads the values of a query.
    ///
    /// # Errors
    /// The first value that is wrong, by its own code.
    pub(crate) fn parse(
        values: &[(String, String)],
        cursors: &Cursors,
        scope: &str,
    ) -> Result<Self, Problem> {
        let value = |name: &str| {
            values
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        Ok(Self {
            limit: value("limit").map_or(Ok(USUAL_PRODUCTS), limit)?,
            since: value("since").map(since).transpose()?,
            category: value("category").map(category).transpose()?,
            after: value("cursor")
                .map(|cursor| cursors.open(scope, cursor))
                .transpose()
                .map_err(|_| problems::invalid_cursor())?,
        })
    }
}

fn limit(text: &str) -> Result<usize, Problem> {
    text.parse()
        .ok()
        .filter(|limit| (1..=MOST_PRODUCTS).contains(limit))
        .ok_or_else(problems::invalid_limit)
}

fn since(text: &str) -> Result<Timestamp, Problem> {
    text.parse().map_err(|_| problems::invalid_since())
}

/// A category is one of a closed list: a mistyped one is worth an error, not an empty list.
fn category(text: &str) -> Result<CategorySlug, Problem> {
    Leaf::from_slug(text)
        .and_then(Leaf::category)
        .ok_or_else(problems::unknown_category)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &[(&str, &str)]) -> Result<Listing, &'static str> {
        let cursors = Cursors::new("a key for tests".to_owned().into());
        let values: Vec<(String, String)> = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Listing::parse(&values, &cursors, "products/main/nalu").map_err(|problem| problem.code())
    }

    #[test]
    fn a_query_without_values_is_the_first_usual_page() {
        let expected = Listing {
            limit: USUAL_PRODUCTS,
            since: None,
            category: None,
            after: None,
        };
        assert_eq!(parse(&[]), Ok(expected.clone()));
        assert_eq!(parse(&[("utm_source", "tiktok")]), Ok(expected));
    }

    #[test]
    fn each_wrong_value_has_its_own_code() {
        for (name, value, expected) in [
            ("limit", "1", None),
            ("limit", "50", None),
            ("limit", "0", Some("invalid_limit")),
            ("limit", "51", Some("invalid_limit")),
            ("limit", "-1", Some("invalid_limit")),
            ("limit", "abc", Some("invalid_limit")),
            ("limit", "", Some("invalid_limit")),
            ("limit", "99999999999999999999999", Some("invalid_limit")),
            ("since", "2026-11-23T10:11:12Z", None),
            ("since", "2026-11-23T13:11:12+03:00", None),
            ("since", "2026-11-23", Some("invalid_since")),
            ("since", "yesterday", Some("invalid_since")),
            ("category", "shoes", None),
            ("category", "no-such-thing", Some("unknown_category")),
            ("category", "Shoes!", Some("unknown_category")),
            ("cursor", "", Some("invalid_cursor")),
            ("cursor", "AAAA", Some("invalid_cursor")),
        ] {
            let code = parse(&[(name, value)]).err();
            assert_eq!(code, expected, "{name}={value}");
        }
    }
}
