//! From a post and its parts to a product.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    Attention, AttentionCode, Availability, CaptionAnalysis, Confidence, FieldNote, Finding, Part,
    Parts, Post, PostFacts, Product, ProductField, ProductState, Stage, TagAnalysis,
    ThumbnailAnalysis, Verdict,
};

/// How sure a finding must be before buyers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssemblyRules {
    /// Below this a verdict, title or price waits for a person.
    pub least_confidence: Confidence,
}

impl Default for AssemblyRules {
    fn default() -> Self {
        Self {
            least_confidence: Confidence::from_percent(50),
        }
    }
}

/// What is to be done about a post now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: parts are missing, or the post is not complete.
    Wait,
    /// Nothing: the stored product is what the parts say.
    Unchanged,
    /// Save this product over the previous version.
    Save(Box<Product>),
    /// The post sells nothing. A product made from it earlier is to be withdrawn.
    NothingForSale {
        /// Why the parser thinks so.
        reason: String,
    },
}

/// Decides what becomes of a post.
///
/// Pure: the same post, parts and previous product give the same product whatever order the parts
/// came in. `now` only dates a product that is new or has changed. Fields keep the value a finding
/// gives them; what nobody stated stays empty with a note of the reason.
pub fn assemble(
    post: &Post,
    previous: Option<&Product>,
    rules: AssemblyRules,
    now: Timestamp,
) -> Decision {
    let Stage::Received(facts) = &post.stage else {
        return Decision::Wait;
    };
    let Parts {
        caption: Some(caption),
        thumbnails: Some(thumbnails),
        tags: Some(tags),
    } = &post.parts
    else {
        return Decision::Wait;
    };
    if let Some(verdict) = nothing_for_sale(caption, rules) {
        return Decision::NothingForSale {
            reason: verdict.reason.clone(),
        };
    }
    let mut product = draft(post, facts, now);
    product.state = state(caption, rules);
    describe(&mut product, caption);
    classify(&mut product, tags);
    illustrate(&mut product, thumbnails);
    match previous {
        None => Decision::Save(Box::new(product)),
        Some(previous) => {
            product.created_at = previous.created_at;
            product.changed_at = previous.changed_at;
            product.version = previous.version;
            if product == *previous {
                return Decision::Unchanged;
            }
            product.changed_at = now;
            product.version = previous.version.saturating_add(1);
            Decision::Save(Box::new(product))
        }
    }
}

fn nothing_for_sale(
    caption: &Part<CaptionAnalysis>,
    rules: AssemblyRules,
) -> Option<&Finding<Verdict>> {
    let verdict = &caption.analysis()?.verdict;
    let sure = verdict.confidence >= rules.least_confidence;
    (verdict.value == Verdict::NotAnOffer && sure).then_some(verdict)
}

fn draft(post: &Post, facts: &PostFacts, now: Timestamp) -> Product {
    Product {
        tenant: post.tenant.clone(),
        handle: facts.handle.clone(),
        post_id: post.id,
        import_id: post.import_id,
        version: 1,
        state: ProductState::Published,
        title: None,
        price: None,
        compare_at: None,
        unit: None,
        negotiable: None,
        sizes: Vec::new(),
        colors: Vec::new(),
        condition: None,
        availability: Availability::InStock,
        phone: None,
        location: None,
        delivery: None,
        category: None,
        google_product_category: None,
        tags: Vec::new(),
        hashtags: Vec::new(),
        synonyms: Vec::new(),
        pictures: Vec::new(),
        share: Vec::new(),
        picture_colors: Vec::new(),
        caption: facts.caption.clone(),
        url: post.request.url.clone(),
        posted_at: facts.posted_at,
        created_at: now,
        changed_at: now,
        notes: BTreeMap::new(),
    }
}

