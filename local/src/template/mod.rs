//! Reads `template.yaml` as CloudFormation and SAM would, far enough to run it on this machine.
//!
//! A mistake (an unknown function, a dangling name, a missing property) is an error with its line.
//! Resources that do nothing here, such as roles and alarms, are only checked for their references.

mod check;
mod error;
mod intrinsics;
mod node;
mod read;
mod read_api;
mod read_function;
mod read_storage;
mod resources;
mod scope;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::{Problem, TemplateError};
pub use resources::*;
pub use scope::Place;

/// A parsed template whose references have been checked.
#[derive(Debug)]
pub struct Template {
    root: node::Node,
}

impl Template {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// Fails if it cannot be read, is not YAML, or names something that is not there.
    pub fn read(path: &Path) -> Result<Self, TemplateError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Problem::Unreadable(format!("{}: {error}", path.display())).at(0))?;
        Self::parse(&text)
    }

    /// Parses and checks a template's text.
    ///
    /// # Errors
    /// Fails if it is not YAML, or names something that is not there.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let root = node::Node::parse(text)?;
        check::check(&root)?;
        Ok(Self { root })
    }

    /// The template as it is written: nothing filled in, intrinsic functions in their long form.
    pub fn to_json(&self) -> serde_json::Value {
        self.root.to_json()
    }

    /// Fills in parameters and names and reads every resource that the hub runs.
    ///
    /// # Errors
    /// Fails at the first resource that is wrong or that the hub cannot run.
    pub fn resolve(
        &self,
        parameters: &BTreeMap<String, String>,
        place: &Place,
    ) -> Result<Resources, TemplateError> {
        let scope = scope::Scope::new(&self.root, parameters, place)?;
        read::resources(&scope)
    }
}
