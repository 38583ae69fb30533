//! What a client asks of a list, read from the query.
//!
//! Unknown names are passed over; of a repeated name the first counts.

use domain::{CategorySlug, Handle, Market, PostId, TenantId};
use function::Cursors;
use function::http::Problem;
use jiff::Timestamp;
use taxonomy::Leaf;

use crate::problems;

/// The most entries of one list.
pub(crate) const MOST_ENTRIES: usize = 50;
/// Entries of a list where the client does not say.
pub(crate) const USUAL_ENTRIES: usize = 20;

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
        Ok(Self {
            limit: limit(values)?,
            since: value(values, "since").map(since).transpose()?,
            category: value(values, "category").map(category).transpose()?,
            after: value(values, "cursor")
                .map(|cursor| cursors.open(scope, cursor))
                .transpose()
                .map_err(|_| problems::invalid_cursor())?,
        })
    }
}

/// The trends a client asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrendListing {
    /// Of this country.
    pub(crate) market: Market,
    /// At most so many, 1 to 50.
    pub(crate) limit: usize,
}

impl TrendListing {
    /// Reads the values of a query.
    ///
    /// # Errors
    /// The first value that is wrong, by its own code.
    pub(crate) fn parse(values: &[(String, String)]) -> Result<Self, Problem> {
        Ok(Self {
            market: value(values, "market")
                .and_then(|code| Market::parse(code).ok())
                .ok_or_else(problems::unknown_market)?,
            limit: limit(values)?,
        })
    }
}

fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}

fn limit(values: &[(String, String)]) -> Result<usize, Problem> {
    let Some(text) = value(values, "limit") else {
        return Ok(USUAL_ENTRIES);
    };
    text.parse()
        .ok()
        .filter(|limit| (1..=MOST_ENTRIES).contains(limit))
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

    fn values(query: &[(&str, &str)]) -> Vec<(String, String)> {
        query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn parse(query: &[(&str, &str)]) -> Result<Listing, &'static str> {
        let cursors = Cursors::new("a key for tests".to_owned().into());
        Listing::parse(&values(query), &cursors, "products/main/nalu")
            .map_err(|problem| problem.code())
    }

    #[test]
    fn a_query_without_values_is_the_first_usual_page() {
        let expected = Listing {
            limit: USUAL_ENTRIES,
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

    #[test]
    fn trends_are_of_a_market_the_hub_knows() {
        for (query, expected) in [
            (&[("market", "UG")][..], Ok((Market::Ug, USUAL_ENTRIES))),
            (&[("market", "ke"), ("limit", "50")], Ok((Market::Ke, 50))),
            (&[], Err("unknown_market")),
            (&[("market", "")], Err("unknown_market")),
            (&[("market", "XX")], Err("unknown_market")),
            (&[("market", "Uganda")], Err("unknown_market")),
            (&[("market", "UG"), ("limit", "0")], Err("invalid_limit")),
            (&[("market", "UG"), ("limit", "51")], Err("invalid_limit")),
        ] {
            let listing = TrendListing::parse(&values(query))
                .map(|listing| (listing.market, listing.limit))
                .map_err(|problem| problem.code());
            assert_eq!(listing, expected, "{query:?}");
        }
    }
}
