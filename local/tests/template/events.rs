//! Sample events: `events/<function>/<case>.json` has the form that its function's trigger sends,
//! and some test of the function uses it.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::document::{Document, Function, elements, root, rust_text};

#[test]
fn every_function_has_sample_events() {
    let template = Document::of_this_project();
    let without: Vec<&str> = template
        .functions()
        .iter()
        .filter(|function| samples(function.binary).is_empty())
        .map(|function| function.binary)
        .collect();
    assert!(without.is_empty(), "no events/ for {without:?}");
}

#[test]
fn every_sample_event_belongs_to_a_function() {
    let template = Document::of_this_project();
    let functions = template.functions();
    for folder in fs::read_dir(root().join("events")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(
            functions.iter().any(|function| function.binary == name),
            "events/{name}"
        );
    }
}

#[test]
fn every_sample_event_has_its_triggers_form() {
    for function in Document::of_this_project().functions() {
        for sample in samples(function.binary) {
            let text = fs::read_to_string(&sample).unwrap();
            let event: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", sample.display()));
            assert!(
                forms(&function).iter().any(|form| has_form(form, &event)),
                "{} is not what {:?} sends",
                sample.display(),
                forms(&function),
            );
        }
    }
}

#[test]
fn every_sample_event_is_used_by_a_test() {
    for function in Document::of_this_project().functions() {
        let folder = root().join("functions").join(function.binary);
        let code = rust_text(&folder.join("src")) + &rust_text(&folder.join("tests"));
        for sample in samples(function.binary) {
            let name = sample.file_name().and_then(|name| name.to_str()).unwrap();
            let path = format!("events/{}/{name}", function.binary);
            assert!(
                code.contains(name.trim_end_matches(".json")),
                "{path} is used by no test"
            );
        }
    }
}

#[test]
fn a_form_is_told_from_the_others() {
    let message = serde_json::json!({ "Records": [{ "eventSource": "aws:sqs", "messageId": "1", "body": "{}" }] });
    assert!(has_form("SQS", &message));
    for other in ["HttpApi", "Schedule", "DynamoDB", "Authorizer"] {
        assert!(!has_form(other, &message), "{other}");
    }
}

/// What may start a function; one without a trigger of its own is the authorizer.
fn forms<'a>(function: &Function<'a>) -> Vec<&'a str> {
    let kinds: Vec<&str> = function.triggers().map(|trigger| trigger.kind).collect();
    if kinds.is_empty() {
        vec!["Authorizer"]
    } else {
        kinds
    }
}

/// Does the event have what every event of this kind of trigger has?
fn has_form(form: &str, event: &Value) -> bool {
    let has = |pointers: &[&str]| {
        pointers
            .iter()
            .all(|pointer| event.pointer(pointer).is_some())
    };
    let records = |source: &str, fields: &[&str]| {
        let records = event.get("Records").map(elements).unwrap_or_default();
        !records.is_empty()
            && records.iter().all(|record| {
                record["eventSource"] == source
                    && fields.iter().all(|field| record.pointer(field).is_some())
            })
    };
    match form {
        "HttpApi" => {
            event["version"] == "2.0"
                && has(&["/routeKey", "/rawPath", "/requestContext/http/method"])
                && event["type"] != "REQUEST"
        }
        "Authorizer" => {
            event["type"] == "REQUEST" && event["version"] == "2.0" && has(&["/routeArn"])
        }
        "SQS" => records("aws:sqs", &["/messageId", "/body"]),
        "DynamoDB" => records(
            "aws:dynamodb",
            &["/eventName", "/dynamodb/Keys", "/dynamodb/SequenceNumber"],
        ),
        "Schedule" => event["detail-type"] == "Scheduled Event" && has(&["/time", "/resources"]),
        _ => false,
    }
}

/// The sample events of a function.
fn samples(function: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("events").join(function))
        .into_iter()
        .flatten();
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .collect()
}
