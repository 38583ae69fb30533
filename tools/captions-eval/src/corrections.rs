//! People's corrections as labels: each says one field of a post, and only that is scored.

use std::collections::BTreeMap;

use domain::{CaptionField, CaptionFields, Correction, PostId};
use serde_json::{Value, json};

use crate::predict::{self, Prediction};
use crate::score::score;

/// How many corrections of a field are read right now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldScore {
    /// Read as the person says.
    pub right: u32,
    /// Read otherwise still.
    pub wrong: u32,
}

/// A correction that is still read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillWrong {
    /// The correction.
    pub correction: Correction,
    /// What is read now.
    pub reads: Value,
}

/// What became of the corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// Rows given.
    pub rows: usize,
    /// Posts they are about.
    pub posts: usize,
    /// Rows that a later one about the same field of the same post takes back, or repeats.
    pub replaced: usize,
    /// By field.
    pub fields: BTreeMap<CaptionField, FieldScore>,
    /// Each miss, post by post.
    pub still_wrong: Vec<StillWrong>,
}

/// The corrections of one post that count, by field.
type OfPost<'a> = BTreeMap<CaptionField, &'a Correction>;

/// Reads the caption of every corrected post again and scores the corrected fields.
pub fn evaluate(rows: &[Correction]) -> Evaluation {
    let mut posts: BTreeMap<PostId, OfPost<'_>> = BTreeMap::new();
    for correction in rows {
        let row = correction.row();
        posts
            .entry(row.post_id)
            .or_default()
            .entry(row.field)
            .and_modify(|known| {
                if known.row().at <= row.at {
                    *known = correction;
                }
            })
            .or_insert(correction);
    }
    let counted: usize = posts.values().map(BTreeMap::len).sum();
    let mut evaluation = Evaluation {
        rows: rows.len(),
        posts: posts.len(),
        replaced: rows.len() - counted,
        ..Evaluation::default()
    };
    for corrections in posts.values() {
        evaluation.add(corrections);
    }
    evaluation
}

impl Evaluation {
    /// Counts the corrections of one post.
    fn add(&mut self, corrections: &OfPost<'_>) {
        let expected = expected(corrections);
        let Some(row) = corrections.values().next().map(|one| one.row()) else {
            return;
        };
        let found = predict::predict(&row.caption, row.market);
        for (field, correction) in corrections {
            let score = self.fields.entry(*field).or_default();
            if is_right(*field, &found, &expected) {
                score.right += 1;
            } else {
                score.wrong += 1;
                self.still_wrong.push(StillWrong {
                    correction: (*correction).clone(),
                    reads: found.fields.value(*field),
                });
            }
        }
    }
}

/// The labels that the corrections of a post make. Whoever corrects a field of a post says that it
/// offers something, unless that is what is corrected.
fn expected(corrections: &OfPost<'_>) -> CaptionFields {
    let empty = CaptionFields::empty_offer();
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&empty) else {
        return empty;
    };
    for (field, correction) in corrections {
        let value = match (field, &correction.row().is) {
            // A label holds several titles, a correction one.
            (CaptionField::Title, title) => json!([title]),
            (_, value) => value.clone(),
        };
        fields.insert(field.name().to_owned(), value);
    }
    serde_json::from_value(Value::Object(fields)).unwrap_or(empty)
}

/// As in the scores of labelled captions, no field of an offer that is not seen as one is right.
fn is_right(field: CaptionField, found: &Prediction, expected: &CaptionFields) -> bool {
    let name = match field {
        CaptionField::Category => "leaf",
        other => other.name(),
    };
    let seen = found.fields.is_offer || !expected.is_offer;
    seen && score(name, &found.fields, expected) > 0.999
}

#[cfg(test)]
mod tests {
    use domain::{CorrectionRow, Market};

    use super::*;

    const CAPTION: &str = "Brown leather boots 130k, sizes 40-42. 0772 000 111 #TRACK";
    const MORNING: &str = "Good morning beautiful people";

