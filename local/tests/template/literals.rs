//! Nothing in the template belongs to one account, region or partition.

use serde_json::{Value, json};

use crate::check;
use crate::document::entries;

#[test]
fn nothing_is_tied_to_an_account_a_region_or_a_partition() {
    check(
        |template| {
            strings(template.at(""))
                .into_iter()
                .filter(|text| is_tied(text))
                .collect()
        },
        &[
            (
                "/Resources/HubEvents/Properties/TopicName",
                json!("arn:aws:sns:x"),
            ),
            (
                "/Resources/HubEvents/Properties/TopicName",
                json!("events-eu-west-1"),
            ),
            (
                "/Resources/HubEvents/Properties/TopicName",
                json!("events-123456789012"),
            ),
        ],
    );
}

#[test]
fn every_parameter_and_output_says_what_it_is_for() {
    check(
        |template| {
            let sections = ["/Parameters", "/Outputs"].map(|name| template.at(name));
            let all = sections.into_iter().flat_map(entries);
            all.filter(|(_, one)| !one["Description"].is_string())
                .map(|(name, _)| name.clone())
                .collect()
        },
        &[
            ("/Parameters/Stage/Description", Value::Null),
            ("/Outputs/ApiUrl/Description", Value::Null),
        ],
    );
}

/// Every string and key, however deep.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(elements) => elements.iter().flat_map(strings).collect(),
        Value::Object(entries) => {
            let keys = entries.keys().cloned();
            keys.chain(entries.values().flat_map(strings)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_tied(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let region = words.windows(3).any(|three| {
        matches!(
            three[0],
            "us" | "eu" | "af" | "ap" | "ca" | "sa" | "me" | "il" | "mx"
        ) && matches!(
            three[1],
            "north"
                | "south"
                | "east"
                | "west"
                | "central"
                | "northeast"
                | "southeast"
                | "northwest"
                | "southwest"
        ) && three[2].len() == 1
            && three[2].bytes().all(|c| c.is_ascii_digit())
    });
    let account = words
        .iter()
        .any(|word| word.len() == 12 && word.bytes().all(|c| c.is_ascii_digit()));
    text.contains("arn:aws:") || region || account
}
