//! When a model is asked, and what becomes of its answer.

use captions::normal::Reading;
use domain::{CaptionAnalysis, Confidence, Market, TenantId, Verdict};
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::check::check;
use crate::merge::{merge, unsure};
use crate::{Budget, CircuitBreaker, Grant, LanguageModel, ModelError, Prompt, Refusal, Remedy};

/// When to ask, and how far to trust.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// A field below this is unsure.
    pub threshold: Confidence,
    /// The confidence a field taken from a model gets.
    pub trust: Confidence,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: Confidence::from_percent(60),
            trust: Confidence::from_percent(75),
        }
    }
}

/// Asks a model where the parser is unsure. A hub without a model simply has none of these.
#[derive(Debug)]
pub struct SecondOpinion<M, B> {
    model: M,
    budget: B,
    breaker: CircuitBreaker,
    settings: Settings,
}

/// The analysis to go on with, and how it came about.
#[derive(Debug)]
pub struct Opinion {
    /// The parser's analysis, perhaps with fields from the model.
    pub analysis: CaptionAnalysis,
    /// Fields of the answer that were not taken.
    pub refused: Vec<Refusal>,
    /// What happened.
    pub route: Route,
}

/// What happened to a question.
#[derive(Debug)]
pub enum Route {
    /// It was not asked.
    Skipped(Skipped),
    /// The model answered.
    Answered,
    /// It was asked in vain; the analysis is the parser's own.
    FellBack(FallbackReason),
}

/// Why a question was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// The parser is sure enough.
    ParserIsSure,
    /// The service has been failing.
    CircuitOpen,
    /// The tenant's questions of the day are used up.
    BudgetExhausted,
    /// The counter of questions cannot be reached.
    BudgetUnknown,
}

/// Why the parser's own answer stands although a question was asked.
#[derive(Debug)]
pub struct FallbackReason(pub ModelError);

impl<M: LanguageModel, B: Budget> SecondOpinion<M, B> {
    /// A second opinion by `model`, within `budget`.
    pub const fn new(model: M, budget: B, breaker: CircuitBreaker, settings: Settings) -> Self {
        Self {
            model,
            budget,
            breaker,
            settings,
        }
    }

    /// The parser's analysis of a caption, with a model's help where it is unsure.
    ///
    /// Never fails: whatever goes wrong, the parser's analysis comes back with the reason.
    pub async fn consider(
        &self,
        tenant: &TenantId,
        caption: &str,
        market: Market,
        analysis: CaptionAnalysis,
        now: Timestamp,
    ) -> Opinion {
        if let Some(skipped) = self.skip(tenant, &analysis, now).await {
            return unchanged(analysis, Route::Skipped(skipped));
        }
        match self.model.ask(Prompt { caption, market }, now).await {
            Ok(answer) => {
                self.breaker.succeeded();
                let checked = check(&answer, &Reading::new(caption, market));
                let Settings { threshold, trust } = self.settings;
                Opinion {
                    analysis: merge(analysis, answer.is_offer, &checked, threshold, trust),
                    refused: checked.refused,
                    route: Route::Answered,
                }
            }
            Err(error) => {
                match error.remedy() {
                    Remedy::Retry | Remedy::Alert => self.breaker.failed(now),
                    Remedy::Drop => self.breaker.succeeded(),
                }
                unchanged(analysis, Route::FellBack(FallbackReason(error)))
            }
        }
    }

    /// Why not to ask, if there is a reason. The budget is taken last: nothing is taken for a
    /// question that is not asked.
    async fn skip(
        &self,
        tenant: &TenantId,
        analysis: &CaptionAnalysis,
        now: Timestamp,
    ) -> Option<Skipped> {
        if !is_unsure(analysis, self.settings.threshold) {
            return Some(Skipped::ParserIsSure);
        }
        if !self.breaker.admits(now) {
            return Some(Skipped::CircuitOpen);
        }
        let day = Offset::UTC.to_datetime(now).date();
        match self.budget.take(tenant, day).await {
            Ok(Grant::Granted) => None,
            Ok(Grant::Exhausted) => Some(Skipped::BudgetExhausted),
            Err(_) => Some(Skipped::BudgetUnknown),
        }
    }
}

/// Whether the parser is unsure of the verdict, or of title or price of an offer. A price that is
/// not stated is nothing to be unsure of, unless numbers were left over that may be one.
fn is_unsure(analysis: &CaptionAnalysis, threshold: Confidence) -> bool {
    if analysis.verdict.confidence < threshold {
        return true;
    }
    let price_unsure = match &analysis.price {
        Some(price) => price.confidence < threshold,
        None => !analysis.price_candidates.is_empty(),
    };
    analysis.verdict.value == Verdict::Offer
        && (price_unsure || unsure(analysis.title.as_ref(), threshold))
}

fn unchanged(analysis: CaptionAnalysis, route: Route) -> Opinion {
    Opinion {
        analysis,
        refused: Vec::new(),
        route,
    }
}
