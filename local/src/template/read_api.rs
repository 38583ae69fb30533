//! Reads the HTTP API, its authorizers and cross-origin rules, and the content network's paths.

use std::time::Duration;

use super::error::{Problem, TemplateError};
use super::node::{Node, Value};
use super::resources::{Api, Authorizer, BucketPath, Cors, Credentials};
use super::scope::Scope;

/// Reads the properties of an `AWS::Serverless::HttpApi`.
pub(super) fn api(properties: &Node) -> Result<Api, TemplateError> {
    let mut api = Api::default();
    if let Some(node) = properties.get("CorsConfiguration") {
        api.cors = cors(node)?;
    }
    let declared = properties
        .get("Auth")
        .and_then(|auth| auth.get("Authorizers"));
    for (name, node) in declared.map(Node::entries).unwrap_or_default() {
        api.authorizers.insert(name.clone(), authorizer(node)?);
    }
    Ok(api)
}

/// Name of the authorizer of routes that name none.
pub(super) fn default_authorizer(
    scope: &Scope<'_>,
    properties: Option<&Node>,
) -> Result<Option<String>, TemplateError> {
    let named = properties
        .and_then(|properties| properties.get("Auth"))
        .and_then(|auth| auth.get("DefaultAuthorizer"));
    let Some(node) = named.map(|node| scope.resolve(node)).transpose()?.flatten() else {
        return Ok(None);
    };
    let name = node.require_text("DefaultAuthorizer")?;
    Ok((name != "NONE").then(|| name.to_owned()))
}

fn authorizer(node: &Node) -> Result<Authorizer, TemplateError> {
    let Some(function) = node.get("FunctionArn") else {
        return Err(
            Problem::Unsupported("authorizers that are not functions".to_owned()).at(node.line),
        );
    };
    let version = node.require("AuthorizerPayloadFormatVersion")?.scalar();
    let simple = node
        .require("EnableSimpleResponses")?
        .require_flag("EnableSimpleResponses")?;
    if version != Some("2.0") || !simple {
        return Err(Problem::Unsupported(
            "authorizers other than payload format 2.0 with simple responses".to_owned(),
        )
        .at(node.line));
    }
    let identity = node.get("Identity");
    let headers = identity.and_then(|identity| identity.get("Headers"));
    let seconds = match identity.and_then(|identity| identity.get("ReauthorizeEvery")) {
        Some(seconds) => seconds.require_number("ReauthorizeEvery")?,
        None => 0,
    };
    Ok(Authorizer {
        function: function.require_text("FunctionArn")?.to_owned(),
        headers: headers.map(texts).transpose()?.unwrap_or_default(),
        cache: Duration::from_secs(seconds),
    })
}

fn cors(node: &Node) -> Result<Option<Cors>, TemplateError> {
    if let Value::Plain(_) | Value::Text(_) = &node.value {
        return Ok(match node.require_text("CorsConfiguration")? {
            "true" | "True" => Some(Cors {
                origins: vec!["*".to_owned()],
                methods: vec!["*".to_owned()],
                headers: vec!["*".to_owned()],
                ..Cors::default()
            }),
            _ => None,
        });
    }
    let list = |key: &str| {
        node.get(key)
            .map(texts)
            .transpose()
            .map(Option::unwrap_or_default)
    };
    let credentials = match node.get("AllowCredentials") {
        Some(flag) if flag.require_flag("AllowCredentials")? => Credentials::Allowed,
        _ => Credentials::Omitted,
    };
    Ok(Some(Cors {
        origins: list("AllowOrigins")?,
        methods: list("AllowMethods")?,
        headers: list("AllowHeaders")?,
        exposed: list("ExposeHeaders")?,
        max_age: node
            .get("MaxAge")
            .map(|node| node.require_number("MaxAge"))
            .transpose()?,
        credentials,
    }))
}

/// Reads which path patterns of a distribution have a bucket as their origin.
pub(super) fn bucket_paths(properties: &Node) -> Result<Vec<BucketPath>, TemplateError> {
    let Some(config) = properties.get("DistributionConfig") else {
        return Ok(Vec::new());
    };
    let origins = config
        .get("Origins")
        .map(Node::elements)
        .unwrap_or_default();
    let mut paths = Vec::new();
    for behavior in config
        .get("CacheBehaviors")
        .map(Node::elements)
        .unwrap_or_default()
    {
        let target = behavior.require("TargetOriginId")?.scalar();
        let origin = origins
            .iter()
            .find(|origin| origin.get("Id").and_then(Node::scalar) == target)
            .ok_or_else(|| {
                Problem::Dangling(target.unwrap_or("that origin").to_owned()).at(behavior.line)
            })?;
        let domain = origin.require("DomainName")?.require_text("DomainName")?;
        if let Some(bucket) = crate::aws::names::bucket_of_domain(domain) {
            let pattern = behavior
                .require("PathPattern")?
                .require_text("PathPattern")?;
            let pattern = format!("/{}", pattern.trim_start_matches('/'));
            paths.push(BucketPath {
                pattern,
                bucket: bucket.to_owned(),
            });
        }
    }
    Ok(paths)
}

fn texts(node: &Node) -> Result<Vec<String>, TemplateError> {
    node.elements()
        .iter()
        .map(|node| node.require_text("a list").map(str::to_owned))
        .collect()
}
