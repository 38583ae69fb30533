//! What a training command needs to know of a caption. Reading captions needs none of it.

use domain::Market;

use crate::lexicon::Marks;
use crate::normal::{Reading, TokenKind};
use crate::parse::{Ground, Parts};
use crate::sequence::{self, training as model};
use crate::{delivery, offer};

/// The labels of the model of names in the order of its file: outside a name, first word, further
/// word.
pub const NAME_LABELS: [&str; 3] = sequence::LABELS;

/// The features of captions by their names.
#[derive(Default)]
pub struct NameFeatures {
    vocabulary: model::Vocabulary,
}

/// A token of a caption as the model of names sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameToken {
    /// The token in plain characters.
    pub text: String,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether a name can have it inside; hashtags, phone numbers and emoji are never in one.
    pub can_be_inside: bool,
    /// `offset name` of everything that holds, such as `-1 class:noun`.
    pub features: Vec<String>,
}

impl NameFeatures {
    /// The tokens of a caption.
    pub fn tokens(&self, caption: &str, market: Market) -> Vec<NameToken> {
        let reading = Reading::new(caption, market);
        let marks = Marks::new(&reading);
        let ground = Ground::new(&marks);
        let features = model::features(&marks, ground.known(), &self.vocabulary);
        let tokens = features.into_iter();
        tokens
            .filter_map(|(at, features)| Some((reading.token(at)?, features)))
            .map(|(token, features)| NameToken {
                text: reading.text(token).to_owned(),
                glued: token.is_glued(),
                can_be_inside: matches!(
                    token.kind,
                    TokenKind::Word | TokenKind::Number(_) | TokenKind::Symbol(_)
                ),
                features,
            })
            .collect()
    }
}

/// What the verdict model weighs in a caption, by name, with how much of it there is.
pub fn verdict_features(caption: &str, market: Market) -> Vec<(String, f64)> {
    let reading = Reading::new(caption, market);
    let marks = Marks::new(&reading);
    let parts = Parts::new(&marks);
    offer::features(&marks, &offer::signs(&marks, &parts.evidence()))
}

/// What the delivery model weighs in a caption, by name, with how much of it there is.
pub fn delivery_features(caption: &str, market: Market) -> Vec<(String, f64)> {
    let reading = Reading::new(caption, market);
    delivery::features(&Marks::new(&reading))
}
