//! `docs/architecture/events/<Event>.json` are the schemas of the event types, one per event.
//!
//! After an event has changed: `UPDATE_SCHEMAS=1 cargo test -p domain --test event_schemas`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a schema without these members is a failed test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::{EVENT_VERSION, Envelope};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

const HOW_TO_UPDATE: &str = "UPDATE_SCHEMAS=1 cargo test -p domain --test event_schemas";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/architecture/events")
}

/// The schema of each event as it travels, by the event's name.
fn schemas() -> BTreeMap<String, String> {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        // Every file stands by itself.
        settings.inline_subschemas = true;
    });
    let mut envelope = settings
        .into_generator()
        .into_root_schema_for::<Envelope>()
        .to_value();
    let events = envelope.as_object_mut().unwrap().remove("oneOf").unwrap();
    let events = events.as_array().unwrap().clone();
    events
        .iter()
        .map(|event| {
            let name = event["properties"]["type"]["const"].as_str().unwrap();
            let message = sorted(message(&envelope, event, name));
            let text = serde_json::to_string_pretty(&message).unwrap();
            (name.to_owned(), text + "\n")
        })
        .collect()
}

/// The envelope with one event in it.
fn message(envelope: &Value, event: &Value, name: &str) -> Value {
    let mut message = envelope.clone();
    message["title"] = name.into();
    message["description"] = event["description"].clone();
    message["properties"]["version"]["const"] = EVENT_VERSION.into();
    for (property, schema) in event["properties"].as_object().unwrap() {
        message["properties"][property] = schema.clone();
    }
    let required = [&envelope["required"], &event["required"]]
        .into_iter()
        .flat_map(|names| names.as_array().unwrap().clone())
        .collect();
    message["required"] = Value::Array(required);
    message
}

/// The same JSON with its members by name: whether `serde_json` keeps another order depends on who
/// else is built with it.
fn sorted(json: Value) -> Value {
    match json {
        Value::Object(members) => {
            let by_name: BTreeMap<String, Value> = members.into_iter().collect();
            by_name
                .into_iter()
                .map(|(name, member)| (name, sorted(member)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        plain => plain,
    }
}

#[test]
fn the_schema_files_are_up_to_date() {
    let schemas = schemas();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        for (name, text) in &schemas {
            fs::write(folder().join(format!("{name}.json")), text).unwrap();
        }
    }
    for (name, text) in &schemas {
        let file = folder().join(format!("{name}.json"));
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            written == *text,
            "docs/architecture/events/{name}.json is not what the type says; run\n  {HOW_TO_UPDATE}"
        );
    }
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let names: BTreeSet<String> = schemas.into_keys().collect();
    assert_eq!(files, names, "a file without an event");
}

#[test]
fn a_schema_describes_the_whole_message() {
    let schemas = schemas();
    let schema: Value = serde_json::from_str(&schemas["PostReceived"]).unwrap();
    let mut required: Vec<&str> = schema["required"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    required.sort_unstable();
    assert_eq!(
        required,
        [
            "correlation_id",
            "data",
            "id",
            "occurred_at",
            "tenant",
            "type",
            "version"
        ]
    );
    assert_eq!(schema["properties"]["type"]["const"], "PostReceived");
    assert_eq!(schema["properties"]["version"]["const"], EVENT_VERSION);
    assert_eq!(schema["properties"]["occurred_at"]["format"], "date-time");
    assert_eq!(schema["properties"]["id"]["format"], "uuid");
    let post = &schema["properties"]["data"]["properties"];
    assert_eq!(post["post_id"]["pattern"], "^[0-9]{15,20}$");
    assert_eq!(post["caption"]["type"], "string");
    assert_eq!(
        schema.get("additionalProperties"),
        None,
        "readers ignore what they don't know"
    );
    assert_eq!(
        schema.get("$defs").unwrap_or(&json!({})),
        &json!({}),
        "every file stands by itself"
    );
}
