//! From a post and its parts to a product.

mod fields;
#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    Attention, AttentionCode, Availability, CaptionAnalysis, Confidence, Finding, Part, Parts,
    Post, PostFacts, Product, ProductState, Stage, Verdict,
};

/// How sure a finding must be before buyers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssemblyRules {
    /// Below this a verdict, title or price has the product wait for a person, and anything else
    /// the caption says is left out. Category and tags always stay: they help finding, they
    /// promise nothing.
    pub least_confidence: Confidence,
}

impl AssemblyRules {
    /// Is this sure enough for buyers to see?
    fn allow(self, confidence: Confidence) -> bool {
        confidence >= self.least_confidence
    }
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
/// came in. `now` only dates a product that is new or has changed. What nobody stated, or nobody
/// is sure of, stays empty with a note of the reason; title and price keep an unsure value for the
/// person the product then waits for.
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
    fields::describe(&mut product, caption, rules);
    fields::classify(&mut product, tags);
    fields::illustrate(&mut product, thumbnails);
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
    (verdict.value == Verdict::NotAnOffer && rules.allow(verdict.confidence)).then_some(verdict)
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
    let sure = |confidence| rules.allow(confidence);
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
