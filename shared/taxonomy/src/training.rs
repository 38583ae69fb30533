//! What a training command needs to know of a text. Classifying needs none of it.

use crate::classify::score;
use crate::{Query, likelihood};

/// What the model of leaves weighs in a text, by name, with how much of it there is.
pub fn leaf_features(query: &Query<'_>) -> Vec<(String, f64)> {
    let (_, scores) = score(query);
    likelihood::features(query.words, &scores.ranked())
}
