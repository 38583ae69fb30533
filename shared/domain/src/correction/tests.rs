use serde_json::json;

use super::*;
use crate::testing;

fn row(field: CaptionField, is: Value) -> CorrectionRow {
    CorrectionRow {
        post_id: testing::post_id(),
        market: Market::Ug,
        field,
        was: None,
        is,
        span: None,
        caption: testing::CAPTION.to_owned(),
        by: "operator".to_owned(),
        at: testing::seconds_later(100),
    }
}

#[track_caller]
fn takes(field: CaptionField, is: Value, kept: Value) {
    let correction = Correction::new(row(field, is)).unwrap();
    assert_eq!(correction.row().is, kept, "{field}");
}

#[track_caller]
fn refuses(field: CaptionField, is: Value) {
    match Correction::new(row(field, is.clone())) {
        Err(InvalidCorrection::Value(error)) => assert_eq!(error.field, field),
        other => panic!("{field} {is}: {other:?}"),
    }
}

#[test]
fn values_in_the_form_of_their_field_are_taken() {
    use CaptionField as F;
    for (field, value) in [
        (F::IsOffer, json!(false)),
        (F::Title, json!("Robe en pagne ♥")),
        (F::Price, json!({"amount": 39.9, "currency": "EUR"})),
        (F::Price, Value::Null),
        (F::PriceKind, json!("range")),
        (F::PriceMax, json!(150_000)),
        (F::CompareAt, json!(59.99)),
        (F::Unit, json!("kg")),
        (F::Negotiable, json!(true)),
        (F::Sizes, json!(["43\"", "5x6"])),
        (F::Sizes, json!([])),
        (F::Colors, json!(["rose gold", "navy"])),
        (F::Condition, json!("used")),
        (F::InStock, json!(false)),
        (F::Phone, json!("+256772000111")),
        (F::Location, Value::Null),
        (F::Delivery, json!(false)),
        (F::Delivery, Value::Null),
        (F::Category, json!("tv-audio")),
    ] {
        takes(field, value.clone(), value);
    }
}

#[test]
fn one_value_has_one_form() {
    use CaptionField as F;
    for (field, given, kept) in [
        (F::Title, json!("  Kitenge dress "), json!("Kitenge dress")),
        (
            F::Phone,
            json!("+256 (772) 000-111"),
            json!("+256772000111"),
        ),
        (F::CompareAt, json!(120_000.0), json!(120_000)),
        (
            F::Price,
            json!({"currency": "ugx", "amount": 85_000.0}),
            json!({"amount": 85_000, "currency": "UGX"}),
        ),
    ] {
        takes(field, given, kept);
    }
}

#[test]
fn other_values_are_refused_for_their_field() {
    use CaptionField as F;
    let long = "x".repeat(121);
    let many: Vec<String> = (0..61).map(|size| size.to_string()).collect();
    for (field, value) in [
        (F::IsOffer, Value::Null),
        (F::IsOffer, json!("yes")),
        (F::Title, Value::Null),
        (F::Title, json!(" ")),
        (F::Title, json!("🔥🔥")),
        (F::Title, json!("a\u{0}b")),
        (F::Title, json!(long)),
        (F::Title, json!(["Dress"])),
        (F::Price, json!(85_000)),
        (F::Price, json!({"amount": 85_000})),
        (F::Price, json!({"amount": "85000", "currency": "UGX"})),
        (F::Price, json!({"amount": 0, "currency": "UGX"})),
        (F::Price, json!({"amount": -5, "currency": "UGX"})),
        (F::Price, json!({"amount": 85_000.5, "currency": "UGX"})),
        (F::Price, json!({"amount": 9.999, "currency": "USD"})),
        (F::Price, json!({"amount": 1e30, "currency": "UGX"})),
        (F::Price, json!({"amount": i64::MAX, "currency": "UGX"})),
        (F::Price, json!({"amount": 5, "currency": "XXX"})),
        (F::Price, json!({"amount": 5, "currency": "UGX", "max": 6})),
        (F::PriceKind, json!("about")),
        (F::PriceMax, json!("150000")),
        (F::CompareAt, json!(0)),
        (F::CompareAt, json!(1.999)),
        (F::Unit, json!("")),
        (F::Unit, json!("per kg")),
        (F::Sizes, json!("M")),
        (F::Sizes, json!([""])),
        (F::Sizes, json!([42])),
        (F::Sizes, json!(["M", "M"])),
        (F::Sizes, json!(many)),
        (F::Colors, json!(["royal blue"])),
        (F::Colors, Value::Null),
        (F::Condition, json!("as good as new")),
        (F::Phone, json!("0772000111")),
        (F::Location, json!("")),
        (F::Delivery, json!("free")),
        (F::Category, Value::Null),
        (F::Category, json!("Shoes!")),
    ] {
        refuses(field, value);
    }
}

#[test]
fn a_span_lies_inside_the_caption_and_cuts_no_character() {
    let fire = testing::CAPTION.find('🔥').unwrap();
    let length = testing::CAPTION.len();
    for (start, end, words) in [
        (0, 3, Some("New")),
        (fire, fire + 4, Some("🔥")),
        (0, length, Some(testing::CAPTION)),
        (fire, fire + 2, None),
        (3, 3, None),
        (5, 2, None),
        (0, length + 1, None),
        (length, length, None),
    ] {
        let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap());
        let mut row = row(CaptionField::Title, json!("Dress"));
        row.span = Some(Span { start, end });
        let correction = Correction::new(row);
        match words {
            Some(_) => assert_eq!(correction.unwrap().words(), words),
            None => assert!(
                matches!(correction, Err(InvalidCorrection::Span { .. })),
                "{start}..{end}"
            ),
        }
    }
}

#[test]
fn what_was_read_like_that_is_no_correction() {
    let mut same = row(CaptionField::CompareAt, json!(120_000.0));
    same.was = Some(json!(120_000));
    let nothing = InvalidCorrection::NothingToCorrect(CaptionField::CompareAt);
    assert_eq!(Correction::new(same), Err(nothing));
    let mut found_none = row(CaptionField::CompareAt, json!(120_000));
    found_none.was = Some(Value::Null);
    assert!(Correction::new(found_none).is_ok());
}

#[test]
fn a_row_keeps_apart_what_was_not_found_and_what_was_not_read() {
    for was in [None, Some(Value::Null), Some(json!("Dress"))] {
        let mut row = row(CaptionField::Title, json!("Kitenge dress"));
        row.was = was.clone();
        let correction = Correction::new(row).unwrap();
        let json = serde_json::to_value(&correction).unwrap();
        assert_eq!(json.get("was").cloned(), was);
        let read: Correction = serde_json::from_value(json).unwrap();
        assert_eq!(read, correction);
    }
}

#[test]
fn a_row_that_was_spoilt_is_not_read() {
    let good = Correction::new(row(CaptionField::Title, json!("Dress"))).unwrap();
    let good = serde_json::to_value(good).unwrap();
    for (key, spoilt, expected) in [
        ("field", json!("colour"), "unknown variant `colour`"),
        ("is", json!(5), "`title` is a text"),
        (
            "span",
            json!({"start": 0, "end": 9_999}),
            "the span 0..9999",
        ),
        ("market", json!("XX"), "unknown variant `XX`"),
    ] {
        let mut row = good.clone();
        row[key] = spoilt;
        let error = serde_json::from_value::<Correction>(row).unwrap_err();
        assert!(error.to_string().contains(expected), "{key}: {error}");
    }
}
