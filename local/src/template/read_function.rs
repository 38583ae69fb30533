//! Reads a function and what starts it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::error::{Problem, TemplateError};
use super::node::Node;
use super::read::Resource;
use super::resources::{
    Function, OnError, QueueTrigger, Report, Route, ScheduleTrigger, StreamTrigger, Trigger,
};
use crate::pattern::Pattern;
use crate::sources::Rhythm;

/// What holds for every function.
pub(super) struct Context<'a> {
    /// `Globals.Function`, evaluated.
    pub(super) globals: Option<&'a Node>,
    /// Name of the authorizer of routes that name none.
    pub(super) default_authorizer: Option<String>,
}

/// Reads one `AWS::Serverless::Function`.
pub(super) fn function(
    context: &Context<'_>,
    resource: &Resource<'_>,
) -> Result<Function, TemplateError> {
    let properties = &resource.properties;
    let setting = |key: &str| {
        properties
            .get(key)
            .or_else(|| context.globals.and_then(|globals| globals.get(key)))
    };
    let binary = resource
        .metadata
        .and_then(|metadata| metadata.get("BuildProperties"))
        .and_then(|build| build.get("Binary"))
        .ok_or_else(|| {
            Problem::Missing("Metadata.BuildProperties.Binary".to_owned()).at(properties.line)
        })?
        .require_text("Binary")?;
    let seconds = setting("Timeout").map_or(Ok(3), |node| node.require_number("Timeout"))?;
    let concurrency = setting("ReservedConcurrentExecutions")
        .map(|node| count(node, "ReservedConcurrentExecutions"))
        .transpose()?;
    let mut environment = BTreeMap::new();
    for layer in [context.globals, Some(properties)].into_iter().flatten() {
        let variables = layer
            .get("Environment")
            .and_then(|node| node.get("Variables"));
        for (name, node) in variables.map(Node::entries).unwrap_or_default() {
            environment.insert(name.clone(), node.require_text(name)?.to_owned());
        }
    }
    let mut triggers = Vec::new();
    for (name, event) in properties
        .get("Events")
        .map(Node::entries)
        .unwrap_or_default()
    {
        let event = trigger(context, resource.id, name, event);
        triggers.extend(event.map_err(|error| error.within(&format!("{}.{name}", resource.id)))?);
    }
    Ok(Function {
        name: resource.name.clone(),
        binary: binary.to_owned(),
        timeout: Duration::from_secs(seconds),
        concurrency,
        environment,
        triggers,
    })
}

fn trigger(
    context: &Context<'_>,
    function: &str,
    name: &str,
    event: &Node,
) -> Result<Option<Trigger>, TemplateError> {
    let properties = event.require("Properties")?;
    if is_off(properties)? {
        return Ok(None);
    }
    Ok(Some(match event.require("Type")?.require_text("Type")? {
        "HttpApi" => Trigger::Route(route(context, properties)?),
        "SQS" => Trigger::Queue(queue(properties)?),
        "DynamoDB" => Trigger::Stream(stream(properties)?),
        kind @ ("Schedule" | "ScheduleV2") => {
            let key = if kind == "Schedule" {
                "Schedule"
            } else {
                "ScheduleExpression"
            };
            let expression = properties.require(key)?;
            let rhythm = Rhythm::parse(expression.require_text(key)?)
                .map_err(|problem| Problem::wrong(key, problem).at(expression.line))?;
            let input = properties
                .get("Input")
                .map(|node| json(node, "Input"))
                .transpose()?;
            Trigger::Schedule(ScheduleTrigger {
                name: format!("{function}{name}"),
                rhythm,
                input,
            })
        }
        other => return Err(Problem::Unsupported(format!("events of type {other}")).at(event.line)),
    }))
}

fn is_off(properties: &Node) -> Result<bool, TemplateError> {
    let disabled = properties.get("State").and_then(Node::scalar) == Some("DISABLED");
    let enabled = properties
        .get("Enabled")
        .map_or(Ok(true), |node| node.require_flag("Enabled"))?;
    Ok(disabled || !enabled)
}

