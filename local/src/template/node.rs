//! A CloudFormation YAML document as nodes that remember their line.
//!
//! Short tags (`!Ref`) and long forms (`Fn::Sub:`) become the same [`Value::Call`]. Nothing is
//! evaluated here; that is `resolve`'s work.

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use std::collections::BTreeMap;

use super::error::{Problem, TemplateError};

/// One value of the document and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Line in the file, counted from 1.
    pub(crate) line: usize,
    /// What stands there.
    pub(crate) value: Value,
}

/// What a node can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A scalar written without quotes: it may mean a number, a truth value or nothing.
    Plain(String),
    /// A scalar written with quotes, or computed: always text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(String, Node)>),
    /// An intrinsic function, by its long name (`Ref`, `Condition`, `Fn::Sub`, …).
    Call(String, Box<Node>),
}

impl Node {
    /// Reads one YAML document.
    pub(crate) fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut events = Parser::new_from_str(text);
        let mut anchors = BTreeMap::new();
        loop {
            let (event, span) = next(&mut events)?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Err(Problem::Syntax("the file is empty".to_owned()).at(1));
                }
                event => return build(event, span, &mut events, &mut anchors),
            }
        }
    }

    /// A node that holds computed text.
    pub(crate) fn text(line: usize, text: impl Into<String>) -> Self {
        Self {
            line,
            value: Value::Text(text.into()),
        }
    }

    /// The value under `key`, if this is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries()
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
    }

    /// The entries of a mapping; none for anything else.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a sequence; a lone value counts as a sequence of one.
    pub(crate) fn elements(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            _ => std::slice::from_ref(self),
        }
    }

    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Plain(text) | Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar, or an error that names `what`.
    pub(crate) fn require_text(&self, what: &str) -> Result<&str, TemplateError> {
        self.scalar()
            .ok_or_else(|| Problem::wrong(what, "text").at(self.line))
    }

    /// A whole number, or an error that names `what`.
    pub(crate) fn require_number(&self, what: &str) -> Result<u64, TemplateError> {
        self.scalar()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Problem::wrong(what, "a whole number").at(self.line))
    }

    /// A truth value, or an error that names `what`.
    pub(crate) fn require_flag(&self, what: &str) -> Result<bool, TemplateError> {
        match self.scalar() {
            Some("true" | "True" | "TRUE") => Ok(true),
            Some("false" | "False" | "FALSE") => Ok(false),
            _ => Err(Problem::wrong(what, "true or false").at(self.line)),
        }
    }

    /// The value under `key`, or an error that names it.
    pub(crate) fn require(&self, key: &str) -> Result<&Self, TemplateError> {
        self.get(key)
            .ok_or_else(|| Problem::Missing(key.to_owned()).at(self.line))
    }

    /// The same value as JSON; unquoted scalars take the type that YAML gives them.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) => Json::String(text.clone()),
            Value::Plain(text) => plain_to_json(text),
            Value::List(elements) => elements.iter().map(Self::to_json).collect(),
            Value::Map(entries) => entries
                .iter()
                .map(|(key, node)| (key.clone(), node.to_json()))
                .collect(),
            Value::Call(name, argument) => serde_json::json!({ name: argument.to_json() }),
        }
    }
}

fn plain_to_json(text: &str) -> serde_json::Value {
    use serde_json::Value as Json;
    match text {
        "" | "~" | "null" => Json::Null,
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        other => match serde_json::from_str::<serde_json::Number>(other) {
            Ok(number) => Json::Number(number),
            Err(_) => Json::String(other.to_owned()),
        },
    }
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

fn next<'a>(events: &mut Events<'a>) -> Result<(Event<'a>, Span), TemplateError> {
    match events.next_event() {
        Some(Ok(event)) => Ok(event),
        Some(Err(error)) => Err(Problem::Syntax(error.info().to_owned()).at(error.marker().line())),
        None => Err(Problem::Syntax("the file ends too early".to_owned()).at(0)),
    }
}

fn build<'a>(
    event: Event<'a>,
    span: Span,
    events: &mut Events<'a>,
    anchors: &mut BTreeMap<usize, Node>,
) -> Result<Node, TemplateError> {
    let line = span.start.line();
    let (anchor, tag, value) = match event {
        Event::Scalar(text, style, anchor, tag) => {
            let text = text.into_owned();
            let value = if style == ScalarStyle::Plain {
                Value::Plain(text)
            } else {
                Value::Text(text)
            };
            (anchor, tag, value)
        }
        Event::SequenceStart(anchor, tag) => {
            let mut elements = Vec::new();
            loop {
                match next(events)? {
                    (Event::SequenceEnd, _) => break,
                    (event, span) => elements.push(build(event, span, events, anchors)?),
                }
            }
            (anchor, tag, Value::List(elements))
        }
        Event::MappingStart(anchor, tag) => (anchor, tag, mapping(events, anchors)?),
        Event::Alias(anchor) => {
            let node = anchors.get(&anchor).cloned();
            return node.ok_or_else(|| Problem::Syntax("unknown alias".to_owned()).at(line));
        }
        other => return Err(Problem::Syntax(format!("unexpected {other:?}")).at(line)),
    };
    let node = Node {
        line,
        value: called(tag.as_deref(), value, line),
    };
    if anchor != 0 {
        anchors.insert(anchor, node.clone());
    }
    Ok(node)
}

fn mapping<'a>(
    events: &mut Events<'a>,
    anchors: &mut BTreeMap<usize, Node>,
) -> Result<Value, TemplateError> {
    let mut entries: Vec<(String, Node)> = Vec::new();
    loop {
        let (event, span) = next(events)?;
        if event == Event::MappingEnd {
            break;
        }
        let key = build(event, span, events, anchors)?;
        let name = key.require_text("a mapping's key")?.to_owned();
        if entries.iter().any(|(known, _)| *known == name) {
            return Err(Problem::Syntax(format!("{name} stands here twice")).at(key.line));
        }
        let (event, span) = next(events)?;
        entries.push((name, build(event, span, events, anchors)?));
    }
    // `{ "Fn::Sub": … }` is the long form of `!Sub …`. `Condition:` alone is left a mapping,
    // since IAM statements have a key of that name too.
    match entries.pop() {
        Some((name, argument))
            if entries.is_empty() && (name == "Ref" || name.starts_with("Fn::")) =>
        {
            Ok(Value::Call(name, Box::new(argument)))
        }
        Some(entry) => {
            entries.push(entry);
            Ok(Value::Map(entries))
        }
        None => Ok(Value::Map(entries)),
    }
}

fn called(tag: Option<&Tag>, value: Value, line: usize) -> Value {
    match tag {
        Some(tag) if tag.handle == "!" && !tag.suffix.is_empty() => {
            let name = match tag.suffix.as_str() {
                name @ ("Ref" | "Condition") => name.to_owned(),
                name => format!("Fn::{name}"),
            };
            Value::Call(name, Box::new(Node { line, value }))
        }
        _ => value,
    }
}
