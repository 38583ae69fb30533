//! What is read from one caption, in the form of the caption corpus: flat fields, money in major
//! units, an empty value where nothing is stated. Labels, corrections and the evaluation share it.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

use crate::{
    Availability, CaptionAnalysis, CaptionField, Condition, Currency, Delivery, Money, Parts,
    PriceKind, TagAnalysis, Verdict,
};

/// The fields of one caption, as labelled, corrected or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the corpus describes its fields")]
pub struct CaptionFields {
    pub is_offer: bool,
    /// Acceptable titles, best first.
    #[serde(default)]
    pub title: Option<Vec<String>>,
    #[serde(default)]
    pub price: Option<Amount>,
    #[serde(default)]
    pub price_kind: Option<PriceForm>,
    #[serde(default)]
    pub price_max: Option<Number>,
    #[serde(default)]
    pub compare_at: Option<Number>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub negotiable: bool,
    #[serde(default)]
    pub sizes: Vec<String>,
    #[serde(default)]
    pub colors: Vec<String>,
    #[serde(default)]
    pub condition: Option<Condition>,
    #[serde(default = "yes")]
    pub in_stock: bool,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub delivery: Option<bool>,
    #[serde(default)]
    pub category: Option<String>,
}

fn yes() -> bool {
    true
}

/// Money in major units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Such as `55000` or `39.9`.
    pub amount: Number,
    /// ISO 4217.
    pub currency: Currency,
}

/// How a price is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceForm {
    /// This much.
    Exact,
    /// This much or more.
    From,
    /// Up to `price_max`.
    Range,
}

impl CaptionFields {
    /// The fields of a post that offers something and states nothing.
    pub const fn empty_offer() -> Self {
        Self {
            is_offer: true,
            title: None,
            price: None,
            price_kind: None,
            price_max: None,
            compare_at: None,
            unit: None,
            negotiable: false,
            sizes: Vec::new(),
            colors: Vec::new(),
            condition: None,
            in_stock: true,
            phone: None,
            location: None,
            delivery: None,
            category: None,
        }
    }

    /// What parser and tagger found. Of a post that offers nothing only the phone number counts.
    pub fn read(analysis: &CaptionAnalysis, tags: Option<&TagAnalysis>) -> Self {
        let phone = analysis
            .phone
            .as_ref()
            .map(|phone| phone.value.as_e164().to_owned());
        let offer = Self {
            phone,
            ..Self::empty_offer()
        };
        if analysis.verdict.value == Verdict::NotAnOffer {
            return Self {
                is_offer: false,
                ..offer
            };
        }
        let price = analysis.price.as_ref().map(|price| price.value);
        let kind = price.map(|price| price.kind);
        let texts = |found: &[crate::Finding<String>]| {
            found.iter().map(|finding| finding.value.clone()).collect()
        };
        Self {
            title: analysis.title.as_ref().map(|one| vec![one.value.clone()]),
            price: price.map(|price| Amount {
                amount: major(price.amount),
                currency: price.amount.currency,
            }),
            price_kind: kind.map(|kind| match kind {
                PriceKind::Exact => PriceForm::Exact,
                PriceKind::From => PriceForm::From,
                PriceKind::Range { .. } => PriceForm::Range,
            }),
            price_max: kind.and_then(|kind| match kind {
                PriceKind::Range { max } => Some(major(max)),
                PriceKind::Exact | PriceKind::From => None,
            }),
            compare_at: analysis.compare_at.as_ref().map(|money| major(money.value)),
            unit: analysis.unit.as_ref().map(|unit| unit.value.clone()),
            negotiable: analysis.negotiable.as_ref().is_some_and(|one| one.value),
            sizes: texts(&analysis.sizes),
            colors: texts(&analysis.colors),
            condition: analysis.condition.as_ref().map(|one| one.value),
            in_stock: analysis
                .availability
                .as_ref()
                .is_none_or(|one| one.value == Availability::InStock),
            location: analysis.location.as_ref().map(|one| one.value.clone()),
            delivery: analysis
                .delivery
                .as_ref()
                .map(|one| one.value == Delivery::Offered),
            category: tags
                .and_then(|tags| tags.category.as_ref())
                .map(|category| category.value.to_string()),
            ..offer
        }
    }

