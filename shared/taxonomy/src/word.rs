//! The words a text is classified by.
//!
//! Whoever calls has read the text already (lower case, no accents, no apostrophes); taxonomy does
//! no reading of captions. [`split`] cuts the data files and other plain text the same way.

use unicode_normalization::char::decompose_canonical;

/// One word, number, mark or picture of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// Lower case, without accents and apostrophes. A hashtag is without `#`.
    pub text: &'a str,
    /// What it is.
    pub kind: WordKind,
    /// What stands before it.
    pub gap: Gap,
}

/// What a [`Word`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, perhaps with digits behind.
    Letters,
    /// Figures.
    Number,
    /// A hashtag: often several words glued together.
    Hashtag,
    /// An emoji.
    Emoji,
    /// A punctuation mark.
    Mark,
    /// A phone number, link or handle: nothing to classify by.
    Opaque,
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    Glued,
    /// White space.
    Space,
    /// A line break, or nothing at all before it.
    Line,
}

/// A text in lower case, without accents and apostrophes.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c != '\'' {
                folded.push(c.to_ascii_lowercase());
            }
            continue;
        }
        let mut base = None;
        decompose_canonical(c, |part| base = base.or(Some(part)));
        match base.unwrap_or(c) {
            '’' | '\u{fe0f}' => {}
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

/// Cuts folded text into words: letters with digits behind, figures, the `x` between figures, and
/// single pictures.
/// Punctuation falls away, except that `&` is the word `and`.
pub fn split(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    let mut after_figures = false;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let dimension = after_figures
                && rest
                    .strip_prefix('x')
                    .is_some_and(|by| by.starts_with(|c: char| c.is_numeric()));
            let length = if dimension {
                1
            } else if c.is_ascii_digit() {
                rest.find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len())
            } else if c.is_alphabetic() {
                rest.find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(rest.len())
            } else {
                c.len_utf8()
            };
            let (word, after) = rest.split_at_checked(length)?;
            rest = after;
            after_figures = c.is_ascii_digit();
            if c == '&' {
                return Some("and");
            }
            if c.is_alphanumeric() || is_picture(c) {
                return Some(word);
            }
        }
    })
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}')
        && !matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// The singular of an English or French plural, where the word looks like one.
pub(crate) fn singular(word: &str) -> Option<(&str, &'static str)> {
    if word.len() < 4 || !word.is_ascii() {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return (stem.len() > 1).then_some((stem, "y"));
    }
    if let Some(stem) = word.strip_suffix("es")
        && ["ch", "sh", "ss", "x", "z", "to", "go"]
            .iter()
            .any(|end| stem.ends_with(end))
    {
        return Some((stem, ""));
    }
    if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        return None;
    }
    word.strip_suffix(['s', 'z']).map(|stem| (stem, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let folded = fold(text);
        assert_eq!(split(&folded).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn text_is_cut_as_captions_are() {
        check("T-shirt", &["t", "shirt"]);
        check("L'Oréal 100ml", &["loreal", "100", "ml"]);
        check("H&M", &["h", "and", "m"]);
        check("4x4 closure", &["4", "x", "4", "closure"]);
        check("👟️ A15", &["👟", "a15"]);
    }

    #[test]
    fn plurals_have_a_singular() {
        for (plural, expected) in [
            ("shoes", Some("shoe")),
            ("dresses", Some("dress")),
            ("batteries", Some("battery")),
            ("watches", Some("watch")),
            ("wigz", Some("wig")),
            ("dress", None),
            ("gas", None),
        ] {
            let singular = singular(plural).map(|(stem, end)| format!("{stem}{end}"));
            assert_eq!(singular.as_deref(), expected, "{plural}");
        }
    }
}
