//! Caption text and market in, what it says out, with evidence and confidence. No I/O.
//!
//! [`parse`] reads a caption in three steps: [`normal::Reading`] makes plain characters and typed
//! tokens of it, the lexicons are laid over the tokens, and small rules over tokens and their
//! neighbours find the fields. What the thing's category is, is left to the crate `tagging`.

mod clause;
mod colors;
mod delivery;
mod finding;
mod lexicon;
mod linear;
mod location;
mod market;
mod money;
pub mod normal;
mod offer;
mod parse;
mod phone;
mod sequence;
mod sizes;
mod statements;
mod title;
pub mod training;

use normal::Reading;

pub use parse::{analyse, parse};

/// Whether a caption carries the hashtag `#TRACK`, in any case and any lettering.
pub fn has_track_tag(caption: &str) -> bool {
    Reading::new(caption, domain::Market::Ug)
        .hashtags()
        .any(|hashtag| hashtag == "track")
}
