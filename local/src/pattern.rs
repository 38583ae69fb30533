//! Event patterns: the filter language that SNS filter policies and Lambda's filter criteria share.
//!
//! Known tests: exact values, `prefix`, `suffix`, `equals-ignore-case`, `anything-but`, `exists`,
//! `numeric`, and `$or`. Anything else is refused rather than silently let through.
//! Source: Amazon SNS "Subscription filter policies", AWS Lambda "Filter rule syntax".

use serde_json::{Map, Value};

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern(Vec<Rule>);

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    /// The value under a key is an object that matches.
    Inside(String, Pattern),
    /// The value under a key passes at least one test.
    AnyOf(String, Vec<Test>),
    /// At least one of the patterns matches the same object.
    Or(Vec<Pattern>),
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    Exact(Value),
    Prefix(String),
    Suffix(String),
    IgnoreCase(String),
    Not(Vec<Self>),
    Present,
    Absent,
    Numeric(Vec<(Comparison, f64)>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Pattern {
    /// Parses a pattern; the error says what is wrong, to be put after "must be".
    ///
    /// # Errors
    /// Fails if it is not an object or uses a test that is not known here.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("an object")?;
        let mut rules = Vec::with_capacity(fields.len());
        for (key, value) in fields {
            rules.push(match value {
                Value::Array(options) if key == "$or" => {
                    Rule::Or(options.iter().map(Self::parse).collect::<Result<_, _>>()?)
                }
                Value::Array(tests) => {
                    let tests = tests.iter().map(Test::parse).collect::<Result<_, _>>()?;
                    Rule::AnyOf(key.clone(), tests)
                }
                Value::Object(_) => Rule::Inside(key.clone(), Self::parse(value)?),
                _ => return Err(format!("a list of tests at {key}")),
            });
        }
        Ok(Self(rules))
    }

    /// Whether the object passes.
    #[must_use]
    pub fn matches(&self, object: &Map<String, Value>) -> bool {
        self.0.iter().all(|rule| match rule {
            Rule::Inside(key, pattern) => match object.get(key) {
                Some(Value::Object(inner)) => pattern.matches(inner),
                Some(Value::Array(elements)) => elements.iter().any(|element| {
                    element
                        .as_object()
                        .is_some_and(|inner| pattern.matches(inner))
                }),
                _ => pattern.matches(&Map::new()),
            },
            Rule::AnyOf(key, tests) => tests.iter().any(|test| test.passes(object.get(key))),
            Rule::Or(patterns) => patterns.iter().any(|pattern| pattern.matches(object)),
        })
    }
}

impl Test {
    fn parse(value: &Value) -> Result<Self, String> {
        let Some(object) = value.as_object() else {
            return Ok(Self::Exact(value.clone()));
        };
        let mut entries = object.iter();
        let (Some((name, argument)), None) = (entries.next(), entries.next()) else {
            return Err("one test at a time".to_owned());
        };
        let text = || {
            argument
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| format!("text at {name}"))
        };
        Ok(match name.as_str() {
            "prefix" => Self::Prefix(text()?),
            "suffix" => Self::Suffix(text()?),
            "equals-ignore-case" => Self::IgnoreCase(text()?.to_lowercase()),
            "exists" if argument == true => Self::Present,
            "exists" if argument == false => Self::Absent,
            "anything-but" => match argument {
                Value::Array(values) => {
                    Self::Not(values.iter().map(Self::parse).collect::<Result<_, _>>()?)
                }
                single => Self::Not(vec![Self::parse(single)?]),
            },
            "numeric" => Self::Numeric(comparisons(argument)?),
            unknown => return Err(format!("made of known tests ({unknown} is not)")),
        })
    }

    fn passes(&self, found: Option<&Value>) -> bool {
        match (self, found) {
            (Self::Absent, found) => found.is_none(),
            (_, None) => false,
            (Self::Present, Some(_)) => true,
            // All elements must differ, but one equal element is enough for the other tests.
            (Self::Not(tests), Some(Value::Array(elements))) => !elements
                .iter()
                .any(|element| tests.iter().any(|test| test.holds(element))),
            (test, Some(Value::Array(elements))) => elements.iter().any(|found| test.holds(found)),
            (test, Some(found)) => test.holds(found),
        }
    }

    fn holds(&self, found: &Value) -> bool {
        match self {
            Self::Exact(Value::Number(wanted)) => found.as_f64().is_some_and(|found| {
                wanted
                    .as_f64()
                    .is_some_and(|wanted| Comparison::Equal.holds(found, wanted))
            }),
            Self::Exact(wanted) => wanted == found,
            Self::Prefix(start) => found.as_str().is_some_and(|found| found.starts_with(start)),
            Self::Suffix(end) => found.as_str().is_some_and(|found| found.ends_with(end)),
            Self::IgnoreCase(wanted) => found
                .as_str()
                .is_some_and(|found| found.to_lowercase() == *wanted),
            Self::Not(tests) => !tests.iter().any(|test| test.holds(found)),
            Self::Present => true,
            Self::Absent => false,
            Self::Numeric(limits) => found
                .as_f64()
                .is_some_and(|found| limits.iter().all(|(how, limit)| how.holds(found, *limit))),
        }
    }
}

