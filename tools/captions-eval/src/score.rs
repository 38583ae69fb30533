//! Scores of all fields over a file.

use std::collections::BTreeMap;

use domain::{CaptionFields, Confidence};

use crate::caption::Record;
use crate::compare;
use crate::predict::Prediction;

/// The fields in the order they are shown.
pub(crate) const FIELDS: &[&str] = &[
    "is_offer",
    "title",
    "price",
    "price_kind",
    "price_max",
    "compare_at",
    "unit",
    "in_stock",
    "phone",
    "leaf",
    "department",
    "sizes",
    "colors",
    "negotiable",
    "condition",
    "delivery",
    "location",
];

/// One field of one caption that is not right.
#[derive(Debug)]
pub(crate) struct Miss {
    pub(crate) id: String,
    pub(crate) field: &'static str,
    pub(crate) predicted: String,
    pub(crate) labelled: String,
    /// The words of the caption the wrong value came from.
    pub(crate) evidence: String,
}

/// Right and given findings of one confidence bucket.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Bucket {
    pub(crate) given: u32,
    pub(crate) right: f64,
}

/// What one run found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) lines: u32,
    pub(crate) offers: u32,
    /// Sum of scores and how many captions count, by field.
    pub(crate) fields: BTreeMap<&'static str, (f64, u32)>,
    /// The same over captions where the field is labelled with something.
    pub(crate) stated: BTreeMap<&'static str, (f64, u32)>,
    pub(crate) true_offers: u32,
    pub(crate) called_offers: u32,
    pub(crate) invented_prices: u32,
    pub(crate) buckets: BTreeMap<u8, Bucket>,
    pub(crate) field_buckets: BTreeMap<(&'static str, u8), Bucket>,
    pub(crate) misses: Vec<Miss>,
}

impl Report {
    /// Counts one caption.
    pub(crate) fn add(&mut self, record: &Record, labelled: &CaptionFields, found: &Prediction) {
        self.lines += 1;
        let predicted = &found.fields;
        let verdict_right = predicted.is_offer == labelled.is_offer;
        self.field("is_offer", f64::from(u8::from(verdict_right)), false);
        self.calibrate(
            "is_offer",
            found.analysis.verdict.confidence,
            f64::from(u8::from(verdict_right)),
        );
        self.called_offers += u32::from(predicted.is_offer);
        self.true_offers += u32::from(predicted.is_offer && labelled.is_offer);
        if !verdict_right {
            self.miss(
                record,
                "is_offer",
                &predicted.is_offer,
                &labelled.is_offer,
                &found.analysis.verdict.reason,
            );
        }
        if predicted.price.is_some() && labelled.price.is_none() {
            self.invented_prices += 1;
        }
        if !labelled.is_offer {
            return;
        }
        self.offers += 1;
        for field in FIELDS.iter().skip(1) {
            let score = if predicted.is_offer {
                score(field, predicted, labelled)
            } else {
                0.0
            };
            self.field(field, score, is_stated(field, labelled));
            if score < 0.999 && predicted.is_offer {
                let (is, was) = (shown(field, predicted), shown(field, labelled));
                self.miss_text(record, field, is, was, evidence(field, record, found));
            }
        }
        if predicted.is_offer {
            for (field, confidence) in given(found) {
                self.calibrate(field, confidence, score(field, predicted, labelled));
            }
        }
    }

    fn field(&mut self, field: &'static str, score: f64, stated: bool) {
        let sums = self.fields.entry(field).or_default();
        sums.0 += score;
        sums.1 += 1;
        if stated {
            let sums = self.stated.entry(field).or_default();
            sums.0 += score;
            sums.1 += 1;
        }
    }

    fn calibrate(&mut self, field: &'static str, confidence: Confidence, score: f64) {
        let key = confidence.percent() / 10 * 10;
        // Titles and sets count as right where most of them is.
        let right = if score >= 0.8 { 1.0 } else { 0.0 };
        for bucket in [
            self.buckets.entry(key).or_default(),
            self.field_buckets.entry((field, key)).or_default(),
        ] {
            bucket.given += 1;
            bucket.right += right;
        }
    }

