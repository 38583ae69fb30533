//! The data files as one trie of words, built once.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::keyword::{Meaning, Sense, keywords};
use crate::source;
use crate::word::{fold, singular, split};

/// A place in the trie.
pub(crate) type Node = u32;

const ROOT: Node = 0;

/// Every phrase the taxonomy knows.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Each known word's number.
    words: FxHashMap<Box<str>, u32>,
    /// From a node by a word to the next node.
    steps: FxHashMap<(Node, u32), Node>,
    /// What the phrase that ends at each node says.
    senses: Vec<Vec<Sense>>,
    /// Phrases of things with their words glued together, as hashtags have them.
    glued: FxHashMap<Box<str>, Node>,
    /// Phrases of things as their files have them, for when the text has them glued or misspelt.
    phrases: FxHashMap<Node, &'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// The lexicon. The first call builds it, in about 15 ms of a processor.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Up to two readings of one word: as it stands, and as the singular of a plural.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Readings([Option<u32>; 2]);

impl Readings {
    /// Whether some phrase holds the word.
    pub(crate) fn is_known(self) -> bool {
        self.0.iter().any(Option::is_some)
    }
}

impl Lexicon {
    fn build() -> Self {
        let mut lexicon = Self::with_capacity(32_000);
        for (leaf, source) in source::LEAVES {
            for keyword in keywords(source, Some(leaf)) {
                lexicon.insert(keyword.phrase, keyword.sense);
            }
        }
        for source in [source::IGNORED, source::CUES, source::LINKS] {
            for keyword in keywords(source, None) {
                lexicon.insert(keyword.phrase, keyword.sense);
            }
        }
        lexicon
    }

    /// Room for so many phrases: growing would move everything several times.
    fn with_capacity(phrases: usize) -> Self {
        let mut senses = Vec::with_capacity(phrases);
        senses.push(Vec::new());
        Self {
            words: FxHashMap::with_capacity_and_hasher(phrases / 2, FxBuildHasher),
            steps: FxHashMap::with_capacity_and_hasher(phrases, FxBuildHasher),
            senses,
            glued: FxHashMap::with_capacity_and_hasher(phrases, FxBuildHasher),
            phrases: FxHashMap::with_capacity_and_hasher(phrases, FxBuildHasher),
        }
    }

    fn insert(&mut self, phrase: &'static str, sense: Sense) {
        let folded = fold(phrase);
        let mut node = ROOT;
        for word in split(&folded) {
            let next_word = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let word = match self.words.get(word) {
                Some(word) => *word,
                None => *self.words.entry(word.into()).or_insert(next_word),
            };
            let next_node = u32::try_from(self.senses.len()).unwrap_or(u32::MAX);
            node = *self.steps.entry((node, word)).or_insert(next_node);
            if node == next_node {
                self.senses.push(Vec::new());
            }
        }
        if node == ROOT {
            return;
        }
        if let Some(senses) = self.senses.get_mut(node as usize)
            && !senses.contains(&sense)
        {
            senses.push(sense);
        }
        if names_a_thing(sense.meaning) {
            let glued: String = split(&folded).collect();
            if glued.len() >= 3 {
                self.glued.entry(glued.into()).or_insert(node);
            }
            self.phrases.entry(node).or_insert(phrase);
        }
    }

    /// What is known of one word; nothing where no phrase holds it.
    pub(crate) fn readings(&self, word: &str) -> Readings {
        let single = singular(word).and_then(|(stem, end)| {
            if end.is_empty() {
                self.words.get(stem)
            } else {
                self.words.get([stem, end].concat().as_str())
            }
        });
        Readings([self.words.get(word).copied(), single.copied()])
    }

    /// The node behind `node` by each reading of a word, as it stands first.
    pub(crate) fn steps(&self, node: Node, word: Readings) -> impl Iterator<Item = Node> {
        let step = move |word: Option<u32>| self.steps.get(&(node, word?)).copied();
        word.0.into_iter().filter_map(step)
    }

    /// The nodes of phrases that are, or begin with, this word.
    pub(crate) fn first_steps(&self, word: Readings) -> impl Iterator<Item = Node> {
        self.steps(ROOT, word)
    }

    /// What the phrase that ends at a node says; empty where none ends.
    pub(crate) fn senses(&self, node: Node) -> &[Sense] {
        self.senses.get(node as usize).map_or(&[], Vec::as_slice)
    }

    /// The phrase of a thing that ends at a node, folded.
    pub(crate) fn phrase(&self, node: Node) -> Option<String> {
        self.phrases.get(&node).map(|phrase| fold(phrase))
    }

    /// The node of a phrase by its words glued together.
    pub(crate) fn glued(&self, text: &str) -> Option<Node> {
        self.glued.get(text).copied().or_else(|| {
            let (stem, end) = singular(text)?;
            if end.is_empty() {
                self.glued.get(stem).copied()
            } else {
                self.glued.get([stem, end].concat().as_str()).copied()
            }
        })
    }

    /// The single words that name a thing and are long enough to be misspelt, in alphabetical
    /// order.
    pub(crate) fn long_words(&self) -> Vec<(&str, Node)> {
        let named = self.words.iter().filter_map(|(word, number)| {
            let node = *self.steps.get(&(ROOT, *number))?;
            let names = self
                .senses(node)
                .iter()
                .any(|sense| names_a_thing(sense.meaning));
            (word.len() >= 6 && names).then_some((&**word, node))
        });
        let mut words: Vec<_> = named.collect();
        words.sort_unstable();
        words
    }
}

/// Whether a hashtag of this phrase names a thing.
fn names_a_thing(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Noun(_) | Meaning::Brand(_) | Meaning::Tag(_)
    )
}
