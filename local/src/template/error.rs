//! What can be wrong with a template, always with the line and the resource.

use std::fmt;

/// A mistake in the template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct TemplateError {
    /// Line in the file, counted from 1.
    pub line: usize,
    /// Logical id of the resource (or name of the section) that holds the mistake, once known.
    pub resource: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// The kinds of mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file cannot be read.
    #[error("cannot read the template: {0}")]
    Unreadable(String),
    /// Not YAML, or not the shape of a template.
    #[error("{0}")]
    Syntax(String),
    /// An intrinsic function that the hub does not know.
    #[error("unknown intrinsic function {0}")]
    UnknownIntrinsic(String),
    /// An intrinsic function that has the wrong arguments.
    #[error("{function} needs {needs}")]
    Arguments {
        /// The intrinsic function.
        function: &'static str,
        /// What it takes.
        needs: &'static str,
    },
    /// A name that nothing in the template has.
    #[error("nothing in the template is called {0}")]
    Dangling(String),
    /// A resource that exists but has no such attribute.
    #[error("{resource} ({kind}) has no attribute {attribute}")]
    UnknownAttribute {
        /// Logical id.
        resource: String,
        /// CloudFormation type.
        kind: String,
        /// The attribute asked for.
        attribute: String,
    },
    /// A needed property is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A property that has the wrong kind of value.
    #[error("{property} must be {expected}")]
    Wrong {
        /// The property.
        property: String,
        /// What it must be.
        expected: String,
    },
    /// Right on AWS, but the local hub cannot do it.
    #[error("the local hub does not support {0}")]
    Unsupported(String),
}

impl Problem {
    /// The problem at a line.
    pub(crate) fn at(self, line: usize) -> TemplateError {
        TemplateError {
            line,
            resource: None,
            problem: self,
        }
    }

    /// A property that has the wrong kind of value.
    pub(crate) fn wrong(property: &str, expected: impl Into<String>) -> Self {
        Self::Wrong {
            property: property.to_owned(),
            expected: expected.into(),
        }
    }
}

impl TemplateError {
    /// Names the resource, unless an inner step already did.
    pub(crate) fn within(mut self, resource: &str) -> Self {
        self.resource.get_or_insert_with(|| resource.to_owned());
        self
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "template line {}: ", self.line)?;
        if let Some(resource) = &self.resource {
            write!(formatter, "{resource}: ")?;
        }
        write!(formatter, "{}", self.problem)
    }
}
