//! Environment variables: what the template gives is what the code reads and the README explains.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::check;
use crate::document::{Function, root, rust_text};

/// Variables that the local hub and tests set, to put a stand-in where the outside world is.
const NOT_ON_AWS: &[&str] = &["TIKTOK_ENDPOINT"];

/// Variables that Lambda sets for every function.
const SET_BY_LAMBDA: &[&str] = &["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

#[test]
fn every_variable_is_read_by_the_code() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let code = code_of(&function);
                let given = function.environment().keys();
                let unread = given.filter(|name| !code.contains(&format!("\"{name}\"")));
                findings.extend(unread.map(|name| format!("{} ignores {name}", function.binary)));
            }
            findings
        },
        &[(
            "/Resources/ProductsFunction/Properties/Environment/Variables/EXTRA",
            json!("1"),
        )],
    );
}

#[test]
fn every_variable_that_the_code_reads_is_given() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let code = code_of(&function);
                let missing = code
                    .split('"')
                    .filter(|text| is_variable(text))
                    .filter(|name| {
                        !function.environment().contains_key(*name)
                            && !function.shared_environment().contains_key(*name)
                            && !NOT_ON_AWS.contains(name)
                            && !SET_BY_LAMBDA.contains(name)
                            && !name.starts_with("CARGO_")
                    });
                findings.extend(missing.map(|name| format!("{} lacks {name}", function.binary)));
            }
            findings
        },
        &[
            (
                "/Resources/CaptionParserFunction/Properties/Environment/Variables/MAX_ATTEMPTS",
                Value::Null,
            ),
            (
                "/Globals/Function/Environment/Variables/TENANT",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn every_readme_documents_the_environment_that_the_template_gives() {
    check(
        |template| {
            let mut findings = Vec::new();
            for function in template.functions() {
                let documented = documented(&function);
                let own = names(function.environment().keys());
                let shared = names(function.shared_environment().keys());
                let missing = own.difference(&documented);
                let unknown = documented.iter().filter(|name| {
                    !own.contains(*name)
                        && !shared.contains(*name)
                        && !NOT_ON_AWS.contains(&name.as_str())
                });
                let both = missing.chain(unknown);
                findings.extend(both.map(|name| {
                    format!(
                        "{}: {name} is not both given and documented",
                        function.binary
                    )
                }));
            }
            findings
        },
        &[
            (
                "/Resources/ProductsFunction/Properties/Environment/Variables/CATALOG_TABLE",
                Value::Null,
            ),
            (
                "/Resources/ProductsFunction/Properties/Environment/Variables/EXTRA",
                json!("1"),
            ),
        ],
    );
}

fn names<'a>(keys: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    keys.cloned().collect()
}

/// The code that reads a function's variables: its own, and what reads some on its behalf.
fn code_of(function: &Function<'_>) -> String {
    let mut code = rust_text(&root().join("functions").join(function.binary).join("src"));
    for (used, reader) in [
        ("Origin::from_environment", "shared/function/src/http"),
        ("PartWorker::from_environment", "shared/part-worker/src"),
    ] {
        if code.contains(used) {
            code.push_str(&rust_text(&root().join(reader)));
        }
    }
    code
}

/// Is this text the name of a variable: capitals, at least six?
fn is_variable(text: &str) -> bool {
    let in_names = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.len() >= 6
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(in_names)
}

/// The variables that the README's section or list item *Environment* names.
fn documented(function: &Function<'_>) -> BTreeSet<String> {
    let folder = root().join("functions").join(function.binary);
    let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    let section = ["\n## Environment\n", "**Environment:**"]
        .iter()
        .find_map(|heading| readme.split_once(heading))
        .map_or("", |(_, rest)| rest);
    let end = ["\n## ", "\n* **", "\n- **"]
        .iter()
        .filter_map(|next| section.find(next))
        .min();
    let section = section
        .get(..end.unwrap_or(section.len()))
        .unwrap_or_default();
    let quoted = section.split('`').skip(1).step_by(2);
    quoted
        .filter(|text| is_variable(text))
        .map(str::to_owned)
        .collect()
}
