//! What a buyer would search for.
//!
//! From the title, the things, makes and colours named in the caption, its hashtags, and the
//! category's own words in the languages of the market; hype and sizes stay out.

use domain::{CaptionAnalysis, Market, Tag, TagOrigin};
use taxonomy::{Leaf, Named, NamedKind, fold, split};

use crate::languages::category_words;

/// More tags than this help nobody.
pub(crate) const MOST: usize = 12;
/// Colours worth a tag of their own.
const COLORS: usize = 3;

/// The tags of a caption, best first.
pub(crate) fn tags(
    analysis: &CaptionAnalysis,
    leaf: Option<Leaf>,
    named: &[Named],
    market: Market,
) -> TagList {
    let mut tags = TagList::default();
    if let Some(title) = &analysis.title {
        tags.push(&title.value, TagOrigin::Caption);
    }
    let mut of_leaf = named.iter().filter(|named| leaf == Some(named.leaf));
    let first = of_leaf.clone().find(|named| named.kind == NamedKind::Noun);
    for named in of_leaf
        .clone()
        .filter(|named| named.kind != NamedKind::Hashtag)
    {
        tags.push(&named.phrase, TagOrigin::Caption);
    }
    if let Some(thing) = first {
        for color in analysis.colors.iter().take(COLORS) {
            tags.push(
                &format!("{} {}", color.value, thing.phrase),
                TagOrigin::Caption,
            );
        }
    }
    for named in of_leaf
        .by_ref()
        .filter(|named| named.kind == NamedKind::Hashtag)
    {
        tags.push(&named.phrase, TagOrigin::Hashtag);
    }
    if let Some(leaf) = leaf {
        for word in category_words(leaf, market) {
            tags.push(word, TagOrigin::Category);
        }
    }
    tags
}

/// Tags with what tells them apart.
#[derive(Debug, Default)]
pub(crate) struct TagList {
    pub(crate) tags: Vec<Tag>,
    pub(crate) keys: Vec<u64>,
}

impl TagList {
    /// The list of tags found earlier.
    pub(crate) fn of(tags: Vec<Tag>) -> Self {
        let keys = tags.iter().map(|tag| key(&tag.text)).collect();
        Self { tags, keys }
    }

    /// Adds a tag unless it, or the same words in another order or number, is there already.
    pub(crate) fn push(&mut self, text: &str, origin: TagOrigin) {
        if self.tags.len() >= MOST {
            return;
        }
        let text = tag_text(text);
        let key = key(&text);
        if !text.is_empty() && !self.keys.contains(&key) {
            self.keys.push(key);
            self.tags.push(Tag { text, origin });
        }
    }
}

/// Lower case, words parted by one space, punctuation at the ends of words gone.
fn tag_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '"');
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// What makes two tags the same: their words without endings, in any order, as one number.
pub(crate) fn key(text: &str) -> u64 {
    let folded = fold(text);
    split(&folded)
        .map(|word| match word.strip_suffix('s') {
            Some(stem) if stem.len() >= 3 && !stem.ends_with('s') => hash(stem),
            _ => hash(word),
        })
        .fold(0, u64::wrapping_add)
}

/// FNV-1a, 64 bits.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_tag() {
        let mut list = TagList::default();
        for text in [
            "Chelsea Boots",
            "boots chelsea",
            "chelsea boot",
            "‼️",
            "Gents  Boots!",
        ] {
            list.push(text, TagOrigin::Caption);
        }
        let texts: Vec<_> = list.tags.iter().map(|tag| &*tag.text).collect();
        assert_eq!(texts, ["chelsea boots", "gents boots"]);
    }
}
