//! Sellers' corrections as labelled rows: only the corrected field counts.

use crate::predict;
use crate::record::{Correction, Expectation, Record};
use crate::score::score;

/// Scores every correction and prints those the parser still gets wrong.
pub(crate) fn evaluate(corrections: &[Correction]) {
    let mut right = 0_u32;
    let mut counted = 0_u32;
    for (index, correction) in corrections.iter().enumerate() {
        let Some(labelled) = labelled(correction) else {
            println!(
                "correction {}: `{}` is not a field",
                index + 1,
                correction.field
            );
            continue;
        };
        let record = Record {
            id: format!("correction {}", index + 1),
            caption: correction.caption.clone(),
            market: correction.market,
            expect: None,
        };
        let found = predict::predict(&record);
        counted += 1;
        let field = if correction.field == "category" {
            "leaf"
        } else {
            &correction.field
        };
        if score(field, &found.fields, &labelled) > 0.999 {
            right += 1;
            continue;
        }
        let span = correction
            .span
            .and_then(|span| span.text(&correction.caption))
            .unwrap_or("");
        println!(
            "{} {}: was {}, is {}, in {span:?}",
            record.id, correction.field, correction.was, correction.value
        );
    }
    println!("corrections now right: {right} of {counted}");
}

/// A label that holds the corrected field alone.
fn labelled(correction: &Correction) -> Option<Expectation> {
    let mut fields = serde_json::to_value(Expectation {
        is_offer: true,
        in_stock: true,
        ..Expectation::default()
    })
    .ok()?;
    let known = fields.get_mut(&correction.field)?;
    *known = match (correction.field.as_str(), &correction.value) {
        // A title is corrected to one title, a label holds several.
        ("title", serde_json::Value::String(title)) => serde_json::json!([title]),
        (_, value) => value.clone(),
    };
    serde_json::from_value(fields).ok()
}
