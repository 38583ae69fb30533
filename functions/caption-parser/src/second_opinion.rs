//! The second opinion: which model is asked, and within which budget.

use std::sync::Arc;
use std::time::Duration;

use domain::{CaptionAnalysis, PostReceived, TenantId};
use function::{Aws, Environment, StartError};
use insights_store::{DailyBudget, InsightsStore};
use jiff::Timestamp;
use jiff::civil::Date;
use language_model::{
    Answer, Bedrock, Budget, BudgetError, CircuitBreaker, CircuitSettings, Endpoint, Grant,
    LanguageModel, ModelError, OpenAi, Prompt, Route, SecondOpinion, Settings, Skipped,
};
use secrecy::SecretString;

use crate::NAME;

/// What a tenant's questions are counted as.
const BUDGET: &str = "LANGUAGE_MODEL";

/// Asks a language model where the parser is unsure.
#[derive(Debug)]
pub(crate) struct Adviser(SecondOpinion<Model, Questions>);

impl Adviser {
    /// The adviser that `LANGUAGE_MODEL` asks for; none where it is not set.
    ///
    /// # Errors
    /// When variables are missing or wrong, or the key can't be read.
    pub(crate) async fn from_environment(
        environment: &Environment,
        aws: &Aws,
    ) -> Result<Option<Arc<Self>>, StartError> {
        let settings = environment.settings();
        let provider = settings.parsed_or("LANGUAGE_MODEL", None, |name| {
            Provider::parse(name).map(Some)
        });
        let Some(provider) = provider else {
            return settings.finish().map(|()| None);
        };
        let model = settings.required("LANGUAGE_MODEL_ID");
        let region = environment.get("LANGUAGE_MODEL_REGION").map(str::to_owned);
        let region = region.unwrap_or_else(|| settings.required("AWS_REGION"));
        let url = match (environment.get("LANGUAGE_MODEL_URL"), provider) {
            (Some(url), _) => url.to_owned(),
            (None, Provider::Bedrock) => format!("https://bedrock-runtime.{region}.amazonaws.com"),
            (None, Provider::OpenAi) => settings.required("LANGUAGE_MODEL_URL"),
        };
        let timeout = settings.parsed_or("LANGUAGE_MODEL_TIMEOUT_SECONDS", 5, seconds);
        let limit = settings.parsed_or("LANGUAGE_MODEL_DAILY_LIMIT", 500, str::parse);
        let table = settings.required("INSIGHTS_TABLE");
        settings.finish()?;
        let wrong = |problem: String| StartError::Configuration(vec![problem]);
        // The process may have installed it already; either way one is in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let endpoint = Endpoint::new(&url, Duration::from_secs(timeout))
            .map_err(|error| wrong(format!("LANGUAGE_MODEL_URL: {error}")))?;
        let model = match provider {
            Provider::Bedrock => {
                let credentials = aws
                    .credentials()
                    .ok_or_else(|| wrong("there are no AWS credentials".to_owned()))?;
                Model::Bedrock(Bedrock::new(endpoint, credentials, &region, &model))
            }
            Provider::OpenAi => {
                let key = match environment.get("LANGUAGE_MODEL_KEY_SECRET") {
                    Some(_) => aws.secret("LANGUAGE_MODEL_KEY_SECRET").await?,
                    None => SecretString::from("none"), // as models on one's own machine want it
                };
                Model::OpenAi(OpenAi::new(endpoint, key, &model))
            }
        };
        let store = InsightsStore::new(aws.dynamodb(), table);
        let questions = Questions(DailyBudget::new(store, BUDGET, limit));
        let breaker = CircuitBreaker::new(CircuitSettings::default());
        let opinion = SecondOpinion::new(model, questions, breaker, Settings::default());
        Ok(Some(Arc::new(Self(opinion))))
    }

