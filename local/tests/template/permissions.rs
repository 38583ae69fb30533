//! Roles: each function may do what its environment and triggers ask for, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::check;
use crate::document::{Document, Function, elements, mentions, target, text};

/// Actions that AWS cannot limit to a resource.
const WITHOUT_RESOURCES: &[&str] = &[
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "rekognition:DetectLabels",
];

#[test]
fn no_permission_is_open_ended() {
    check(
        |template| {
            let mut findings = Vec::new();
            for statement in granted(template) {
                let actions = elements(&statement["Action"]);
                let unlimited = actions
                    .iter()
                    .all(|one| WITHOUT_RESOURCES.contains(&text(one)));
                if actions.iter().any(|action| text(action).contains('*')) {
                    findings.push(format!("open-ended action: {statement}"));
                }
                if elements(&statement["Resource"]).contains(&json!("*")) && !unlimited {
                    findings.push(format!("open-ended resource: {statement}"));
                }
            }
            findings
        },
        &[
            (
                "/Resources/IngestionRole/Properties/Policies/0/PolicyDocument/Statement/1/Resource",
                json!("*"),
            ),
            (
                "/Resources/IngestionRole/Properties/Policies/0/PolicyDocument/Statement/1/Action",
                json!("dynamodb:*"),
            ),
        ],
    );
}

#[test]
fn every_function_has_a_role_of_its_own() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let role = format!("{}Role", function.prefix);
                if target(&function.properties["Role"]) != role
                    || !function.properties["Policies"].is_null()
                {
                    findings.push(format!("{} does not have {role}", function.binary));
                }
            }
            let roles = template.resources("AWS::IAM::Role");
            if roles.len() > template.functions().len() {
                findings.push("a role belongs to no function".to_owned());
            }
            findings
        },
        &[
            (
                "/Resources/ProductsFunction/Properties/Role",
                json!({ "Fn::GetAtt": "StorefrontRole.Arn" }),
            ),
            (
                "/Resources/ProductsFunction/Properties/Policies",
                json!(["AmazonDynamoDBFullAccess"]),
            ),
            ("/Resources/SpareRole", json!({ "Type": "AWS::IAM::Role" })),
        ],
    );
}

#[test]
fn a_role_covers_what_its_function_uses_and_no_more() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let allowed = reach(template, &function);
                let used = needs(template, &function);
                findings.extend(
                    allowed
                        .difference(&used)
                        .map(|id| format!("{} may use {id}", function.binary)),
                );
                findings.extend(
                    used.difference(&allowed)
                        .map(|id| format!("{} lacks {id}", function.binary)),
                );
            }
            findings
        },
        &[
            (
                "/Resources/ProductsFunction/Properties/Environment/Variables/CURSOR_KEY_SECRET",
                Value::Null,
            ),
            (
                "/Resources/ProductsFunction/Properties/Environment/Variables/MEDIA_BUCKET",
                json!({ "Ref": "Media" }),
            ),
            (
                "/Resources/CaptionParserFunction/Properties/Events/Caption/Properties/Queue",
                json!({ "Fn::GetAtt": "TagQueue.Arn" }),
            ),
        ],
    );
}

#[test]
fn a_queues_reader_may_read_and_delete_and_nothing_else() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                for trigger in function.triggers().filter(|trigger| trigger.kind == "SQS") {
                    let queue = target(&trigger.properties["Queue"]);
                    let expected = [
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ReceiveMessage",
                    ];
                    let actions = actions_on(template, &function, queue);
                    if !actions.iter().eq(&expected) {
                        findings.push(format!("{}: {actions:?}", function.binary));
                    }
                }
            }
            findings
        },
        &[(
            "/Resources/CaptionParserRole/Properties/Policies/0/PolicyDocument/Statement/1/Action",
            json!([
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:PurgeQueue"
            ]),
        )],
    );
}

#[test]
fn whoever_reads_captions_can_not_read_corrections() {
    check(
        |template| {
            let functions = template.functions();
            let readers = functions
                .iter()
                .filter(|function| ["caption-parser", "auto-tagger"].contains(&function.binary));
            readers
                .map(|function| (function, actions_on(template, function, "Catalog")))
                .filter(|(_, actions)| !actions.iter().eq(&["dynamodb:UpdateItem"]))
                .map(|(function, actions)| format!("{}: {actions:?}", function.binary))
                .collect()
        },
        &[(
            "/Resources/CaptionParserRole/Properties/Policies/0/PolicyDocument/Statement/2/Action",
            json!(["dynamodb:UpdateItem", "dynamodb:Query"]),
        )],
    );
}

/// Every statement that lets a function do something.
fn granted(template: &Document) -> Vec<&Value> {
    let roles = template.resources("AWS::IAM::Role");
    let inline = roles.values().flat_map(|role| elements(&role["Policies"]));
    let shared = template.resources("AWS::IAM::ManagedPolicy");
    inline
        .map(|policy| &policy["PolicyDocument"])
        .chain(shared.into_values().map(|policy| &policy["PolicyDocument"]))
        .flat_map(|document| elements(&document["Statement"]))
        .map(unconditional)
        .collect()
}

/// The statement itself, where it stands in an `If`.
fn unconditional(statement: &Value) -> &Value {
    statement.pointer("/Fn::If/1").unwrap_or(statement)
}

fn statements_of<'a>(template: &'a Document, function: &Function<'_>) -> Vec<&'a Value> {
    let roles: BTreeMap<&str, &Value> = template.resources("AWS::IAM::Role");
    let role = roles.get(target(&function.properties["Role"]));
    role.into_iter()
        .flat_map(|role| elements(&role["Policies"]))
        .flat_map(|policy| elements(&policy["PolicyDocument"]["Statement"]))
        .map(unconditional)
        .collect()
}

fn actions_on<'a>(
    template: &'a Document,
    function: &Function<'_>,
    resource: &str,
) -> BTreeSet<&'a str> {
    statements_of(template, function)
        .into_iter()
        .filter(|statement| target(&statement["Resource"]) == resource)
        .flat_map(|statement| elements(&statement["Action"]))
        .map(text)
        .collect()
}

/// The resources that a function's role names.
fn reach<'a>(template: &'a Document, function: &Function<'_>) -> BTreeSet<&'a str> {
    let statements = statements_of(template, function);
    statements
        .into_iter()
        .flat_map(|statement| mentions(&statement["Resource"]))
        .collect()
}

/// The resources that a function's environment, triggers and logs name, and the keys of its tables.
fn needs<'a>(template: &'a Document, function: &Function<'a>) -> BTreeSet<&'a str> {
    let environment = function.environment().values().flat_map(mentions);
    let triggers = function
        .triggers()
        .filter(|trigger| trigger.kind != "HttpApi");
    let named: BTreeSet<&str> = environment
        .chain(triggers.flat_map(|trigger| mentions(trigger.properties)))
        .chain(mentions(&function.properties["LoggingConfig"]))
        .filter(|id| !template.at(&format!("/Resources/{id}")).is_null())
        .collect();
    let tables = template.resources("AWS::DynamoDB::Table");
    let keys = named
        .iter()
        .filter_map(|id| tables.get(id))
        .map(|table| target(&table["SSESpecification"]["KMSMasterKeyId"]))
        .filter(|key| !key.is_empty());
    keys.collect::<Vec<_>>()
        .into_iter()
        .chain(named.iter().copied())
        .collect()
}
