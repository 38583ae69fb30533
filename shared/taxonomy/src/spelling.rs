//! Words one slip away from a known one: "mattres", "sneekers", "refrigirator".
//!
//! Two words are one slip apart when dropping at most one letter from each makes them equal, or
//! two neighbours are swapped. Only words of six letters and more are looked at, and the first
//! letter has to be right, so that short words do not turn into each other.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::lexicon::{Node, lexicon};

/// A hash of a word with one letter dropped, to the node of the word and its length.
static NEIGHBOURS: LazyLock<FxHashMap<u64, (Node, u8)>> = LazyLock::new(|| {
    let words = lexicon().long_words();
    let mut neighbours = FxHashMap::with_capacity_and_hasher(words.len() * 9, FxBuildHasher);
    for (word, node) in words.into_iter().filter(|(word, _)| word.is_ascii()) {
        let length = u8::try_from(word.len()).unwrap_or(u8::MAX);
        neighbours.insert(hash(word.bytes()), (node, length));
        for hash in shortened(word) {
            neighbours.entry(hash).or_insert((node, length));
        }
    }
    neighbours
});

/// The node of the known word that `text` seems to be meant for.
pub(crate) fn corrected(text: &str) -> Option<Node> {
    if !(6..=20).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let near = |(node, length): (Node, u8)| {
        (usize::from(length).abs_diff(text.len()) <= 1).then_some(node)
    };
    let whole = NEIGHBOURS.get(&hash(text.bytes())).copied().and_then(near);
    whole.or_else(|| shortened(text).find_map(|hash| NEIGHBOURS.get(&hash).copied().and_then(near)))
}

/// The word with each letter but the first dropped in turn.
fn shortened(word: &str) -> impl Iterator<Item = u64> {
    (1..word.len()).map(move |skip| {
        hash(
            word.bytes()
                .enumerate()
                .filter(move |(at, _)| *at != skip)
                .map(|(_, byte)| byte),
        )
    })
}

/// FNV-1a, 64 bits.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