    /// The parser's analysis of a post's caption, with the model's help where it is unsure.
    pub(crate) async fn consider(
        &self,
        tenant: &TenantId,
        post: &PostReceived,
        analysis: CaptionAnalysis,
    ) -> CaptionAnalysis {
        let asked_at = Timestamp::now();
        let facts = &post.facts;
        let opinion = self
            .0
            .consider(tenant, &facts.caption, facts.market, analysis, asked_at)
            .await;
        let took = Timestamp::now().duration_since(asked_at).as_millis();
        let took = u64::try_from(took).unwrap_or(0);
        let post_id = post.post_id;
        match opinion.route {
            Route::Skipped(Skipped::ParserIsSure) => {}
            Route::Skipped(reason) => {
                tracing::info!(function = NAME, %post_id, ?reason, "model not asked");
                function::count(NAME, "ModelNotAsked", 1);
            }
            Route::Answered => {
                let refused = opinion.refused;
                tracing::info!(function = NAME, %post_id, took_ms = took, ?refused, "model answered");
                function::count(NAME, "ModelAnswered", 1);
                function::count(NAME, "ModelFieldsRefused", refused.len() as u64);
                function::milliseconds(NAME, "ModelTook", took);
            }
            Route::FellBack(reason) => {
                let error = reason.0;
                tracing::warn!(function = NAME, %post_id, took_ms = took, %error, "model failed");
                function::count(NAME, "ModelFailed", 1);
            }
        }
        opinion.analysis
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Provider {
    Bedrock,
    OpenAi,
}

impl Provider {
    fn parse(name: &str) -> Result<Self, &'static str> {
        match name {
            "bedrock" => Ok(Self::Bedrock),
            "openai" => Ok(Self::OpenAi),
            _ => Err("it is `bedrock` or `openai`"),
        }
    }
}

/// The queue's messages wait for the model, so it gets seconds, not minutes.
fn seconds(text: &str) -> Result<u64, &'static str> {
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| (1..=10).contains(seconds));
    seconds.ok_or("it is 1 to 10 seconds")
}

#[derive(Debug)]
enum Model {
    Bedrock(Bedrock),
    OpenAi(OpenAi),
}

impl LanguageModel for Model {
    async fn ask(&self, prompt: Prompt<'_>, now: Timestamp) -> Result<Answer, ModelError> {
        match self {
            Self::Bedrock(model) => model.ask(prompt, now).await,
            Self::OpenAi(model) => model.ask(prompt, now).await,
        }
    }
}

#[derive(Debug)]
struct Questions(DailyBudget);

impl Budget for Questions {
    async fn take(&self, tenant: &TenantId, day: Date) -> Result<Grant, BudgetError> {
        match self.0.take(tenant, day).await {
            Ok(true) => Ok(Grant::Granted),
            Ok(false) => Ok(Grant::Exhausted),
            Err(error) => Err(BudgetError(Box::new(error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    async fn started(variables: &[(&str, &str)]) -> Result<bool, String> {
        let usual = [
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("INSIGHTS_TABLE", "insights"),
        ];
        let variables = usual.iter().chain(variables);
        let variables = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let environment = Environment::from_map(variables.collect::<BTreeMap<_, _>>());
        let aws = Aws::new(&environment);
        let adviser = Adviser::from_environment(&environment, &aws).await;
        adviser
            .map(|adviser| adviser.is_some())
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn no_model_is_asked_unless_one_is_named() {
        assert_eq!(started(&[]).await, Ok(false));
        assert_eq!(started(&[("LANGUAGE_MODEL", "")]).await, Ok(false));
    }

    #[tokio::test]
    async fn either_model_starts_with_what_it_needs() {
        let bedrock = [
            ("LANGUAGE_MODEL", "bedrock"),
            ("LANGUAGE_MODEL_ID", "amazon.nova-lite-v1:0"),
        ];
        assert_eq!(started(&bedrock).await, Ok(true));
        let local = [
            ("LANGUAGE_MODEL", "openai"),
            ("LANGUAGE_MODEL_ID", "qwen3"),
            ("LANGUAGE_MODEL_URL", "http://127.0.0.1:11434/v1"),
        ];
        assert_eq!(started(&local).await, Ok(true));
    }

    #[tokio::test]
    async fn a_wrong_setting_is_named() {
        let model = ("LANGUAGE_MODEL", "openai");
        let id = ("LANGUAGE_MODEL_ID", "m");
        let url = ("LANGUAGE_MODEL_URL", "https://models.example/v1");
        for (variables, expected) in [
            (
                &[("LANGUAGE_MODEL", "gpt")][..],
                "LANGUAGE_MODEL: it is `bedrock` or `openai`",
            ),
            (
                &[model],
                "LANGUAGE_MODEL_ID is not set; LANGUAGE_MODEL_URL is not set",
            ),
            (
                &[model, id, ("LANGUAGE_MODEL_URL", "http://models.example")],
                "LANGUAGE_MODEL_URL: the address must be https",
            ),
            (
                &[model, id, url, ("LANGUAGE_MODEL_TIMEOUT_SECONDS", "60")],
                "LANGUAGE_MODEL_TIMEOUT_SECONDS: it is 1 to 10 seconds",
            ),
            (
                &[model, id, url, ("LANGUAGE_MODEL_DAILY_LIMIT", "-1")],
                "LANGUAGE_MODEL_DAILY_LIMIT: invalid digit",
            ),
        ] {
            let error = started(variables).await.unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
