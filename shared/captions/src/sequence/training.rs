//! The features of a caption by their names.

use std::cell::RefCell;
use std::collections::HashMap;

use super::features::{Atom, FIXED, Features, Known, OFFSETS, names};
use super::weights::WORD;
use crate::lexicon::Marks;

/// Names of atoms; words get numbers as they come.
pub(crate) struct Vocabulary {
    names: RefCell<Vec<String>>,
    words: RefCell<HashMap<String, Atom>>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            names: RefCell::new(names().collect()),
            words: RefCell::default(),
        }
    }
}

impl Vocabulary {
    fn number(&self, word: &str) -> Option<Atom> {
        if !word.starts_with(char::is_alphabetic) {
            return None;
        }
        if let Some(known) = self.words.borrow().get(word) {
            return Some(*known);
        }
        let mut names = self.names.borrow_mut();
        let number = Atom::try_from(names.len()).ok()?;
        names.push(format!("{WORD}{word}"));
        self.words.borrow_mut().insert(word.to_owned(), number);
        debug_assert!(number >= FIXED, "words follow the fixed atoms");
        Some(number)
    }
}

/// The tokens looked at, and the features of each as `offset name`.
pub(crate) fn features(
    marks: &Marks<'_, '_>,
    known: Known<'_>,
    vocabulary: &Vocabulary,
) -> Vec<(usize, Vec<String>)> {
    let features = Features::new(marks, known, |word| vocabulary.number(word));
    let names = vocabulary.names.borrow();
    let tokens = features.tokens.iter().enumerate();
    tokens
        .map(|(index, at)| {
            let named = features
                .of(index)
                .filter_map(|(offset, atom)| {
                    let offset = OFFSETS.get(offset)?;
                    let name = names.get(usize::from(atom))?;
                    Some(format!("{offset} {name}"))
                })
                .collect();
            (*at, named)
        })
        .collect()
}
