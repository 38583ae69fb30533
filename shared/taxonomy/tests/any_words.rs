//! Whatever the words, classification neither panics nor points outside them.

use domain::Market;
use proptest::prelude::*;
use taxonomy::{Gap, Query, Word, WordKind, classify, fold, hashtag_names_a_thing, split};

fn kind(n: u8) -> WordKind {
    match n % 6 {
        0 => WordKind::Letters,
        1 => WordKind::Number,
        2 => WordKind::Hashtag,
        3 => WordKind::Emoji,
        4 => WordKind::Mark,
        _ => WordKind::Opaque,
    }
}

fn gap(n: u8) -> Gap {
    match n % 3 {
        0 => Gap::Glued,
        1 => Gap::Space,
        _ => Gap::Line,
    }
}

/// Half from the trade, half from anywhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "shoes",
            "phone",
            "case",
            "for",
            "free",
            "repair",
            "rolex",
            "moto",
            "house",
            "rent",
            "-",
            "&",
            "4",
            "x",
            "bone",
            "straight",
            "wig",
            "shoesuganda",
            "👟",
            "mattres",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,30}",
    ]
}

proptest! {
    #[test]
    fn never_panics_and_stays_inside(
        words in prop::collection::vec((text(), any::<u8>(), any::<u8>()), 0..40),
        market in prop::sample::select(Market::ALL.to_vec()),
        focus in (0_usize..50, 0_usize..50),
    ) {
        let words: Vec<Word<'_>> = words
            .iter()
            .map(|(text, k, g)| Word { text, kind: kind(*k), gap: gap(*g) })
            .collect();
        let focus = focus.0..focus.1;
        let focus = std::slice::from_ref(&focus);
        let found = classify(&Query { words: &words, market, focus, hints: &[] });
        for candidate in &found.candidates {
            prop_assert!(candidate.confidence.percent() <= 98);
            for range in &candidate.evidence {
                prop_assert!(range.start < range.end && range.end <= words.len());
            }
        }
    }

    #[test]
    fn folding_is_stable_and_splitting_loses_no_letters(text in "\\PC{0,60}") {
        let folded = fold(&text);
        for word in split(&folded) {
            prop_assert!(!word.is_empty());
        }
        hashtag_names_a_thing(&folded);
    }
}
