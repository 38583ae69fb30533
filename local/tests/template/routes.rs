//! Routes: nothing is open by accident, and every route can be reached.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::check;
use crate::document::{Document, elements, entries, target, text};

/// What anybody may ask for.
const PUBLIC: &[&str] = &[
    "GET /",
    "GET /favicon.svg",
    "GET /go/{handle}/{postId}",
    "GET /robots.txt",
    "GET /shop/{handle}",
    "GET /v1/openapi.json",
    "GET /v1/shops/{handle}",
    "GET /v1/shops/{handle}/products",
    "GET /v1/shops/{handle}/products/{postId}",
    "GET /v1/trends",
    "GET /{shop}",
    "GET /{shop}/p/{postId}",
];

/// HTTP API answers 503 on its own after this many seconds.
const GATEWAY_TIMEOUT: u64 = 30;

#[test]
fn every_route_is_authorised_or_on_the_public_list() {
    check(
        |template| {
            let authorizers =
                &template.resources("AWS::Serverless::HttpApi")["HttpApi"]["Auth"]["Authorizers"];
            let mut open = BTreeSet::new();
            let mut findings = Vec::new();
            for route in routes(template) {
                match route.authorizer {
                    "" | "NONE" => {
                        open.insert(route.key);
                    }
                    name if authorizers[name].is_null() => {
                        findings.push(format!("no authorizer {name}"))
                    }
                    _ => {}
                }
            }
            let public = PUBLIC.iter().map(|route| (*route).to_owned()).collect();
            findings.extend(open.symmetric_difference(&public).cloned());
            findings
        },
        &[
            (
                "/Resources/IngestionFunction/Properties/Events/StartImport/Properties/Auth",
                Value::Null,
            ),
            (
                "/Resources/IngestionFunction/Properties/Events/StartImport/Properties/Auth/Authorizer",
                json!("Nobody"),
            ),
            (
                "/Resources/StorefrontFunction/Properties/Events/Robots",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn every_route_has_a_method_that_exists_and_a_path_of_its_own() {
    check(
        |template| {
            let mut findings = Vec::new();
            let mut shapes = BTreeSet::new();
            for route in routes(template) {
                let (method, path) = route.key.split_once(' ').unwrap_or_default();
                if !["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(&method) {
                    findings.push(format!("{method} is no method"));
                }
                if !path.starts_with('/') || (path.len() > 1 && path.ends_with('/')) {
                    findings.push(format!("{path} cannot be reached"));
                }
                let shape: Vec<&str> = path
                    .split('/')
                    .map(|part| if part.starts_with('{') { "{}" } else { part })
                    .collect();
                if !shapes.insert(format!("{method} {}", shape.join("/"))) {
                    findings.push(format!("{} is routed twice", route.key));
                }
            }
            findings
        },
        &[
            (
                "/Resources/IngestionFunction/Properties/Events/StartImport/Properties/Method",
                json!("GETT"),
            ),
            (
                "/Resources/IngestionFunction/Properties/Events/StartImport/Properties/Path",
                json!("v1/imports"),
            ),
            (
                "/Resources/ProductsFunction/Properties/Events/ShowShop/Properties/Path",
                json!("/{page}"),
            ),
        ],
    );
}

#[test]
fn a_function_behind_a_route_answers_before_the_gateway_does() {
    check(
        |template| {
            template
                .functions()
                .iter()
                .filter(|function| function.triggers().any(|trigger| trigger.kind == "HttpApi"))
                .filter(|function| function.property("Timeout").as_u64() >= Some(GATEWAY_TIMEOUT))
                .map(|function| function.binary.to_owned())
                .collect()
        },
        &[(
            "/Resources/StorefrontFunction/Properties/Timeout",
            json!(30),
        )],
    );
}

#[test]
fn an_authorizer_decides_each_request_anew() {
    check(
        |template| {
            let authorizers =
                &template.resources("AWS::Serverless::HttpApi")["HttpApi"]["Auth"]["Authorizers"];
            let names = entries(authorizers);
            names
                .filter(|(_, one)| {
                    one["AuthorizerPayloadFormatVersion"] != "2.0"
                        || one["EnableSimpleResponses"] != true
                        || one["Identity"]["ReauthorizeEvery"] != 0
                        || template
                            .at(&format!("/Resources/{}", target(&one["FunctionArn"])))
                            .is_null()
                })
                .map(|(name, _)| name.clone())
                .collect()
        },
        &[(
            "/Resources/HttpApi/Properties/Auth/Authorizers/OperatorAuthorizer/Identity/ReauthorizeEvery",
            json!(300),
        )],
    );
}

#[test]
fn slow_answers_to_buyers_raise_an_alarm() {
    check(
        |template| {
            let alarms = template.resources("AWS::CloudWatch::Alarm");
            let watched: BTreeSet<&str> = alarms
                .values()
                .filter(|alarm| {
                    alarm["MetricName"] == "Duration" && alarm["ExtendedStatistic"] == "p95"
                })
                .flat_map(|alarm| elements(&alarm["Dimensions"]))
                .map(|dimension| target(&dimension["Value"]))
                .collect();
            ["ProductsFunction", "StorefrontFunction"]
                .into_iter()
                .filter(|function| !watched.contains(function))
                .map(str::to_owned)
                .collect()
        },
        &[(
            "/Resources/StorefrontLatencyAlarm/Properties/ExtendedStatistic",
            json!("p50"),
        )],
    );
}

struct Route<'a> {
    /// Method and path, as API Gateway names a route.
    key: String,
    authorizer: &'a str,
}

fn routes(template: &Document) -> Vec<Route<'_>> {
    let functions = template.functions();
    let triggers = functions.iter().flat_map(|function| function.triggers());
    triggers
        .filter(|trigger| trigger.kind == "HttpApi")
        .map(|trigger| Route {
            key: format!(
                "{} {}",
                text(&trigger.properties["Method"]),
                text(&trigger.properties["Path"])
            ),
            authorizer: text(&trigger.properties["Auth"]["Authorizer"]),
        })
        .collect()
}
