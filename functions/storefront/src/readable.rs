//! Text of strangers made fit to read: captions, titles and names can hold anything.
//!
//! Escaping is the template's job. This takes away what plays tricks on the reader's eye: control
//! and direction characters, towers of accents, endless length, and the hub's own hashtag.

/// The longest title shown, in characters.
const LONGEST_TITLE: usize = 120;
/// The longest caption shown, in characters; TikTok's own limit.
const LONGEST_CAPTION: usize = 2_200;
/// The longest size or unit shown, in characters.
const LONGEST_SIZE: usize = 20;
/// More accents than this on one letter are a prank; no living language needs them.
const MOST_ACCENTS: usize = 3;

/// One line for a title, a name or a place.
pub(crate) fn title(text: &str) -> String {
    line(text, LONGEST_TITLE)
}

/// One line of at most `longest` characters, ending in `…` where something was cut off.
pub(crate) fn line(text: &str, longest: usize) -> String {
    shorten(&words(text), longest)
}

/// A size, as it is shown and as it comes back from the form.
pub(crate) fn size(text: &str) -> String {
    line(text, LONGEST_SIZE)
}

/// A caption with its line breaks, without `#TRACK`.
pub(crate) fn caption(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = words(line);
        let after_gap = lines.last().is_none_or(String::is_empty);
        if !(line.is_empty() && after_gap) {
            lines.push(line);
        }
    }
    shorten(lines.join("\n").trim_end(), LONGEST_CAPTION)
}

/// A caption as one line of at most `longest` characters.
pub(crate) fn summary(text: &str, longest: usize) -> String {
    line(&caption(text), longest)
}

/// The words of a line, cleaned, one space apart.
fn words(line: &str) -> String {
    let words: Vec<String> = line
        .split_whitespace()
        .map(|word| visible(&without_track(word)))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The word without each whole `#TRACK`; `#tracksuit` stays.
fn without_track(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find(['#', '＃']) {
        let (before, hashtag) = rest.split_at(at);
        kept.push_str(before);
        let mark = hashtag.chars().next().map_or(1, char::len_utf8);
        let (sign, body) = hashtag.split_at(mark);
        let end = body
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(body.len());
        let (name, after) = body.split_at(end);
        if !name.eq_ignore_ascii_case("track") {
            kept.push_str(sign);
            kept.push_str(name);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The text without characters that cannot be seen or that turn the direction of others.
fn visible(text: &str) -> String {
    let mut accents = 0;
    text.chars()
        .filter(|c| !is_trick(*c))
        .filter(|c| {
            accents = if is_accent(*c) { accents + 1 } else { 0 };
            accents <= MOST_ACCENTS
        })
        .collect()
}

/// Control, direction and other characters without a shape. The joiners U+200C and U+200D stay:
/// emoji and several scripts need them.
fn is_trick(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFC}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Combining marks that stack.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_are_one_honest_line() {
        for (text, expected) in [
            ("Kitenge Wrap Dress", "Kitenge Wrap Dress"),
            ("  Kitenge\n\tDress ", "Kitenge Dress"),
            ("Dress\u{202E}gnp.exe", "Dressgnp.exe"),
            ("a\u{0}b\u{7F}c\u{2066}d\u{2069}", "abcd"),
            (
                "Mama \u{1F469}\u{200D}\u{1F467}",
                "Mama \u{1F469}\u{200D}\u{1F467}",
            ),
            (
                "Z\u{301}\u{301}\u{301}\u{301}\u{301}a",
                "Z\u{301}\u{301}\u{301}a",
            ),
            ("\u{202E}", ""),
            ("Dress #TRACK", "Dress"),
        ] {
            assert_eq!(title(text), expected, "{text:?}");
        }
        assert_eq!(title(&"x".repeat(500)).chars().count(), LONGEST_TITLE);
        assert!(title(&"x".repeat(500)).ends_with('…'));
    }

    #[test]
    fn captions_lose_only_the_hubs_own_hashtag() {
        for (text, expected) in [
            ("Dress 85k #TRACK", "Dress 85k"),
            ("#track Dress", "Dress"),
            ("#tracksuit 40k", "#tracksuit 40k"),
            ("#Track#kampala now", "#kampala now"),
            ("#my_track #track_1", "#my_track #track_1"),
            ("Hi\n\n\n\n#TRACK\n\nBye", "Hi\n\nBye"),
            ("＃TRACK Dress", "Dress"),
            ("(#track!)", "(!)"),
        ] {
            assert_eq!(caption(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_shortened_and_cleaned(text in "\\PC{0,300}|.{0,300}") {
            let title = title(&text);
            prop_assert!(title.chars().count() <= LONGEST_TITLE);
            prop_assert!(!title.chars().any(is_trick));
            prop_assert!(!caption(&text).chars().any(|c| c != '\n' && is_trick(c)));
        }
    }
}