    /// One field as JSON. Of the titles the best.
    pub fn value(&self, field: CaptionField) -> Value {
        match field {
            CaptionField::IsOffer => json!(self.is_offer),
            CaptionField::Title => json!(self.title.as_ref().and_then(|titles| titles.first())),
            CaptionField::Price => json!(self.price),
            CaptionField::PriceKind => json!(self.price_kind),
            CaptionField::PriceMax => json!(self.price_max),
            CaptionField::CompareAt => json!(self.compare_at),
            CaptionField::Unit => json!(self.unit),
            CaptionField::Negotiable => json!(self.negotiable),
            CaptionField::Sizes => json!(self.sizes),
            CaptionField::Colors => json!(self.colors),
            CaptionField::Condition => json!(self.condition),
            CaptionField::InStock => json!(self.in_stock),
            CaptionField::Phone => json!(self.phone),
            CaptionField::Location => json!(self.location),
            CaptionField::Delivery => json!(self.delivery),
            CaptionField::Category => json!(self.category),
        }
    }
}

impl Parts {
    /// What was read of a field; `None` where the worker that reads it has not done so.
    pub fn value_read(&self, field: CaptionField) -> Option<Value> {
        let analysis = self.caption.as_ref()?.analysis()?;
        let tags = self.tags.as_ref().and_then(|part| part.analysis());
        if field == CaptionField::Category && tags.is_none() {
            return None;
        }
        Some(CaptionFields::read(analysis, tags).value(field))
    }
}

/// A JSON number in major units: `55000`, `39.9`.
pub(crate) fn major(money: Money) -> Number {
    money
        .decimal()
        .parse()
        .unwrap_or_else(|_| Number::from(money.amount_minor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_field_is_named_as_json_names_it() {
        let fields = serde_json::to_value(CaptionFields::empty_offer()).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), CaptionField::ALL.len());
        for field in CaptionField::ALL {
            assert_eq!(json!(field), field.name());
            assert_eq!(CaptionField::parse(field.name()), Ok(field));
            assert!(fields.get(field.name()).is_some(), "{field}");
        }
        assert!(CaptionField::parse("colour").is_err());
    }

    #[test]
    fn a_field_is_read_from_the_part_that_found_it() {
        let parts = testing::parts();
        for (field, expected) in [
            (CaptionField::IsOffer, json!(true)),
            (CaptionField::Title, json!("Kitenge Wrap Dress")),
            (
                CaptionField::Price,
                json!({"amount": 85_000, "currency": "UGX"}),
            ),
            (CaptionField::PriceKind, json!("exact")),
            (CaptionField::PriceMax, Value::Null),
            (CaptionField::CompareAt, json!(120_000)),
            (CaptionField::Sizes, json!(["S", "M", "L", "XL"])),
            (CaptionField::Condition, json!("new")),
            (CaptionField::InStock, json!(true)),
            (CaptionField::Delivery, json!(true)),
            (CaptionField::Phone, json!("+256772000101")),
            (CaptionField::Category, json!("clothing")),
        ] {
            assert_eq!(parts.value_read(field), Some(expected), "{field}");
        }
    }

    #[test]
    fn what_no_worker_read_is_not_known() {
        let mut parts = testing::parts();
        parts.tags = Some(testing::failed("no tags"));
        assert_eq!(parts.value_read(CaptionField::Category), None);
        assert!(parts.value_read(CaptionField::Title).is_some());
        parts.caption = None;
        assert_eq!(parts.value_read(CaptionField::Title), None);
    }

    #[test]
    fn a_post_that_offers_nothing_states_nothing() {
        let fields = CaptionFields::read(&testing::no_offer(90), Some(&testing::tag_analysis()));
        let nothing = CaptionFields {
            is_offer: false,
            ..CaptionFields::empty_offer()
        };
        assert_eq!(fields, nothing);
    }
}
