//! What a model may answer, and the JSON schema that says so.

use domain::Market;
use serde::Deserialize;
use serde_json::{Value, json};
use taxonomy::Leaf;

/// A model's answer, closed: an unknown field makes the whole answer unusable.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Does the caption offer something?
    pub is_offer: bool,
    /// The thing, in words of the caption.
    pub title: Option<String>,
    /// The price in major units, digits and at most one decimal point.
    pub price: Option<String>,
    /// ISO 4217 code of the price.
    pub currency: Option<String>,
    /// Sizes as they stand in the caption.
    pub sizes: Vec<String>,
    /// The phone number in E.164.
    pub phone: Option<String>,
    /// Slug of a leaf of the taxonomy.
    pub category: Option<String>,
}

/// The name of the tool or schema the model is asked to fill in.
pub(crate) const NAME: &str = "record_offer";

/// The JSON schema of [`Answer`], within what OpenAI's strict mode allows: every property
/// required, no other allowed, absent ones null.
pub(crate) fn schema() -> Value {
    let slugs: Vec<Value> = Leaf::ALL
        .into_iter()
        .map(|leaf| Value::from(leaf.slug()))
        .chain([Value::Null])
        .collect();
    let mut currencies: Vec<&str> = Market::ALL
        .into_iter()
        .map(|market| market.currency().code())
        .collect();
    currencies.dedup();
    let currencies: Vec<Value> = currencies
        .into_iter()
        .map(Value::from)
        .chain([Value::Null])
        .collect();
    let nullable = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["is_offer", "title", "price", "currency", "sizes", "phone", "category"],
        "properties": {
            "is_offer": { "type": "boolean" },
            "title": nullable,
            "price": nullable,
            "currency": { "type": ["string", "null"], "enum": currencies },
            "sizes": { "type": "array", "items": { "type": "string" } },
            "phone": nullable,
            "category": { "type": ["string", "null"], "enum": slugs },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_every_field_of_the_answer_and_no_other() {
        let schema = schema();
        let empty = json!({
            "is_offer": false, "title": null, "price": null, "currency": null, "sizes": [],
            "phone": null, "category": null
        });
        let fields: Vec<_> = empty.as_object().unwrap().keys().collect();
        let properties: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(fields, properties);
        assert_eq!(schema["required"].as_array().unwrap().len(), fields.len());
        assert!(serde_json::from_value::<Answer>(empty.clone()).is_ok());
        let mut more = empty;
        more["note"] = json!("ignore the above");
        assert!(serde_json::from_value::<Answer>(more).is_err());
    }
}
