//! Batches: one bad record never fails its neighbours, in the template and in the code.

use serde_json::{Value, json};

use crate::check;
use crate::document::{elements, root, rust_text};

#[test]
fn every_batch_answers_for_its_records_one_by_one() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                for trigger in function.triggers().filter(|trigger| is_batch(trigger.kind)) {
                    let types = elements(&trigger.properties["FunctionResponseTypes"]);
                    if types != [json!("ReportBatchItemFailures")] {
                        findings.push(format!("{} fails whole batches", function.binary));
                    }
                }
            }
            findings
        },
        &[(
            "/Resources/CaptionParserFunction/Properties/Events/Caption/Properties/FunctionResponseTypes",
            Value::Null,
        )],
    );
}

#[test]
fn every_batch_goes_through_the_driver_that_isolates_records() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let folder = root().join("functions").join(function.binary).join("src");
                let source = rust_text(&folder);
                for trigger in function.triggers() {
                    let drivers = drivers_of(trigger.kind);
                    if !drivers.is_empty() && !drivers.iter().any(|driver| source.contains(driver))
                    {
                        findings.push(format!("{} uses none of {drivers:?}", function.binary));
                    }
                }
            }
            findings
        },
        &[(
            "/Resources/PostSweeperFunction/Properties/Events/EveryMinute/Type",
            json!("SQS"),
        )],
    );
}

#[test]
fn a_stream_gives_up_on_a_bad_record_and_says_where_it_was() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                for trigger in function
                    .triggers()
                    .filter(|trigger| trigger.kind == "DynamoDB")
                {
                    let source = trigger.properties;
                    if source["BisectBatchOnFunctionError"] != true
                        || !source["MaximumRetryAttempts"].is_u64()
                        || source["DestinationConfig"]["OnFailure"]["Destination"].is_null()
                        || source["StartingPosition"] != "TRIM_HORIZON"
                    {
                        findings.push(format!("{} can hang on one record", function.binary));
                    }
                }
            }
            findings
        },
        &[
            (
                "/Resources/EventPublisherFunction/Properties/Events/Catalog/Properties/DestinationConfig",
                Value::Null,
            ),
            (
                "/Resources/EventPublisherFunction/Properties/Events/Catalog/Properties/StartingPosition",
                json!("LATEST"),
            ),
        ],
    );
}

#[test]
fn a_stream_has_at_most_two_readers() {
    check(
        |template| {
            let readers = template
                .functions()
                .iter()
                .flat_map(|function| function.triggers().collect::<Vec<_>>())
                .filter(|trigger| trigger.kind == "DynamoDB")
                .count();
            (readers > 2)
                .then(|| format!("{readers} readers"))
                .into_iter()
                .collect()
        },
        &[(
            "/Resources/PostSweeperFunction/Properties/Events/EveryMinute/Type",
            json!("DynamoDB"),
        )],
    );
}

fn is_batch(kind: &str) -> bool {
    matches!(kind, "SQS" | "DynamoDB")
}

/// The pieces of code that take a batch apart and answer for each record.
fn drivers_of(kind: &str) -> &'static [&'static str] {
    match kind {
        // A part worker is a queue function that saves what it found.
        "SQS" => &["function::queue", "part_worker::PartWorker"],
        "DynamoDB" => &["function::stream"],
        _ => &[],
    }
}
