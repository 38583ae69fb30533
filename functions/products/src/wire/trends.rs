//! What is posted about in a market.

use domain::{Market, TrendingTag};
use serde::Serialize;
use utoipa::ToSchema;

/// The tags that sellers of a market post about most.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrendList {
    /// ISO 3166 code of the sellers' country.
    #[schema(example = "UG")]
    market: &'static str,
    /// The tags, most posted about first; empty where nothing was posted lately.
    trends: Vec<TrendResource>,
}

/// A tag and how much it is posted about now.
#[derive(Debug, Serialize, ToSchema)]
struct TrendResource {
    /// Lower-case words, as in the tags of products.
    #[schema(example = "kitenge dress")]
    tag: String,
    /// Products with this tag in thousandths, each worth half after a week: one published now is
    /// 1000, one of last week 500.
    #[schema(example = 2957)]
    score: u64,
}

impl TrendList {
    /// A market's trends, in the order given.
    pub(crate) fn new(market: Market, tags: Vec<TrendingTag>) -> Self {
        let trends = tags.into_iter().map(|tag| TrendResource {
            tag: tag.text,
            score: tag.thousandths,
        });
        Self {
            market: market.code(),
            trends: trends.collect(),
        }
    }
}
