//! What is taken from answers, by table.

use domain::Market;
use proptest::prelude::*;

use super::*;

fn answer() -> Answer {
    Answer {
        is_offer: true,
        title: None,
        price: None,
        currency: None,
        sizes: Vec::new(),
        phone: None,
        category: None,
    }
}

#[track_caller]
fn check_price(caption: &str, price: &str, currency: Option<&str>, expected: Option<i64>) {
    let reading = Reading::new(caption, Market::Ug);
    let answer = Answer {
        price: Some(price.to_owned()),
        currency: currency.map(str::to_owned),
        ..answer()
    };
    let found = check(&answer, &reading)
        .price
        .map(|(money, _)| money.amount_minor);
    assert_eq!(found, expected, "{price} in {caption}");
}

#[test]
fn a_price_is_taken_only_where_it_is_written() {
    check_price("Boots 130k only", "130000", Some("UGX"), Some(130_000));
    check_price("Boots 55,000/=", "55000", None, Some(55_000));
    check_price("House 1.15m", "1150000", None, Some(1_150_000));
    check_price("Rent $900 a month", "900", Some("USD"), Some(90_000));
    check_price("Rent 900 a month", "900", Some("USD"), None);
    check_price("Boots 130k", "13000", None, None);
    check_price("Boots, call 0772 305 118", "772305118", None, None);
    check_price("Boots 130k", "130000.001", None, None);
    check_price("Boots 130k", "-130000", None, None);
    check_price("Boots 130k", "1e5", None, None);
    check_price("Boots 0", "0", None, None);
    check_price("Boots 130k", "130k", None, None);
}

#[track_caller]
fn check_sizes(caption: &str, size: &str, expected: bool) {
    let reading = Reading::new(caption, Market::Ug);
    let answer = Answer {
        sizes: vec![size.to_owned()],
        ..answer()
    };
    assert_eq!(
        !check(&answer, &reading).sizes.is_empty(),
        expected,
        "{size} in {caption}"
    );
}

#[test]
fn a_size_is_taken_only_where_it_is_written() {
    check_sizes("sizes 40-45", "42", true);
    check_sizes("sizes 40-45", "46", false);
    check_sizes("iPhone 256 GB", "256GB", true);
    check_sizes("bed 5x6", "5x6", true);
    check_sizes("S, M and XL", "XL", true);
    check_sizes("S, M and XL", "L", false);
    check_sizes("call 0772 305 118", "305", false);
    check_sizes("sizes 40-45", "", false);
    check_sizes("S, M and XL", &format!("XL{}", "!".repeat(200)), false);
    check_sizes("S, M and XL", "XL\u{202e}", false);
}

#[test]
fn a_size_named_twice_is_taken_once() {
    let reading = Reading::new("Boots 130k, M and XL", Market::Ug);
    let answer = Answer {
        sizes: ["M", "m ", "XL", "M"].map(str::to_owned).to_vec(),
        ..answer()
    };
    let sizes = check(&answer, &reading).sizes;
    let sizes: Vec<_> = sizes.iter().map(|(size, _)| size.as_str()).collect();
    assert_eq!(sizes, ["M", "XL"]);
}

#[test]
fn a_title_is_made_of_the_captions_words() {
    let endless = format!("Boots{}", "!".repeat(200));
    let reading = Reading::new("Gents Chelsea boots 🔥 130k #leatherboots", Market::Ug);
    for (title, expected) in [
        ("Chelsea Boots", true),
        ("Gents Boots", true),
        ("Free iPhone", false),
        ("", false),
        ("Chelsea\nBoots", false),
        ("Gents' Chelsea Boots (130k)", true),
        (endless.as_str(), false),
        ("Chelsea\u{202e} Boots", false),
        ("Chelsea\u{200b} Boots", false),
        (
            "boots boots boots boots boots boots boots boots boots boots boots",
            false,
        ),
    ] {
        let answer = Answer {
            title: Some(title.to_owned()),
            ..answer()
        };
        assert_eq!(
            check(&answer, &reading).title.is_some(),
            expected,
            "{title:?}"
        );
    }
}

#[test]
fn a_phone_number_is_one_of_the_captions() {
    let reading = Reading::new("Boots, call 0772 305 118", Market::Ug);
    let phone = |phone: &str| {
        let answer = Answer {
            phone: Some(phone.to_owned()),
            ..answer()
        };
        check(&answer, &reading).phone.is_some()
    };
    assert!(phone("+256772305118"));
    assert!(!phone("+256700000001"));
    assert!(!phone("0772305118"));
}

proptest! {
    #[test]
    fn no_answer_panics_and_no_span_leaves_the_caption(
        caption in "\\PC{0,80}",
        text in "\\PC{0,30}",
        price in "[0-9.k-]{0,18}",
        size in "[0-9xXL-]{0,8}",
    ) {
        let answer = Answer {
            title: Some(text.clone()),
            price: Some(price),
            currency: Some(String::from("USD")),
            sizes: vec![size, text.clone()],
            phone: Some(text.clone()),
            category: Some(text),
            ..answer()
        };
        let checked = check(&answer, &Reading::new(&caption, Market::Ke));
        let spans = checked.title.iter().flat_map(|(_, spans)| spans)
            .chain(checked.price.iter().flat_map(|(_, spans)| spans))
            .chain(checked.sizes.iter().flat_map(|(_, spans)| spans));
        for span in spans {
            prop_assert!(span.text(&caption).is_some());
        }
    }
}
