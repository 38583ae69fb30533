//! Logs and metrics: one JSON line per record, metrics in CloudWatch's embedded format.
//!
//! Never a token, a phone number, a caption or a payload.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use serde_json::{Map, Value, json};
use tracing::field::{Field, Visit};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::Failure;

/// The target of metric events, kept apart from log lines.
const METRIC: &str = "metric";
const NAMESPACE: &str = "Linkhub";

/// Starts logging on standard output. Only for processes that run one function.
pub(crate) fn start() {
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_filter(log_levels("info").with_target(METRIC, LevelFilter::OFF));
    let started = tracing_subscriber::registry()
        .with(lines)
        .with(EmbeddedMetrics)
        .try_init();
    // A second start in one process changes nothing.
    drop(started);
}

/// What `RUST_LOG` asks to see, such as `debug` or `info,hyper=warn`; `usually` where it asks for
/// nothing or can't be read.
pub fn log_levels(usually: &str) -> Targets {
    let asked = std::env::var("RUST_LOG").unwrap_or_default();
    let asked = Some(asked.trim()).filter(|asked| !asked.is_empty());
    let asked = asked.and_then(|asked| asked.parse().ok());
    asked.or_else(|| usually.parse().ok()).unwrap_or_default()
}

/// Counts something that happened in `function`.
pub fn count(function: &'static str, metric: &'static str, value: u64) {
    tracing::info!(target: METRIC, function, metric, unit = "Count", value);
}

/// Notes how long something took in `function`.
pub fn milliseconds(function: &'static str, metric: &'static str, value: u64) {
    tracing::info!(target: METRIC, function, metric, unit = "Milliseconds", value);
}

/// An error with its sources, as one line.
pub(crate) fn chain(error: &(dyn Error + '_)) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        // Writing to a String can't fail.
        let _ = write!(line, ": {error}");
        source = error.source();
    }
    line
}

pub(crate) fn elapsed_ms(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The one line of one queue record.
pub(crate) fn record(
    function: &'static str,
    message_id: &str,
    attempt: u32,
    started: Instant,
    failure: Option<&Failure>,
) {
    let duration_ms = elapsed_ms(started);
    match failure {
        None => tracing::info!(function, message_id, attempt, duration_ms, "handled"),
        Some(failure) => {
            let error = chain(failure);
            tracing::error!(function, message_id, attempt, duration_ms, error, "failed");
            count(function, "RecordsFailed", 1);
        }
    }
}

/// The one line of one stream batch or scheduled run.
pub(crate) fn batch(
    function: &'static str,
    records: usize,
    started: Instant,
    failure: Option<&Failure>,
) {
    let duration_ms = elapsed_ms(started);
    match failure {
        None => tracing::info!(function, records, duration_ms, "handled"),
        Some(failure) => {
            let error = chain(failure);
            tracing::error!(function, records, duration_ms, error, "failed");
            count(function, "BatchesFailed", 1);
        }
    }
}

/// Writes metric events as CloudWatch embedded metric format lines.
struct EmbeddedMetrics;

impl<S: tracing::Subscriber> Layer<S> for EmbeddedMetrics {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != METRIC {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        let line = fields.embedded_metric();
        // A metric that can't be written is not worth failing for.
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }
}

#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn embedded_metric(self) -> Value {
        let text = |name: &str| self.0.get(name).and_then(Value::as_str).unwrap_or_default();
        let metric = text("metric");
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| {
                u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
            });
        json!({
            "_aws": {
                "Timestamp": now,
                "CloudWatchMetrics": [{
                    "Namespace": NAMESPACE,
                    "Dimensions": [["function"]],
                    "Metrics": [{"Name": metric, "Unit": text("unit")}],
                }],
            },
            "function": text("function"),
            metric: self.0.get("value").cloned().unwrap_or_default(),
        })
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0
            .insert(field.name().to_owned(), Value::String(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0
            .insert(field.name().to_owned(), Value::String(value.to_owned()));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), Value::from(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_one_embedded_metric_line() {
        let mut fields = Fields::default();
        fields.0.insert("function".into(), "products".into());
        fields.0.insert("metric".into(), "Requests".into());
        fields.0.insert("unit".into(), "Count".into());
        fields.0.insert("value".into(), 3.into());
        let line = fields.embedded_metric();
        assert_eq!(line["Requests"], 3);
        assert_eq!(line["function"], "products");
        assert_eq!(
            line["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"],
            "Requests"
        );
    }
}
