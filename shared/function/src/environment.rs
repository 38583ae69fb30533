//! A function's configuration: environment variables, read in one place, all problems at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The variables a function is configured by.
///
/// On Lambda they are the process's own; the local hub and tests give each function its own map,
/// since many functions live in one process there.
#[derive(Debug, Clone)]
pub struct Environment {
    variables: Arc<BTreeMap<String, String>>,
    http_client: Option<SharedHttpClient>,
}

impl Environment {
    /// The variables of this process.
    pub fn of_process() -> Self {
        Self::from_map(std::env::vars().collect())
    }

    /// These variables.
    pub fn from_map(variables: BTreeMap<String, String>) -> Self {
        Self {
            variables: Arc::new(variables),
            http_client: None,
        }
    }

    /// The same variables, with AWS calls through `client`, so that several functions in one
    /// process share its connections.
    #[must_use]
    pub fn with_http_client(mut self, client: SharedHttpClient) -> Self {
        self.http_client = Some(client);
        self
    }

    pub(crate) fn http_client(&self) -> Option<SharedHttpClient> {
        self.http_client.clone()
    }

    /// A variable, where it is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Reads several variables and then reports all problems together.
    pub const fn settings(&self) -> Settings<'_> {
        Settings {
            environment: self,
            problems: RefCell::new(Vec::new()),
        }
    }
}

/// Why a function can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Variables are missing or wrong; all of them are named.
    #[error("the configuration is wrong: {}", .0.join("; "))]
    Configuration(Vec<String>),
    /// A secret can't be read.
    #[error("the secret in {variable} can't be read")]
    Secret {
        /// The variable that names the secret.
        variable: String,
        /// What Secrets Manager said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A client can't be built.
    #[error("a client can't be built")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A reading of several variables. Values are only to be used after [`Settings::finish`] said
/// that there was no problem.
#[derive(Debug)]
pub struct Settings<'a> {
    environment: &'a Environment,
    problems: RefCell<Vec<String>>,
}

impl Settings<'_> {
    /// A variable that must be there.
    pub fn required(&self, name: &str) -> String {
        self.environment.get(name).map_or_else(
            || {
                self.problems
                    .borrow_mut()
                    .push(format!("{name} is not set"));
                String::new()
            },
            str::to_owned,
        )
    }

    /// A variable read by `parse`, or `default` where it is not set.
    pub fn parsed_or<T, E: Display>(
        &self,
        name: &str,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> T {
        let Some(text) = self.environment.get(name) else {
            return default;
        };
        parse(text).unwrap_or_else(|error| {
            self.problems.borrow_mut().push(format!("{name}: {error}"));
            default
        })
    }

    /// Every problem met so far, if any.
    pub fn finish(self) -> Result<(), StartError> {
        let problems = self.problems.into_inner();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(StartError::Configuration(problems))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_reported_at_once() {
        let variables = [("COUNT", "many"), ("EMPTY", "")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment = Environment::from_map(BTreeMap::from(variables));
        let settings = environment.settings();
        settings.required("TABLE");
        settings.required("EMPTY");
        settings.parsed_or("COUNT", 3_u32, str::parse);
        assert_eq!(settings.parsed_or("ABSENT", 3_u32, str::parse), 3);
        let error = settings.finish().unwrap_err().to_string();
        for expected in [
            "TABLE is not set",
            "EMPTY is not set",
            "COUNT: invalid digit",
        ] {
            assert!(error.contains(expected), "{error}");
        }
    }
}
