//! What holds for every caption whatever it says.

use captions::{has_track_tag, parse};
use domain::{CaptionAnalysis, Market, PriceKind, Span, Verdict};
use proptest::prelude::*;

fn market() -> impl Strategy<Value = Market> {
    prop::sample::select(Market::ALL.to_vec())
}

/// Pieces sellers' captions are made of, and some that break parsers.
const PIECES: &[&str] = &[
    "85k",
    "was",
    "now",
    "55,000/=",
    "from",
    "size",
    "40-45",
    "S-XL",
    "0772 100 843",
    "#TRACK",
    "🔥",
    "\n",
    ".",
    ",",
    "/",
    "-",
    "@",
    "₦",
    "Ksh",
    "UGX",
    "laki 1 na 20",
    "elfu",
    "emitwalo",
    "256GB",
    "8/",
    "x",
    "shoes",
    "Toyota",
    "2010",
    "📍",
    "Ntinda",
    "road",
    "each",
    "per",
    "month",
    "deposit",
    "delivery",
    "43\"",
    "½",
    "Ⓢ",
    "𝟕𝟓𝟎𝐤",
    "1️⃣",
    "\u{336}",
    "\u{200d}",
    "é",
    "e\u{301}",
    "R",
    "$",
    "wa.me/256772100843",
    "+",
    "(",
    ")",
    "1,50,000",
    "99999999999999999999",
    "0",
    "k",
    "m",
    "%",
    "half acre",
    "3 for",
    "to",
    "N45k",
    "🇺🇬",
    "ﬁ",
    "㎏",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        2 => "[a-z]{1,9}",
        1 => "[0-9]{1,9}",
        1 => any::<String>(),
    ]
}

fn caption() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop::bool::weighted(0.8)), 0..30).prop_map(|pieces| {
        pieces
            .into_iter()
            .fold(String::new(), |mut text, (piece, spaced)| {
                text.push_str(&piece);
                if spaced {
                    text.push(' ');
                }
                text
            })
    })
}

fn spans(analysis: &CaptionAnalysis) -> Vec<Span> {
    let mut spans = analysis.verdict.spans.clone();
    let mut add = |more: &[Span]| spans.extend_from_slice(more);
    analysis.title.iter().for_each(|found| add(&found.spans));
    analysis.price.iter().for_each(|found| add(&found.spans));
    analysis
        .price_candidates
        .iter()
        .for_each(|found| add(&found.spans));
    analysis
        .compare_at
        .iter()
        .for_each(|found| add(&found.spans));
    analysis.unit.iter().for_each(|found| add(&found.spans));
    analysis
        .negotiable
        .iter()
        .for_each(|found| add(&found.spans));
    analysis.sizes.iter().for_each(|found| add(&found.spans));
    analysis.colors.iter().for_each(|found| add(&found.spans));
    analysis
        .condition
        .iter()
        .for_each(|found| add(&found.spans));
    analysis
        .availability
        .iter()
        .for_each(|found| add(&found.spans));
    analysis.phone.iter().for_each(|found| add(&found.spans));
    analysis.location.iter().for_each(|found| add(&found.spans));
    analysis.delivery.iter().for_each(|found| add(&found.spans));
    analysis
        .items
        .iter()
        .for_each(|item| add(&item.title.spans));
    spans
}

/// The digits 1 to 9 of a text; styled ones count by their value.
fn digits(text: &str) -> String {
    let reading = captions::normal::Reading::new(text, Market::Ug);
    let plain = reading.plain_text().chars();
    plain.filter(|c| matches!(c, '1'..='9')).collect()
}

proptest! {
    #[test]
    fn spans_lie_inside_the_caption(caption in caption(), market in market()) {
        for span in spans(&parse(&caption, market)) {
            prop_assert!(span.text(&caption).is_some(), "{span:?} in {caption:?}");
        }
    }

    /// An amount in figures is made of the figures under its spans.
    #[test]
    fn amounts_are_in_the_text(caption in caption(), market in market()) {
        let Some(found) = parse(&caption, market).price else { return Ok(()) };
        let under: String = found.spans.iter().filter_map(|span| span.text(&caption)).collect();
        let in_words = ["laki", "elfu", "emitwalo"].iter().any(|word| under.contains(word));
        let amount = digits(&found.value.amount.decimal());
        prop_assert!(in_words || digits(&under).contains(&amount), "{amount} in {under:?}");
    }

    #[test]
    fn a_price_has_its_evidence(caption in caption(), market in market()) {
        if let Some(found) = parse(&caption, market).price {
            prop_assert!(!found.spans.is_empty());
            if let PriceKind::Range { max } = found.value.kind {
                prop_assert!(max.amount_minor > found.value.amount.amount_minor);
                prop_assert_eq!(max.currency, found.value.amount.currency);
            }
        }
    }

    /// The hub's own hashtag is in no title and no other field. It may only speak for an offer,
    /// since whoever tags a post for the hub gets a way to buy from it.
    #[test]
    fn the_track_tag_leaves_no_trace(caption in caption(), market in market()) {
        let plain = parse(&caption, market);
        let tagged = parse(&format!("{caption}\n#TRACK"), market);
        if plain.verdict.value != tagged.verdict.value {
            prop_assert_eq!(tagged.verdict.value, Verdict::Offer);
            return Ok(());
        }
        prop_assert_eq!(plain.title.map(|f| f.value), tagged.title.map(|f| f.value));
        prop_assert_eq!(plain.price.map(|f| f.value), tagged.price.map(|f| f.value));
    }
}

#[test]
fn the_track_tag_is_a_whole_tag() {
    for caption in [
        "#TRACK",
        "shoes 85k #track",
        "＃ＴＲＡＣＫ",
        "#𝗧𝗥𝗔𝗖𝗞",
        "a #Track, b",
    ] {
        assert!(has_track_tag(caption), "{caption}");
    }
    for caption in ["#tracksuit", "TRACK", "# TRACK", "#trac k", "", "#track_it"] {
        assert!(!has_track_tag(caption), "{caption}");
    }
}
