//! Parser and tagger to the fields of a caption file.

use domain::{
    Availability, CaptionAnalysis, Condition, Delivery, Money, PriceKind, TagAnalysis, Verdict,
};
use serde_json::Number;

use crate::record::{Amount, Expectation, Record};

/// What was read from one caption.
pub(crate) struct Prediction {
    pub(crate) analysis: CaptionAnalysis,
    pub(crate) tags: TagAnalysis,
    pub(crate) fields: Expectation,
}

/// Reads the caption of a line.
pub(crate) fn predict(record: &Record) -> Prediction {
    let analysis = captions::parse(&record.caption, record.market);
    let tags = tagging::tag(&record.caption, record.market, &analysis);
    let fields = fields(&analysis, &tags);
    Prediction {
        analysis,
        tags,
        fields,
    }
}

fn fields(analysis: &CaptionAnalysis, tags: &TagAnalysis) -> Expectation {
    let is_offer = analysis.verdict.value == Verdict::Offer;
    let phone = analysis
        .phone
        .as_ref()
        .map(|phone| phone.value.as_e164().to_owned());
    if !is_offer {
        return Expectation {
            in_stock: true,
            phone,
            ..Expectation::default()
        };
    }
    let price = analysis.price.as_ref().map(|price| price.value);
    Expectation {
        is_offer,
        title: analysis
            .title
            .as_ref()
            .map(|title| vec![title.value.clone()]),
        price: price.map(|price| Amount {
            amount: major(price.amount),
            currency: price.amount.currency.code().to_owned(),
        }),
        price_kind: price.map(|price| {
            match price.kind {
                PriceKind::Exact => "exact",
                PriceKind::From => "from",
                PriceKind::Range { .. } => "range",
            }
            .to_owned()
        }),
        price_max: price.and_then(|price| match price.kind {
            PriceKind::Range { max } => Some(major(max)),
            _ => None,
        }),
        compare_at: analysis.compare_at.as_ref().map(|money| major(money.value)),
        unit: analysis.unit.as_ref().map(|unit| unit.value.clone()),
        negotiable: analysis
            .negotiable
            .as_ref()
            .is_some_and(|negotiable| negotiable.value),
        sizes: analysis
            .sizes
            .iter()
            .map(|size| size.value.clone())
            .collect(),
        colors: analysis
            .colors
            .iter()
            .map(|color| color.value.clone())
            .collect(),
        condition: analysis.condition.as_ref().map(|condition| {
            match condition.value {
                Condition::New => "new",
                Condition::Used => "used",
                Condition::Refurbished => "refurbished",
            }
            .to_owned()
        }),
        in_stock: analysis
            .availability
            .as_ref()
            .is_none_or(|availability| availability.value == Availability::InStock),
        phone,
        location: analysis
            .location
            .as_ref()
            .map(|location| location.value.clone()),
        delivery: analysis
            .delivery
            .as_ref()
            .map(|delivery| delivery.value == Delivery::Offered),
        category: tags
            .category
            .as_ref()
            .map(|category| category.value.to_string()),
    }
}

/// A JSON number in major units: `55000`, `39.9`.
fn major(money: Money) -> Number {
    money
        .decimal()
        .parse()
        .unwrap_or_else(|_| Number::from(money.amount_minor))
}
