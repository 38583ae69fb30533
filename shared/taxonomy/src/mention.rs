//! The phrases of the lexicon that a text holds.
//!
//! From left to right, the longest phrase first, so that "phone case" is never a phone. A phrase
//! that means nothing ("book now") takes its words with it.

use std::ops::Range;

use crate::hashtag;
use crate::keyword::Sense;
use crate::lexicon::{Lexicon, Node, lexicon};
use crate::spelling;
use crate::word::{Gap, Word, WordKind};

/// A phrase of the lexicon in a text.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The words it covers.
    pub(crate) words: Range<usize>,
    /// Where its senses stand.
    pub(crate) node: Node,
    /// How it was found.
    pub(crate) form: Form,
}

/// How a phrase stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As words.
    Plain,
    /// In a hashtag.
    Hashtag,
    /// With a spelling mistake.
    Misspelt,
}

impl Mention {
    /// What the phrase says.
    pub(crate) fn senses(&self) -> &'static [Sense] {
        lexicon().senses(self.node)
    }
}

/// Hashtags looked into: more of them are after reach, and cutting them is the dearest work here.
const HASHTAGS: usize = 30;

/// The longest phrase a lexicon walk has found, and where it ends.
type Found = Option<(usize, Node)>;

/// All phrases in the text, in order, none inside another.
pub(crate) fn mentions(words: &[Word<'_>]) -> Vec<Mention> {
    let lexicon = lexicon();
    let mut found = Vec::with_capacity(words.len());
    let (mut at, mut hashtags) = (0, 0);
    while let Some(word) = words.get(at) {
        match word.kind {
            WordKind::Hashtag if hashtags < HASHTAGS => {
                hashtags += 1;
                hashtag::mentions(word.text, |node| {
                    found.push(Mention {
                        words: at..at + 1,
                        node,
                        form: Form::Hashtag,
                    });
                });
            }
            WordKind::Hashtag | WordKind::Mark | WordKind::Opaque => {}
            WordKind::Letters | WordKind::Number | WordKind::Emoji => {
                if let Some((end, node)) = longest(lexicon, words, at) {
                    found.push(Mention {
                        words: at..end,
                        node,
                        form: Form::Plain,
                    });
                    at = end;
                    continue;
                }
                if word.kind == WordKind::Letters {
                    unknown(lexicon, word.text, at, &mut found);
                }
            }
        }
        at += 1;
    }
    found
}

/// The longest phrase that begins at `at`.
fn longest(lexicon: &Lexicon, words: &[Word<'_>], at: usize) -> Found {
    let readings = lexicon.readings(words.get(at)?.text);
    let mut best = None;
    for node in lexicon.first_steps(readings) {
        follow(lexicon, words, at + 1, node, &mut best);
    }
    best
}

fn follow(lexicon: &Lexicon, words: &[Word<'_>], at: usize, node: Node, best: &mut Found) {
    if !lexicon.senses(node).is_empty() && best.is_none_or(|(end, _)| at > end) {
        *best = Some((at, node));
    }
    let Some(mut next) = words.get(at) else {
        return;
    };
    let mut at = at;
    if next.kind == WordKind::Mark {
        match next.text {
            // "T-shirt", "dr. rashel", "w'enkoko"
            "-" | "." | "'" if next.gap == Gap::Glued => {
                at += 1;
                match words.get(at) {
                    Some(after) => next = after,
                    None => return,
                }
            }
            "&" => {}
            _ => return,
        }
    }
    if next.gap == Gap::Line && next.kind != WordKind::Mark {
        return;
    }
    let text = match next.kind {
        WordKind::Letters | WordKind::Number => next.text,
        WordKind::Mark if next.text == "&" => "and",
        _ => return,
    };
    for node in lexicon.steps(node, lexicon.readings(text)) {
        follow(lexicon, words, at + 1, node, best);
    }
}

/// A word no phrase begins with: several glued together, or a misspelt one.
fn unknown(lexicon: &Lexicon, text: &str, at: usize, found: &mut Vec<Mention>) {
    if text.len() < 6 {
        return;
    }
    if let Some(node) = lexicon.glued(text) {
        found.push(Mention {
            words: at..at + 1,
            node,
            form: Form::Plain,
        });
    } else if !lexicon.readings(text).is_known()
        && let Some(node) = spelling::corrected(text)
    {
        found.push(Mention {
            words: at..at + 1,
            node,
            form: Form::Misspelt,
        });
    }
}