    fn miss(
        &mut self,
        record: &Record,
        field: &'static str,
        is: &bool,
        was: &bool,
        evidence: &str,
    ) {
        self.miss_text(
            record,
            field,
            is.to_string(),
            was.to_string(),
            evidence.to_owned(),
        );
    }

    fn miss_text(
        &mut self,
        record: &Record,
        field: &'static str,
        predicted: String,
        labelled: String,
        evidence: String,
    ) {
        self.misses.push(Miss {
            id: record.id.clone(),
            field,
            predicted,
            labelled,
            evidence,
        });
    }
}

/// The score of one field of an offer, 0 to 1.
pub(crate) fn score(field: &str, predicted: &CaptionFields, labelled: &CaptionFields) -> f64 {
    let right = match field {
        "is_offer" => predicted.is_offer == labelled.is_offer,
        "title" => {
            let title = predicted.title.as_ref().and_then(|titles| titles.first());
            return compare::title(
                title.map(String::as_str),
                labelled.title.as_deref().unwrap_or_default(),
            );
        }
        "sizes" => return compare::sets(&predicted.sizes, &labelled.sizes, compare::size),
        "colors" => return compare::sets(&predicted.colors, &labelled.colors, compare::color),
        "price" => match (&predicted.price, &labelled.price) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                one.currency == other.currency
                    && compare::numbers(Some(&one.amount), Some(&other.amount))
            }
            _ => false,
        },
        "price_kind" => predicted.price_kind == labelled.price_kind,
        "price_max" => compare::numbers(predicted.price_max.as_ref(), labelled.price_max.as_ref()),
        "compare_at" => {
            compare::numbers(predicted.compare_at.as_ref(), labelled.compare_at.as_ref())
        }
        "unit" => predicted.unit == labelled.unit,
        "in_stock" => predicted.in_stock == labelled.in_stock,
        "phone" => predicted.phone == labelled.phone,
        "leaf" => predicted.category == labelled.category,
        "department" => {
            department(predicted.category.as_deref()) == department(labelled.category.as_deref())
        }
        "negotiable" => predicted.negotiable == labelled.negotiable,
        "condition" => predicted.condition == labelled.condition,
        "delivery" => predicted.delivery == labelled.delivery,
        "location" => compare::places(predicted.location.as_deref(), labelled.location.as_deref()),
        _ => false,
    };
    f64::from(u8::from(right))
}

/// The department of a leaf of the taxonomy.
fn department(leaf: Option<&str>) -> Option<&'static str> {
    Some(match leaf? {
        "clothing" | "shoes" | "bags" | "jewelry" | "watches" | "fashion-accessories" => "fashion",
        "makeup" | "skincare" | "hair" | "fragrance" => "beauty",
        "phones" | "computers" | "tv-audio" | "gaming" | "cameras" | "electronics-accessories" => {
            "electronics"
        }
        "furniture" | "appliances" | "kitchen" | "decor" | "bedding" | "tools" => "home",
        "groceries" | "drinks" | "meals" => "food",
        "livestock" | "farm-inputs" => "agriculture",
        "cars" | "motorcycles" | "vehicle-parts" => "vehicles",
        "property-rent" | "property-sale" | "land" => "property",
        "beauty-services" | "repairs" | "events" | "training" | "transport"
        | "digital-services" => "services",
        "baby" | "toys" => "kids",
        "sports" | "books" | "tickets" | "pets" => "leisure",
        "health" => "health",
        _ => "other",
    })
}

fn is_stated(field: &str, labelled: &CaptionFields) -> bool {
    match field {
        "title" => labelled.title.is_some(),
        "price" => labelled.price.is_some(),
        "price_kind" => labelled.price_kind.is_some(),
        "price_max" => labelled.price_max.is_some(),
        "compare_at" => labelled.compare_at.is_some(),
        "unit" => labelled.unit.is_some(),
        "in_stock" => !labelled.in_stock,
        "phone" => labelled.phone.is_some(),
        "sizes" => !labelled.sizes.is_empty(),
        "colors" => !labelled.colors.is_empty(),
        "negotiable" => labelled.negotiable,
        "condition" => labelled.condition.is_some(),
        "delivery" => labelled.delivery.is_some(),
        "location" => labelled.location.is_some(),
        _ => true,
    }
}

