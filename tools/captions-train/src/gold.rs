//! Which tokens of a caption are the title or the place somebody gave it.

use std::ops::Range;

use captions::training::NameToken;
use captions_eval::title_score;

/// The most tokens of a name.
const LONGEST: usize = 12;

/// The run of tokens that agrees best with a title. The first title is the best one, and of runs
/// that agree alike the first and shortest is meant.
pub(crate) fn title(tokens: &[NameToken], titles: &[String]) -> Option<Range<usize>> {
    let mut best: Option<(f64, Range<usize>)> = None;
    for start in 0..tokens.len() {
        let mut text = String::new();
        for (end, token) in tokens.iter().enumerate().skip(start).take(LONGEST) {
            if !token.can_be_inside {
                break;
            }
            if !token.glued {
                text.push(' ');
            }
            text.push_str(&token.text);
            for (rank, title) in titles.iter().enumerate() {
                let agreement = title_score(Some(&text), std::slice::from_ref(title));
                if agreement == 0.0 {
                    continue;
                }
                let cost = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
                let score =
                    agreement - 0.01 * cost(rank) - 0.002 * cost(start) - 0.004 * cost(end - start);
                if best.as_ref().is_none_or(|(other, _)| score > *other) {
                    best = Some((score, start..end + 1));
                }
            }
        }
    }
    best.map(|(_, range)| range)
}

/// The first run of tokens that spells a place.
pub(crate) fn place(tokens: &[NameToken], place: &str) -> Option<Range<usize>> {
    let spelled = letters(place);
    (0..tokens.len()).find_map(|start| {
        let mut text = String::new();
        for (end, token) in tokens.iter().enumerate().skip(start) {
            text += &letters(&token.text);
            if text.is_empty() || !spelled.starts_with(&text) {
                return None;
            }
            if text == spelled {
                return Some(start..end + 1);
            }
        }
        None
    })
}

fn letters(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use captions::training::NameFeatures;
    use domain::Market;

    use super::*;

    fn tokens(caption: &str) -> Vec<NameToken> {
        NameFeatures::default().tokens(caption, Market::Ug)
    }

    #[test]
    fn a_title_is_the_run_that_agrees_best() {
        let tokens = tokens("New stock! Gents Chelsea boots 85k, boots for men");
        let titles = ["Gents Chelsea Boots".to_owned(), "Boots".to_owned()];
        let found = title(&tokens, &titles).unwrap();
        let words: Vec<&str> = tokens[found].iter().map(|token| &*token.text).collect();
        assert_eq!(words, ["Gents", "Chelsea", "boots"]);
        assert_eq!(title(&tokens, &["Sofa".to_owned()]), None);
    }

    #[test]
    fn a_place_is_found_as_it_is_spelled() {
        let tokens = tokens("Sofa 85k. Shop C-14, Cooper Complex!");
        let found = place(&tokens, "Cooper complex").unwrap();
        let words: Vec<&str> = tokens[found].iter().map(|token| &*token.text).collect();
        assert_eq!(words, ["Cooper", "Complex"]);
        assert_eq!(place(&tokens, "Kikuubo"), None);
    }
}
