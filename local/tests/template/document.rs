//! The template as JSON, with the few questions that many rules ask of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use local::template::Template;
use serde_json::{Map, Value};

/// The template, intrinsic functions in their long form.
#[derive(Clone)]
pub(crate) struct Document {
    json: Value,
}

/// One Lambda function.
pub(crate) struct Function<'a> {
    /// Its logical id without `Function`.
    pub(crate) prefix: &'a str,
    /// The name of its package and folder.
    pub(crate) binary: &'a str,
    pub(crate) properties: &'a Value,
    globals: &'a Value,
}

/// One thing that starts a function.
pub(crate) struct Trigger<'a> {
    pub(crate) kind: &'a str,
    pub(crate) properties: &'a Value,
}

impl Document {
    pub(crate) fn of_this_project() -> Self {
        let template = Template::read(&root().join("template.yaml")).unwrap();
        Self {
            json: template.to_json(),
        }
    }

    /// A copy with another value at a JSON pointer; null takes the value away.
    pub(crate) fn with(&self, pointer: &str, value: Value) -> Self {
        let mut copy = self.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match copy.json.pointer_mut(parent) {
            Some(Value::Object(entries)) if value.is_null() => {
                entries
                    .remove(key)
                    .unwrap_or_else(|| panic!("nothing at {pointer}"));
            }
            Some(Value::Object(entries)) => {
                entries.insert(key.to_owned(), value);
            }
            Some(Value::Array(elements)) => elements[key.parse::<usize>().unwrap()] = value,
            _ => panic!("nothing at {parent}"),
        }
        copy
    }

    /// What stands at a JSON pointer; null if nothing does.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.json.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// Logical ids and properties of all resources of a kind.
    pub(crate) fn resources(&self, kind: &str) -> BTreeMap<&str, &Value> {
        let all = entries(self.at("/Resources"));
        all.filter(|(_, resource)| resource["Type"] == kind)
            .map(|(id, resource)| (id.as_str(), &resource["Properties"]))
            .collect()
    }

    pub(crate) fn functions(&self) -> Vec<Function<'_>> {
        entries(self.at("/Resources"))
            .filter(|(_, resource)| resource["Type"] == "AWS::Serverless::Function")
            .map(|(id, resource)| Function {
                prefix: id.strip_suffix("Function").unwrap_or(id),
                binary: text(&resource["Metadata"]["BuildProperties"]["Binary"]),
                properties: &resource["Properties"],
                globals: self.at("/Globals/Function"),
            })
            .collect()
    }
}

impl<'a> Function<'a> {
    /// A property, the function's own or that of all.
    pub(crate) fn property(&self, name: &str) -> &'a Value {
        self.properties.get(name).unwrap_or(&self.globals[name])
    }

    pub(crate) fn triggers(&self) -> impl Iterator<Item = Trigger<'a>> {
        entries(&self.properties["Events"]).map(|(_, event)| Trigger {
            kind: text(&event["Type"]),
            properties: &event["Properties"],
        })
    }

    /// The environment variables that are this function's own.
    pub(crate) fn environment(&self) -> &'a Map<String, Value> {
        self.properties["Environment"]["Variables"]
            .as_object()
            .unwrap()
    }

    /// The environment variables that every function has.
    pub(crate) fn shared_environment(&self) -> &'a Map<String, Value> {
        self.globals["Environment"]["Variables"]
            .as_object()
            .unwrap()
    }
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The entries of an object; none for anything else.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The elements of an array; anything else is the only one, and null is none.
pub(crate) fn elements(value: &Value) -> &[Value] {
    match value {
        Value::Array(elements) => elements,
        Value::Null => &[],
        other => std::slice::from_ref(other),
    }
}

/// A string; empty for anything else.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The id that a lone `Ref` or `GetAtt` names.
pub(crate) fn target(value: &Value) -> &str {
    match (value.get("Ref"), value.get("Fn::GetAtt")) {
        (Some(Value::String(id)), _) => id,
        (_, Some(Value::String(path))) => path.split('.').next().unwrap_or_default(),
        (_, Some(Value::Array(path))) => path.first().map(text).unwrap_or_default(),
        _ => "",
    }
}

/// Every id that a value refers to, however deep.
pub(crate) fn mentions(value: &Value) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    match value {
        Value::Array(elements) => found.extend(elements.iter().flat_map(mentions)),
        Value::Object(members) => {
            found.insert(target(value));
            if let Some(Value::String(pattern)) = members.get("Fn::Sub") {
                let names = pattern
                    .split("${")
                    .skip(1)
                    .filter_map(|rest| rest.split('}').next());
                found.extend(names.map(|name| name.split('.').next().unwrap_or(name)));
            }
            found.extend(members.values().flat_map(mentions));
        }
        _ => {}
    }
    found.retain(|id| !id.is_empty() && !id.starts_with("AWS::"));
    found
}

/// All Rust text below a folder.
pub(crate) fn rust_text(folder: &Path) -> String {
    let files = fs::read_dir(folder).into_iter().flatten();
    files
        .map(|file| file.unwrap().path())
        .map(|path| match path.extension() {
            Some(extension) if extension == "rs" => fs::read_to_string(path).unwrap(),
            _ if path.is_dir() => rust_text(&path),
            _ => String::new(),
        })
        .collect()
}
