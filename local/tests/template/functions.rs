//! Functions: template, workspace and folders name the same things, and nothing fails unseen.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::check;
use crate::document::{Function, root, target};

#[test]
fn every_function_is_a_package_and_every_package_a_function() {
    check(
        |template| {
            let built: BTreeSet<String> = template
                .functions()
                .iter()
                .map(|function| function.binary.to_owned())
                .collect();
            let folders = fs::read_dir(root().join("functions")).unwrap();
            let present: BTreeSet<String> = folders
                .map(|folder| folder.unwrap())
                .filter(|folder| {
                    let name = format!("name = {:?}", folder.file_name());
                    let manifest = fs::read_to_string(folder.path().join("Cargo.toml"));
                    manifest.is_ok_and(|manifest| manifest.lines().any(|line| line == name))
                        && folder.path().join("src/main.rs").exists()
                })
                .map(|folder| folder.file_name().into_string().unwrap())
                .collect();
            built
                .symmetric_difference(&present)
                .map(|name| format!("{name} is not both in the template and in functions/"))
                .collect()
        },
        &[
            ("/Resources/ProductsFunction", Value::Null),
            (
                "/Resources/ProductsFunction/Metadata/BuildProperties/Binary",
                json!("product"),
            ),
        ],
    );
}

#[test]
fn every_function_is_named_after_its_folder_and_built_by_cargo() {
    check(
        |template| {
            template
                .functions()
                .iter()
                .filter(|function| {
                    let id = format!("{}Function", function.prefix);
                    pascal_case(function.binary) != function.prefix
                        || template.at(&format!("/Resources/{id}/Metadata/BuildMethod"))
                            != "rust-cargolambda"
                        || function.property("Runtime") != "provided.al2023"
                        || function.property("Handler") != "bootstrap"
                        || function.property("CodeUri") != "."
                })
                .map(|function| function.binary.to_owned())
                .collect()
        },
        &[
            (
                "/Resources/ProductsFunction/Metadata/BuildMethod",
                json!("makefile"),
            ),
            ("/Globals/Function/Runtime", json!("provided.al2")),
        ],
    );
}

#[test]
fn every_function_is_traced_logged_for_a_set_time_and_watched() {
    check(
        |template| {
            let logs = template.resources("AWS::Logs::LogGroup");
            let alarms = template.resources("AWS::CloudWatch::Alarm");
            let mut findings = Vec::new();
            for function in template.functions() {
                let Function {
                    prefix, properties, ..
                } = &function;
                if target(&properties["LoggingConfig"]["LogGroup"]) != format!("{prefix}Logs") {
                    findings.push(format!("{prefix} does not log to {prefix}Logs"));
                }
                if function.property("Tracing") != "Active" {
                    findings.push(format!("{prefix} is not traced"));
                }
                let alarm = alarms.get(format!("{prefix}Alarm").as_str());
                let watched = alarm.filter(|alarm| alarm["MetricName"] == "Errors");
                let watched = watched.map(|alarm| target(&alarm["Dimensions"][0]["Value"]));
                if watched != Some(&format!("{prefix}Function")) {
                    findings.push(format!("{prefix} fails without an alarm"));
                }
            }
            if !alarms
                .values()
                .any(|alarm| alarm["MetricName"] == "Throttles")
            {
                findings.push("nobody is told of throttled functions".to_owned());
            }
            let kept = logs
                .iter()
                .filter(|(_, group)| target(&group["RetentionInDays"]) != "LogRetentionDays");
            findings.extend(kept.map(|(id, _)| format!("{id} is kept for ever")));
            findings
        },
        &[
            (
                "/Resources/ProductsFunction/Properties/LoggingConfig",
                Value::Null,
            ),
            (
                "/Resources/ProductsLogs/Properties/RetentionInDays",
                Value::Null,
            ),
            (
                "/Resources/HttpApiLogs/Properties/RetentionInDays",
                Value::Null,
            ),
            ("/Resources/ProductsAlarm", Value::Null),
            (
                "/Resources/ProductsAlarm/Properties/MetricName",
                json!("Duration"),
            ),
            ("/Resources/ThrottlesAlarm", Value::Null),
            ("/Globals/Function/Tracing", json!("PassThrough")),
        ],
    );
}

fn pascal_case(kebab: &str) -> String {
    kebab
        .split('-')
        .flat_map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            [first.to_uppercase(), rest.to_owned()]
        })
        .collect()
}