/// Published, unless a buyer could be misled.
fn state(caption: &Part<CaptionAnalysis>, rules: AssemblyRules) -> ProductState {
    let attention = |code, detail: &str| ProductState::NeedsAttention {
        attention: Attention {
            code,
            detail: detail.to_owned(),
        },
    };
    let analysis = match caption {
        Part::Done { analysis, .. } => analysis,
        Part::Failed { failure, .. } => {
            return attention(
                AttentionCode::CaptionUnread,
                &format!("The caption could not be read: {}", failure.detail),
            );
        }
    };
    let sure = |confidence: Confidence| confidence >= rules.least_confidence;
    if !sure(analysis.verdict.confidence) {
        return attention(
            AttentionCode::OfferUnsure,
            "It is not clear whether this post sells something. Say so, and name the item.",
        );
    }
    if !analysis
        .title
        .as_ref()
        .is_some_and(|title| sure(title.confidence))
    {
        return attention(
            AttentionCode::TitleUnsure,
            "It is not clear what this post sells. Give the item a name.",
        );
    }
    let price_unsure = match &analysis.price {
        Some(price) => !sure(price.confidence),
        None => !analysis.price_candidates.is_empty(),
    };
    if price_unsure {
        return attention(
            AttentionCode::PriceUnsure,
            "There is a price in this caption, but not clear enough to show. Choose the right one.",
        );
    }
    ProductState::Published
}

/// Fills what the caption parser found.
fn describe(product: &mut Product, caption: &Part<CaptionAnalysis>) {
    let analysis = match caption {
        Part::Done { analysis, .. } => analysis,
        Part::Failed { failure, .. } => {
            for field in [ProductField::Title, ProductField::Price] {
                product.notes.insert(
                    field,
                    FieldNote::Unknown {
                        reason: failure.detail.clone(),
                    },
                );
            }
            return;
        }
    };
    let notes = &mut product.notes;
    product.title = found(notes, ProductField::Title, analysis.title.as_ref());
    product.price = found(notes, ProductField::Price, analysis.price.as_ref());
    product.compare_at = found(notes, ProductField::CompareAt, analysis.compare_at.as_ref());
    product.unit = found(notes, ProductField::Unit, analysis.unit.as_ref());
    product.condition = found(notes, ProductField::Condition, analysis.condition.as_ref());
    product.location = found(notes, ProductField::Location, analysis.location.as_ref());
    product.delivery = found(notes, ProductField::Delivery, analysis.delivery.as_ref());
    product.availability = found(
        notes,
        ProductField::Availability,
        analysis.availability.as_ref(),
    )
    .unwrap_or(Availability::InStock);
    product.negotiable = analysis.negotiable.as_ref().map(|finding| finding.value);
    product.phone = analysis.phone.as_ref().map(|finding| finding.value.clone());
    product.sizes = analysis
        .sizes
        .iter()
        .map(|finding| finding.value.clone())
        .collect();
    product.colors = analysis
        .colors
        .iter()
        .map(|finding| finding.value.clone())
        .collect();
}

/// The finding's value, with a note of where it comes from or that nobody stated it.
fn found<T: Clone>(
    notes: &mut BTreeMap<ProductField, FieldNote>,
    field: ProductField,
    finding: Option<&Finding<T>>,
) -> Option<T> {
    let note = match finding {
        Some(finding) => FieldNote::Found {
            confidence: finding.confidence,
            reason: finding.reason.clone(),
        },
        None => FieldNote::Unknown {
            reason: "the caption does not say".to_owned(),
        },
    };
    notes.insert(field, note);
    finding.map(|finding| finding.value.clone())
}

/// Fills what the auto-tagger found.
fn classify(product: &mut Product, tags: &Part<TagAnalysis>) {
    match tags {
        Part::Done { analysis, .. } => {
            product.category = found(
                &mut product.notes,
                ProductField::Category,
                analysis.category.as_ref(),
            );
            product.google_product_category = analysis.google_product_category;
            product.tags = analysis.tags.iter().map(|tag| tag.text.clone()).collect();
            product.hashtags.clone_from(&analysis.hashtags);
            product.synonyms.clone_from(&analysis.synonyms);
        }
        Part::Failed { failure, .. } => {
            let note = FieldNote::Unknown {
                reason: failure.detail.clone(),
            };
            product.notes.insert(ProductField::Category, note);
        }
    }
}

/// Fills what the thumbnail generator made.
fn illustrate(product: &mut Product, thumbnails: &Part<ThumbnailAnalysis>) {
    let reason = match thumbnails {
        Part::Done { analysis, .. } => {
            product.pictures.clone_from(&analysis.pictures);
            product.share.clone_from(&analysis.share);
            product.picture_colors.clone_from(&analysis.colors);
            analysis.fallback_reason.clone()
        }
        Part::Failed { failure, .. } => Some(failure.detail.clone()),
    };
    if let Some(reason) = reason {
        product
            .notes
            .insert(ProductField::Pictures, FieldNote::Unknown { reason });
    }
}
