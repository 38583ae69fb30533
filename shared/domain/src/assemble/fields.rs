//! The fields of a product from the findings of its parts, each with its note.

use std::collections::BTreeMap;

use super::AssemblyRules;
use crate::{
    Availability, CaptionAnalysis, Confidence, FieldNote, Finding, Money, Part, PictureSource,
    Price, PriceKind, Product, ProductField, TagAnalysis, ThumbnailAnalysis,
};

type Notes = BTreeMap<ProductField, FieldNote>;

/// The fields that only the caption can fill.
const CAPTION_FIELDS: [ProductField; 12] = [
    ProductField::Title,
    ProductField::Price,
    ProductField::CompareAt,
    ProductField::Unit,
    ProductField::Negotiable,
    ProductField::Sizes,
    ProductField::Colors,
    ProductField::Condition,
    ProductField::Availability,
    ProductField::Phone,
    ProductField::Location,
    ProductField::Delivery,
];

/// Fills what the caption parser found.
pub(super) fn describe(
    product: &mut Product,
    caption: &Part<CaptionAnalysis>,
    rules: AssemblyRules,
) {
    let analysis = match caption {
        Part::Done { analysis, .. } => analysis,
        Part::Failed { failure, .. } => {
            let note = || unknown(&failure.detail);
            product
                .notes
                .extend(CAPTION_FIELDS.map(|field| (field, note())));
            return;
        }
    };
    let notes = &mut product.notes;
    // These two decide whether buyers see the product at all, so an unsure one may stay.
    product.title = found(notes, ProductField::Title, analysis.title.as_ref());
    product.price = found(notes, ProductField::Price, analysis.price.as_ref());
    let mut fields = Fields { notes, rules };
    product.compare_at = match &analysis.compare_at {
        Some(former) if !is_discount(former.value, product.price) => {
            let note = unknown("the former price is not above the price");
            fields.notes.insert(ProductField::CompareAt, note);
            None
        }
        former => fields.one(ProductField::CompareAt, former.as_ref()),
    };
    product.unit = fields.one(ProductField::Unit, analysis.unit.as_ref());
    product.negotiable = fields.one(ProductField::Negotiable, analysis.negotiable.as_ref());
    product.sizes = fields.all(ProductField::Sizes, &analysis.sizes);
    product.colors = fields.all(ProductField::Colors, &analysis.colors);
    product.condition = fields.one(ProductField::Condition, analysis.condition.as_ref());
    product.availability = fields
        .one(ProductField::Availability, analysis.availability.as_ref())
        .unwrap_or(Availability::InStock);
    product.phone = fields.one(ProductField::Phone, analysis.phone.as_ref());
    product.location = fields.one(ProductField::Location, analysis.location.as_ref());
    product.delivery = fields.one(ProductField::Delivery, analysis.delivery.as_ref());
}

/// Is `former` a price that can stand struck through beside `price`?
fn is_discount(former: Money, price: Option<Price>) -> bool {
    price.is_some_and(|price| {
        let highest = match price.kind {
            PriceKind::Range { max } => max,
            PriceKind::Exact | PriceKind::From => price.amount,
        };
        former.currency == highest.currency && former.amount_minor > highest.amount_minor
    })
}

/// Fills what the auto-tagger found.
pub(super) fn classify(product: &mut Product, tags: &Part<TagAnalysis>) {
    match tags {
        Part::Done { analysis, .. } => {
            let category = analysis.category.as_ref();
            product.category = found(&mut product.notes, ProductField::Category, category);
            product.google_product_category = analysis.google_product_category;
            product.tags = analysis.tags.iter().map(|tag| tag.text.clone()).collect();
            product.hashtags.clone_from(&analysis.hashtags);
            product.synonyms.clone_from(&analysis.synonyms);
        }
        Part::Failed { failure, .. } => {
            let note = unknown(&failure.detail);
            product.notes.insert(ProductField::Category, note);
        }
    }
}

/// Fills what the thumbnail generator made.
pub(super) fn illustrate(product: &mut Product, thumbnails: &Part<ThumbnailAnalysis>) {
    let note = match thumbnails {
        Part::Done { analysis, .. } => {
            product.pictures.clone_from(&analysis.pictures);
            product.share.clone_from(&analysis.share);
            product.picture_colors.clone_from(&analysis.colors);
            pictures_note(analysis)
        }
        Part::Failed { failure, .. } => unknown(&failure.detail),
    };
    product.notes.insert(ProductField::Pictures, note);
}

fn pictures_note(analysis: &ThumbnailAnalysis) -> FieldNote {
    let fallback = analysis.fallback_reason.as_deref();
    let Some(primary) = analysis.pictures.first() else {
        return unknown(fallback.unwrap_or("the post has no picture"));
    };
    let rule = match primary.source {
        PictureSource::Frame { .. } => "video-frames",
        PictureSource::Photo { .. } => "post-photos",
        PictureSource::Cover => "post-cover",
    };
    FieldNote::Found {
        confidence: Confidence::CERTAIN,
        reason: fallback.unwrap_or(rule).to_owned(),
    }
}

/// Fields that are left out where the finding is not sure enough.
struct Fields<'a> {
    notes: &'a mut Notes,
    rules: AssemblyRules,
}

impl Fields<'_> {
    fn one<T: Clone>(&mut self, field: ProductField, finding: Option<&Finding<T>>) -> Option<T> {
        let sure = finding.filter(|finding| self.rules.allow(finding.confidence));
        let value = found(self.notes, field, sure);
        if let (Some(unsure), None) = (finding, sure) {
            self.notes.insert(field, not_sure(unsure));
        }
        value
    }

    /// The note is that of the finding that is least sure among those that stay.
    fn all<T: Clone>(&mut self, field: ProductField, findings: &[Finding<T>]) -> Vec<T> {
        let sure: Vec<_> = findings
            .iter()
            .filter(|finding| self.rules.allow(finding.confidence))
            .collect();
        let least = sure
            .iter()
            .copied()
            .min_by_key(|finding| finding.confidence);
        found(self.notes, field, least);
        if let (Some(unsure), None) = (findings.first(), least) {
            self.notes.insert(field, not_sure(unsure));
        }
        sure.into_iter()
            .map(|finding| finding.value.clone())
            .collect()
    }
}

/// The finding's value, with a note of where it comes from or that nobody stated it.
fn found<T: Clone>(
    notes: &mut Notes,
    field: ProductField,
    finding: Option<&Finding<T>>,
) -> Option<T> {
    let note = match finding {
        Some(finding) => FieldNote::Found {
            confidence: finding.confidence,
            reason: finding.reason.clone(),
        },
        None => unknown("the caption does not say"),
    };
    notes.insert(field, note);
    finding.map(|finding| finding.value.clone())
}

fn not_sure<T>(finding: &Finding<T>) -> FieldNote {
    unknown(&format!(
        "the caption is not clear enough ({}, {} %)",
        finding.reason,
        finding.confidence.percent()
    ))
}

fn unknown(reason: &str) -> FieldNote {
    FieldNote::Unknown {
        reason: reason.to_owned(),
    }
}
