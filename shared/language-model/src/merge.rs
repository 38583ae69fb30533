//! A checked answer into the parser's analysis: only where the parser was unsure.

use domain::{CaptionAnalysis, Confidence, Finding, Price, PriceKind, Span, Verdict};

use crate::check::Checked;

/// The reason every finding taken from a model carries.
const REASON: &str = "language-model";

/// The parser's analysis with what the model adds to it. A field the parser is sure of, at
/// `threshold` or above, stays as it is; a taken one gets the confidence `trust`.
pub(crate) fn merge(
    mut analysis: CaptionAnalysis,
    is_offer: bool,
    checked: &Checked,
    threshold: Confidence,
    trust: Confidence,
) -> CaptionAnalysis {
    if analysis.verdict.confidence < threshold {
        let value = if is_offer {
            Verdict::Offer
        } else {
            Verdict::NotAnOffer
        };
        analysis.verdict = finding(value, Vec::new(), trust);
    }
    if analysis.verdict.value == Verdict::NotAnOffer {
        return analysis;
    }
    if let Some((title, spans)) = &checked.title
        && unsure(analysis.title.as_ref(), threshold)
    {
        analysis.title = Some(finding(title.clone(), spans.clone(), trust));
    }
    if let Some((amount, spans)) = &checked.price
        && unsure(analysis.price.as_ref(), threshold)
    {
        let agreed = analysis
            .price
            .as_ref()
            .filter(|price| price.value.amount == *amount);
        let kind = agreed.map_or(PriceKind::Exact, |price| price.value.kind);
        let taken = finding(
            Price {
                amount: *amount,
                kind,
            },
            spans.clone(),
            trust,
        );
        if let Some(before) = analysis.price.replace(taken)
            && before.value.amount != *amount
        {
            analysis.price_candidates.insert(0, before);
        }
    }
    if analysis.sizes.is_empty() {
        let sizes = checked.sizes.iter();
        analysis.sizes = sizes
            .map(|(size, spans)| finding(size.clone(), spans.clone(), trust))
            .collect();
    }
    if let Some(phone) = &checked.phone
        && unsure(analysis.phone.as_ref(), threshold)
    {
        analysis.phone = Some(finding(phone.clone(), Vec::new(), trust));
    }
    let category = checked.category.clone();
    analysis.category = category.map(|category| finding(category, Vec::new(), trust));
    analysis
}

/// Whether a field is missing or below the threshold.
pub(crate) fn unsure<T>(field: Option<&Finding<T>>, threshold: Confidence) -> bool {
    field.is_none_or(|finding| finding.confidence < threshold)
}

fn finding<T>(value: T, spans: Vec<Span>, confidence: Confidence) -> Finding<T> {
    Finding {
        value,
        confidence,
        spans,
        reason: REASON.to_owned(),
    }
}
