//! The word lists, compiled in and read once.
//!
//! A list file has sections: `[class]` or `[class value]`, then phrases separated by commas.
//! `//` begins a comment. Phrases are in folded form: lower case, no accents, no apostrophes,
//! words separated by one space; a hyphen in a caption counts as that space.
//!
//! The taxonomy's words for things and makes join them as classes of their own: they are many more,
//! and less sure to be the title than the nouns listed here.

mod class;
mod marks;

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use taxonomy::{Markets, Thing, ThingKind, fold, split};

pub(crate) use self::class::{Class, Classes};
pub(crate) use self::marks::{Hit, Marks};

/// The files, in no particular order.
const FILES: &[&str] = &[
    include_str!("../../data/nouns-fashion-beauty.txt"),
    include_str!("../../data/nouns-electronics-home.txt"),
    include_str!("../../data/nouns-food-farm-vehicles.txt"),
    include_str!("../../data/nouns-services-leisure.txt"),
    include_str!("../../data/nouns-local.txt"),
    include_str!("../../data/brands.txt"),
    include_str!("../../data/title-words.txt"),
    include_str!("../../data/colors.txt"),
    include_str!("../../data/statements.txt"),
    include_str!("../../data/money.txt"),
    include_str!("../../data/sizes.txt"),
    include_str!("../../data/places.txt"),
    include_str!("../../data/intent.txt"),
    include_str!("../../data/markets.txt"),
];

/// A phrase behind its first word.
struct Pattern {
    /// The words after the first, separated by one space.
    rest: Cow<'static, str>,
    class: Class,
    value: &'static str,
    /// Where it is said.
    markets: Markets,
}

pub(crate) struct Lexicon {
    patterns: HashMap<Cow<'static, str>, Vec<Pattern>, BuildHasherDefault<WordHasher>>,
}

/// All word lists.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self {
            patterns: HashMap::default(),
        };
        for file in FILES {
            let mut class = Class::Stop;
            let mut value = "";
            for line in file.lines() {
                let line = line.split("//").next().unwrap_or_default().trim();
                if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                    let (name, rest) = header.split_once(' ').unwrap_or((header, ""));
                    let known = Class::ALL.iter().find(|(known, _)| *known == name);
                    class = known.map_or(Class::Stop, |(_, class)| *class);
                    value = rest;
                    continue;
                }
                for phrase in line.split(',') {
                    lexicon.add(phrase.trim(), class, value);
                }
            }
        }
        for thing in taxonomy::things() {
            lexicon.add_thing(thing);
        }
        for patterns in lexicon.patterns.values_mut() {
            // Longest first, so that the first match of a class is the one that counts.
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.rest.len()));
            patterns.shrink_to_fit();
        }
        lexicon
    }

    fn add(&mut self, phrase: &'static str, class: Class, value: &'static str) {
        if phrase.is_empty() {
            return;
        }
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        self.patterns
            .entry(first.into())
            .or_default()
            .push(Pattern {
                rest: rest.into(),
                class,
                value,
                markets: Markets::ALL,
            });
    }

    /// A phrase of the taxonomy.
    fn add_thing(&mut self, thing: Thing) {
        let (class, least) = match thing.kind {
            ThingKind::Noun => (Class::Thing, 8),
            ThingKind::Brand => (Class::Make, 6),
        };
        if thing.weight < least {
            return;
        }
        let (first, rest) = if is_plain(thing.phrase) {
            let (first, rest) = thing.phrase.split_once(' ').unwrap_or((thing.phrase, ""));
            (Cow::Borrowed(first), Cow::Borrowed(rest))
        } else {
            let folded = fold(thing.phrase);
            let mut words = split(&folded);
            let Some(first) = words.next() else { return };
            let rest: Vec<&str> = words.collect();
            (Cow::Owned(first.to_owned()), Cow::Owned(rest.join(" ")))
        };
        self.patterns.entry(first).or_default().push(Pattern {
            rest,
            class,
            value: "",
            markets: thing.markets,
        });
    }

    fn starting_with(&self, word: &str) -> &[Pattern] {
        self.patterns.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a single word has this class.
    pub(crate) fn is(&self, word: &str, class: Class) -> bool {
        self.starting_with(word)
            .iter()
            .any(|pattern| pattern.rest.is_empty() && pattern.class == class)
    }

    /// Whether the word begins or is any phrase at all.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.starting_with(word)
            .iter()
            .any(|pattern| pattern.rest.is_empty())
    }
}

/// Whether a phrase is letters and single spaces: folding and splitting would change nothing.
fn is_plain(phrase: &str) -> bool {
    phrase
        .split(' ')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Whether a word is one of a few words, written with spaces between: lists too small and too
/// much part of one rule to be in a file.
pub(crate) fn one_of(word: &str, words: &str) -> bool {
    words.split_ascii_whitespace().any(|listed| listed == word)
}

/// FNV-1a: short keys, no outsider chooses them, so no need for a keyed hash.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut hash = if self.0 == 0 {
            0xcbf2_9ce4_8422_2325
        } else {
            self.0
        };
        for byte in bytes {
            hash ^= u64::from(*byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_names_a_class() {
        for file in FILES {
            for line in file.lines() {
                let line = line.split("//").next().unwrap().trim();
                if let Some(header) = line.strip_prefix('[') {
                    let header = header.strip_suffix(']').unwrap();
                    let name = header.split(' ').next().unwrap();
                    assert!(Class::ALL.iter().any(|(known, _)| *known == name), "{line}");
                }
            }
        }
    }

    #[test]
    fn phrases_are_folded() {
        for (first, patterns) in &LEXICON.patterns {
            for pattern in patterns {
                let phrase = format!("{first} {}", pattern.rest);
                let wrong = phrase
                    .chars()
                    .any(|c| c.is_uppercase() || c == '\'' || c == '-');
                assert!(!wrong && !phrase.contains("  "), "{phrase}");
            }
        }
    }

    #[test]
    fn classes_are_listed_by_their_number() {
        for (index, (name, class)) in Class::ALL.iter().enumerate() {
            assert_eq!(*class as usize, index, "{name}");
        }
    }
}