impl Comparison {
    fn holds(self, found: f64, limit: f64) -> bool {
        match self {
            Self::Equal => found.total_cmp(&limit).is_eq(),
            Self::Less => found < limit,
            Self::LessOrEqual => found <= limit,
            Self::Greater => found > limit,
            Self::GreaterOrEqual => found >= limit,
        }
    }
}

fn comparisons(argument: &Value) -> Result<Vec<(Comparison, f64)>, String> {
    let wrong = || "operator and number in turn at numeric".to_owned();
    let parts = argument.as_array().ok_or_else(wrong)?;
    parts
        .chunks(2)
        .map(|pair| {
            let [operator, limit] = pair else {
                return Err(wrong());
            };
            let comparison = match operator.as_str() {
                Some("=") => Comparison::Equal,
                Some("<") => Comparison::Less,
                Some("<=") => Comparison::LessOrEqual,
                Some(">") => Comparison::Greater,
                Some(">=") => Comparison::GreaterOrEqual,
                _ => return Err(wrong()),
            };
            Ok((comparison, limit.as_f64().ok_or_else(wrong)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(story: &str, pattern: Value, object: Value, expected: bool) {
        let pattern = Pattern::parse(&pattern).unwrap();
        assert_eq!(
            pattern.matches(object.as_object().unwrap()),
            expected,
            "{story}"
        );
    }

    #[test]
    fn tests_follow_the_documented_language() {
        let p = |test: Value| json!({ "a": [test] });
        check("exact text", p(json!("x")), json!({ "a": "x" }), true);
        check("other text", p(json!("x")), json!({ "a": "y" }), false);
        check(
            "exact number in another form",
            p(json!(5)),
            json!({ "a": 5.0 }),
            true,
        );
        check(
            "an element is enough",
            p(json!("x")),
            json!({ "a": ["y", "x"] }),
            true,
        );
        check(
            "prefix",
            p(json!({ "prefix": "po" })),
            json!({ "a": "post" }),
            true,
        );
        check(
            "suffix",
            p(json!({ "suffix": "po" })),
            json!({ "a": "post" }),
            false,
        );
        check(
            "case",
            p(json!({ "equals-ignore-case": "X" })),
            json!({ "a": "x" }),
            true,
        );
        check(
            "anything but",
            p(json!({ "anything-but": ["x"] })),
            json!({ "a": "y" }),
            true,
        );
        check(
            "anything but it",
            p(json!({ "anything-but": "x" })),
            json!({ "a": "x" }),
            false,
        );
        check(
            "anything but needs a value",
            p(json!({ "anything-but": "x" })),
            json!({}),
            false,
        );
        let not_prefix = json!({ "anything-but": { "prefix": "x" } });
        check(
            "anything but a prefix",
            p(not_prefix),
            json!({ "a": "xy" }),
            false,
        );
        check(
            "exists",
            p(json!({ "exists": true })),
            json!({ "a": null }),
            true,
        );
        check("is absent", p(json!({ "exists": false })), json!({}), true);
        let range = json!({ "numeric": [">=", 1, "<", 3] });
        check("inside a range", p(range.clone()), json!({ "a": 1 }), true);
        check("at its open end", p(range), json!({ "a": 3 }), false);
    }

    #[test]
    fn objects_nest_and_alternatives_are_allowed() {
        let nested = json!({ "data": { "kind": ["x"] }, "b": [1] });
        check(
            "all keys must match",
            nested.clone(),
            json!({ "data": { "kind": "x" } }),
            false,
        );
        check(
            "they do",
            nested,
            json!({ "data": { "kind": "x" }, "b": 1 }),
            true,
        );
        let either = json!({ "$or": [{ "a": [1] }, { "b": [2] }] });
        check(
            "second alternative",
            either,
            json!({ "a": 0, "b": 2 }),
            true,
        );
        let absent = json!({ "data": { "kind": [{ "exists": false }] } });
        check("absent inside an absent object", absent, json!({}), true);
    }

    #[test]
    fn unknown_tests_are_refused() {
        for pattern in [
            json!({ "a": [{ "wildcard": "*" }] }),
            json!({ "a": "x" }),
            json!([]),
        ] {
            assert!(Pattern::parse(&pattern).is_err(), "{pattern}");
        }
    }
}
