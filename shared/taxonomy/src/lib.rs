//! Categories, Google product categories, keyword tables and classification.
//!
//! A text's words go in, the leaves it may belong to come out, best first, with the words that
//! speak for each and how sure that is. The words sellers use are data files beside the code,
//! compiled in and built into one trie on first use; learned weights choose among the leaves they
//! name. Reading a caption (styled letters, prices,
//! phones) is the caption parser's work and not done here. No I/O.

mod classify;
mod context;
mod department;
mod hashtag;
mod keyword;
mod leaf;
mod lexicon;
mod likelihood;
mod mention;
mod scores;
mod service;
mod source;
mod spelling;
mod thing;
pub mod training;
mod word;

pub use classify::{Candidate, Classification, Named, NamedKind, Query, Reason, classify};
pub use department::Department;
pub use hashtag::hashtag_names_a_thing;
pub use leaf::Leaf;
pub use thing::{Markets, Thing, ThingKind, things};
pub use word::{Gap, Word, WordKind, fold, split};