fn route(context: &Context<'_>, properties: &Node) -> Result<Route, TemplateError> {
    let own = properties
        .get("Auth")
        .and_then(|auth| auth.get("Authorizer"));
    let authorizer = match own
        .map(|node| node.require_text("Authorizer"))
        .transpose()?
    {
        Some("NONE") => None,
        Some(name) => Some(name.to_owned()),
        None => context.default_authorizer.clone(),
    };
    let (Some(path), Some(method)) = (properties.get("Path"), properties.get("Method")) else {
        return Ok(Route {
            method: "ANY".to_owned(),
            path: "$default".to_owned(),
            authorizer,
        });
    };
    let (method_name, path_text) = (method.require_text("Method")?, path.require_text("Path")?);
    let known = [
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY",
    ];
    let upper = match method_name.to_uppercase() {
        any if any == "*" || any == "X-AMAZON-APIGATEWAY-ANY-METHOD" => "ANY".to_owned(),
        upper => upper,
    };
    if !known.contains(&upper.as_str()) {
        return Err(Problem::wrong("Method", "an HTTP method or ANY").at(method.line));
    }
    crate::gateway::check_path(path_text)
        .map_err(|problem| Problem::wrong("Path", problem).at(path.line))?;
    Ok(Route {
        method: upper,
        path: path_text.to_owned(),
        authorizer,
    })
}

fn queue(properties: &Node) -> Result<QueueTrigger, TemplateError> {
    let concurrency = properties
        .get("ScalingConfig")
        .and_then(|node| node.get("MaximumConcurrency"));
    Ok(QueueTrigger {
        queue: properties
            .require("Queue")?
            .require_text("Queue")?
            .to_owned(),
        batch_size: optional_count(properties, "BatchSize", 10)?,
        window: window(properties)?,
        report: report(properties)?,
        concurrency: concurrency
            .map(|node| count(node, "MaximumConcurrency"))
            .transpose()?,
        filters: filters(properties)?,
    })
}

fn stream(properties: &Node) -> Result<StreamTrigger, TemplateError> {
    let retries = match properties.get("MaximumRetryAttempts") {
        Some(node) if node.scalar() == Some("-1") => None,
        Some(node) => {
            let number = node.require_number("MaximumRetryAttempts")?;
            Some(u32::try_from(number).unwrap_or(u32::MAX))
        }
        None => None,
    };
    let on_error = match properties.get("BisectBatchOnFunctionError") {
        Some(node) if node.require_flag("BisectBatchOnFunctionError")? => OnError::Bisect,
        _ => OnError::Retry,
    };
    let on_failure = properties
        .get("DestinationConfig")
        .and_then(|config| config.get("OnFailure"))
        .map(|target| target.require("Destination")?.require_text("Destination"))
        .transpose()?;
    Ok(StreamTrigger {
        stream: properties
            .require("Stream")?
            .require_text("Stream")?
            .to_owned(),
        batch_size: optional_count(properties, "BatchSize", 100)?,
        window: window(properties)?,
        report: report(properties)?,
        retries,
        on_error,
        on_failure: on_failure.map(str::to_owned),
        filters: filters(properties)?,
    })
}

fn report(properties: &Node) -> Result<Report, TemplateError> {
    let Some(node) = properties.get("FunctionResponseTypes") else {
        return Ok(Report::WholeBatch);
    };
    match node.elements() {
        [only] if only.scalar() == Some("ReportBatchItemFailures") => Ok(Report::Items),
        _ => {
            Err(Problem::wrong("FunctionResponseTypes", "[ReportBatchItemFailures]").at(node.line))
        }
    }
}

fn filters(properties: &Node) -> Result<Vec<Pattern>, TemplateError> {
    let criteria = properties
        .get("FilterCriteria")
        .and_then(|node| node.get("Filters"));
    let filters = criteria.map(Node::elements).unwrap_or_default();
    filters
        .iter()
        .map(|filter| {
            let node = filter.require("Pattern")?;
            let value = json(node, "Pattern")?;
            Pattern::parse(&value)
                .map_err(|problem| Problem::wrong("Pattern", problem).at(node.line))
        })
        .collect()
}

fn window(properties: &Node) -> Result<Duration, TemplateError> {
    let key = "MaximumBatchingWindowInSeconds";
    let seconds = properties
        .get(key)
        .map_or(Ok(0), |node| node.require_number(key))?;
    Ok(Duration::from_secs(seconds))
}

fn optional_count(properties: &Node, key: &str, default: usize) -> Result<usize, TemplateError> {
    properties
        .get(key)
        .map_or(Ok(default), |node| count(node, key))
}

fn count(node: &Node, key: &str) -> Result<usize, TemplateError> {
    let number = node.require_number(key)?;
    usize::try_from(number).map_err(|_| Problem::wrong(key, "a small number").at(node.line))
}

fn json(node: &Node, key: &str) -> Result<serde_json::Value, TemplateError> {
    serde_json::from_str(node.require_text(key)?)
        .map_err(|error| Problem::wrong(key, format!("JSON ({error})")).at(node.line))
}
