//! When a predicted field counts as right, after the corpus README.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Words that do not count in titles.
const TITLE_STOP_WORDS: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "ya",
    "wa", "la", "za", "vya", "na", "de", "du", "des", "le", "les", "et", "à",
];

/// The best token F1 of a title against the acceptable ones.
pub fn title(predicted: Option<&str>, acceptable: &[String]) -> f64 {
    let Some(predicted) = predicted else {
        return f64::from(u8::from(acceptable.is_empty()));
    };
    acceptable
        .iter()
        .map(|title| overlap(&title_tokens(predicted), &title_tokens(title)))
        .fold(0.0, f64::max)
}

fn title_tokens(title: &str) -> Vec<String> {
    let lower: Vec<char> = title
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .chars()
        .collect();
    let mut plain = String::with_capacity(lower.len());
    for (index, c) in lower.iter().enumerate() {
        let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
        let inside_number = *c == ','
            && digit(index.checked_sub(1).and_then(|before| lower.get(before)))
            && digit(lower.get(index + 1));
        if inside_number {
            continue;
        }
        plain.push(if c.is_alphanumeric() { *c } else { ' ' });
    }
    plain
        .split_whitespace()
        .filter(|word| !TITLE_STOP_WORDS.contains(word))
        .map(str::to_owned)
        .collect()
}

/// F1 of two bags of tokens.
fn overlap(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return f64::from(u8::from(one.is_empty() && other.is_empty()));
    }
    let mut rest: Vec<&String> = other.iter().collect();
    let mut common = 0_u32;
    for token in one {
        if let Some(at) = rest.iter().position(|candidate| *candidate == token) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    f1(common, one.len(), other.len())
}

fn f1(common: u32, one: usize, other: usize) -> f64 {
    let total = u32::try_from(one + other).unwrap_or(u32::MAX);
    2.0 * f64::from(common) / f64::from(total)
}

/// Set F1: 1 when both are empty, 0 when only one is.
pub(crate) fn sets(predicted: &[String], labelled: &[String], same: fn(&str) -> String) -> f64 {
    let predicted: BTreeSet<String> = predicted.iter().map(|text| same(text)).collect();
    let labelled: BTreeSet<String> = labelled.iter().map(|text| same(text)).collect();
    if predicted.is_empty() && labelled.is_empty() {
        return 1.0;
    }
    let common = u32::try_from(predicted.intersection(&labelled).count()).unwrap_or(u32::MAX);
    f1(common, predicted.len(), labelled.len())
}

/// A colour as it is compared.
pub(crate) fn color(text: &str) -> String {
    text.to_lowercase()
}

/// A size as it is compared: lower case, no spaces, one spelling for each unit.
pub(crate) fn size(text: &str) -> String {
    const SAME: &[(&str, &[&str])] = &[
        ("in", &["\"", "″", "”", "in", "inch", "inches"]),
        (
            "l",
            &[
                "l", "lt", "ltr", "ltrs", "litre", "litres", "liter", "liters",
            ],
        ),
        ("g", &["g", "gm", "grams"]),
        ("kg", &["kg", "kgs"]),
        ("br", &["bedroom", "bedrooms", "br", "bdrm"]),
        ("xxl", &["2xl", "xxl"]),
        ("xxxl", &["3xl", "xxxl"]),
    ];
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let unit_at = plain
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(plain.len());
    let (figure, unit) = plain.split_at(unit_at);
    for (name, spellings) in SAME {
        if spellings.contains(&plain.as_str()) {
            return (*name).to_owned();
        }
        if !figure.is_empty() && spellings.contains(&unit) {
            return format!("{figure}{name}");
        }
    }
    plain
}

/// Whether one place, lower-cased and without punctuation, contains the other.
pub(crate) fn places(predicted: Option<&str>, labelled: Option<&str>) -> bool {
    let plain = |text: &str| -> String {
        let letters: String = text
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || c.is_whitespace())
            .collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    match (predicted, labelled) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let (one, other) = (plain(one), plain(other));
            one.contains(&other) || other.contains(&one)
        }
        _ => false,
    }
}

/// Whether two amounts are the same number: 12.5 equals 12.50.
pub(crate) fn numbers(
    one: Option<&serde_json::Number>,
    other: Option<&serde_json::Number>,
) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() < 1e-9,
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_their_words() {
        let labelled = vec!["Men's Leather Belts".to_owned()];
        assert!((title(Some("Leather Belts for Men"), &labelled) - 6.0 / 7.0).abs() < 1e-9);
        assert!((title(Some("leather belts, men s"), &labelled) - 1.0).abs() < 1e-9);
        assert!(title(None, &labelled).abs() < 1e-9);
    }

    #[test]
    fn sizes_are_compared_by_their_meaning() {
        for (one, other) in [
            ("43\"", "43 inch"),
            ("5 Litres", "5L"),
            ("2xl", "XXL"),
            ("2 bedrooms", "2br"),
        ] {
            assert_eq!(size(one), size(other), "{one}");
        }
        assert_ne!(size("5x6"), size("5x7"));
    }
}