/// The fields the parser gave, with how sure it was.
fn given(found: &Prediction) -> Vec<(&'static str, Confidence)> {
    let analysis = &found.analysis;
    let mut given = Vec::new();
    let mut push = |field: &'static str, confidence: Option<Confidence>| {
        given.extend(confidence.map(|confidence| (field, confidence)));
    };
    push("title", analysis.title.as_ref().map(|f| f.confidence));
    push("price", analysis.price.as_ref().map(|f| f.confidence));
    push(
        "compare_at",
        analysis.compare_at.as_ref().map(|f| f.confidence),
    );
    push("unit", analysis.unit.as_ref().map(|f| f.confidence));
    push(
        "negotiable",
        analysis.negotiable.as_ref().map(|f| f.confidence),
    );
    push("sizes", analysis.sizes.iter().map(|f| f.confidence).min());
    push("colors", analysis.colors.iter().map(|f| f.confidence).min());
    push(
        "condition",
        analysis.condition.as_ref().map(|f| f.confidence),
    );
    push(
        "in_stock",
        analysis.availability.as_ref().map(|f| f.confidence),
    );
    push("phone", analysis.phone.as_ref().map(|f| f.confidence));
    push("location", analysis.location.as_ref().map(|f| f.confidence));
    push("delivery", analysis.delivery.as_ref().map(|f| f.confidence));
    push("leaf", found.tags.category.as_ref().map(|f| f.confidence));
    given
}

fn shown(field: &str, fields: &CaptionFields) -> String {
    let value = match field {
        "title" => format!("{:?}", fields.title.as_deref().unwrap_or_default()),
        "price" | "price_kind" | "price_max" => format!(
            "{} {} {}",
            fields
                .price
                .as_ref()
                .map_or("-".to_owned(), |p| format!("{} {}", p.currency, p.amount)),
            fields
                .price_kind
                .map_or("-".to_owned(), |kind| format!("{kind:?}").to_lowercase()),
            fields
                .price_max
                .as_ref()
                .map_or(String::new(), ToString::to_string),
        ),
        "compare_at" => format!("{:?}", fields.compare_at.as_ref().map(ToString::to_string)),
        "unit" => format!("{:?}", fields.unit),
        "in_stock" => fields.in_stock.to_string(),
        "phone" => format!("{:?}", fields.phone),
        "leaf" | "department" => format!("{:?}", fields.category),
        "sizes" => format!("{:?}", fields.sizes),
        "colors" => format!("{:?}", fields.colors),
        "negotiable" => fields.negotiable.to_string(),
        "condition" => format!("{:?}", fields.condition),
        "delivery" => format!("{:?}", fields.delivery),
        "location" => format!("{:?}", fields.location),
        _ => String::new(),
    };
    value.trim().to_owned()
}

/// The words of the caption a finding came from, and the rule's name.
fn evidence(field: &str, record: &Record, found: &Prediction) -> String {
    let analysis = &found.analysis;
    let (spans, reason) = match field {
        "title" => analysis
            .title
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "price" | "price_kind" | "price_max" => analysis
            .price
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "compare_at" => analysis
            .compare_at
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "unit" => analysis
            .unit
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "condition" => analysis
            .condition
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "delivery" => analysis
            .delivery
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "location" => analysis
            .location
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "in_stock" => analysis
            .availability
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "negotiable" => analysis
            .negotiable
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        "sizes" => Some((
            analysis
                .sizes
                .iter()
                .flat_map(|f| f.spans.clone())
                .collect(),
            "sizes".to_owned(),
        )),
        "colors" => Some((
            analysis
                .colors
                .iter()
                .flat_map(|f| f.spans.clone())
                .collect(),
            "colors".to_owned(),
        )),
        "leaf" | "department" => found
            .tags
            .category
            .as_ref()
            .map(|f| (f.spans.clone(), f.reason.clone())),
        _ => None,
    }
    .unwrap_or_default();
    let words: Vec<&str> = spans
        .iter()
        .filter_map(|span| span.text(&record.caption))
        .collect();
    format!("{reason} {words:?}")
}