    fn correction(post: u8, field: &str, is: Value, caption: &str, second: i64) -> Correction {
        Correction::new(CorrectionRow {
            post_id: PostId::parse(&format!("77110275520007866{post:02}")).unwrap(),
            market: Market::Ug,
            field: CaptionField::parse(field).unwrap(),
            was: None,
            is,
            span: None,
            caption: caption.to_owned(),
            by: "operator".to_owned(),
            at: jiff::Timestamp::from_second(second).unwrap(),
        })
        .unwrap()
    }

    fn scores(evaluation: &Evaluation) -> Vec<(&'static str, u32, u32)> {
        evaluation
            .fields
            .iter()
            .map(|(field, score)| (field.name(), score.right, score.wrong))
            .collect()
    }

    #[test]
    fn only_corrected_fields_are_scored() {
        let price = json!({"amount": 130_000, "currency": "UGX"});
        let rows = [
            correction(1, "price", price, CAPTION, 1),
            correction(1, "title", json!("Brown Leather Boots"), CAPTION, 1),
            correction(1, "phone", json!("+256772000999"), CAPTION, 1),
            correction(2, "sizes", json!(["42", "41", "40"]), CAPTION, 1),
            correction(2, "category", json!("shoes"), CAPTION, 1),
        ];
        let evaluation = evaluate(&rows);
        assert_eq!(
            (evaluation.rows, evaluation.posts, evaluation.replaced),
            (5, 2, 0)
        );
        assert_eq!(
            scores(&evaluation),
            [
                ("title", 1, 0),
                ("price", 1, 0),
                ("sizes", 1, 0),
                ("phone", 0, 1),
                ("category", 1, 0)
            ]
        );
        assert_eq!(evaluation.still_wrong[0].correction, rows[2]);
        assert_eq!(evaluation.still_wrong[0].reads, json!("+256772000111"));
    }

    #[test]
    fn the_latest_word_on_a_field_counts_in_any_order() {
        let [wrong, right] = [("bags", 1), ("shoes", 2)]
            .map(|(leaf, second)| correction(1, "category", json!(leaf), CAPTION, second));
        for rows in [
            vec![wrong.clone(), right.clone()],
            vec![right.clone(), wrong.clone()],
            vec![right.clone(), wrong, right],
        ] {
            let evaluation = evaluate(&rows);
            assert_eq!(scores(&evaluation), [("category", 1, 0)]);
            assert_eq!(evaluation.replaced, rows.len() - 1);
        }
    }

    #[test]
    fn a_post_that_is_not_seen_as_an_offer_has_no_right_fields() {
        let said_nothing = correction(1, "delivery", Value::Null, MORNING, 1);
        assert_eq!(scores(&evaluate(&[said_nothing])), [("delivery", 0, 1)]);
        let no_offer = correction(1, "is_offer", json!(false), MORNING, 1);
        assert_eq!(scores(&evaluate(&[no_offer])), [("is_offer", 1, 0)]);
    }

    #[test]
    fn every_field_can_be_corrected() {
        let said = [
            ("is_offer", json!(true)),
            ("title", json!("Boots")),
            ("price", json!({"amount": 39.9, "currency": "EUR"})),
            ("price_kind", json!("range")),
            ("price_max", json!(59.9)),
            ("compare_at", json!(120)),
            ("unit", json!("pair")),
            ("negotiable", json!(true)),
            ("sizes", json!(["42"])),
            ("colors", json!(["brown"])),
            ("condition", json!("refurbished")),
            ("in_stock", json!(false)),
            ("phone", json!("+256772000999")),
            ("location", json!("Kikuubo")),
            ("delivery", json!(false)),
            ("category", json!("shoes")),
        ];
        let rows = said.map(|(field, is)| correction(1, field, is, CAPTION, 1));
        let of_post: OfPost<'_> = rows.iter().map(|row| (row.row().field, row)).collect();
        assert_eq!(of_post.len(), CaptionField::ALL.len());
        let labels = expected(&of_post);
        for (field, correction) in of_post {
            assert_eq!(labels.value(field), correction.row().is, "{field}");
        }
    }

    #[test]
    fn no_corrections_are_no_scores() {
        assert_eq!(evaluate(&[]), Evaluation::default());
    }
}
