//! Evaluates intrinsic functions: a node with calls in, a node without calls out.
//!
//! `AWS::NoValue` drops the property or element that holds it, as CloudFormation does.

use super::error::{Problem, TemplateError};
use super::node::{Node, Value};
use super::scope::Scope;

impl Scope<'_> {
    /// Evaluates every call in `node`. `None` means `AWS::NoValue`.
    pub(crate) fn resolve(&self, node: &Node) -> Result<Option<Node>, TemplateError> {
        let value = match &node.value {
            Value::Plain(_) | Value::Text(_) => node.value.clone(),
            Value::List(elements) => {
                let mut resolved = Vec::with_capacity(elements.len());
                for element in elements {
                    resolved.extend(self.resolve(element)?);
                }
                Value::List(resolved)
            }
            Value::Map(entries) => {
                let mut resolved = Vec::with_capacity(entries.len());
                for (key, node) in entries {
                    if let Some(node) = self.resolve(node)? {
                        resolved.push((key.clone(), node));
                    }
                }
                Value::Map(resolved)
            }
            Value::Call(name, argument) => return self.call(name, argument),
        };
        Ok(Some(Node {
            line: node.line,
            value,
        }))
    }

    fn call(&self, name: &str, argument: &Node) -> Result<Option<Node>, TemplateError> {
        let line = argument.line;
        let text = |text: String| Ok(Some(Node::text(line, text)));
        match name {
            "Ref" => {
                let id = argument.require_text("Ref")?;
                Ok(self.reference(id, line)?.map(|value| Node { line, value }))
            }
            "Fn::GetAtt" => {
                let (id, attribute) = get_att_parts(argument)?;
                text(self.attribute(&id, &attribute, line)?)
            }
            "Fn::Sub" => text(self.substitute(argument)?),
            "Fn::Join" => {
                let needs = arguments("Fn::Join", "a separator and a list");
                let [separator, list] = argument.elements() else {
                    return Err(needs(line));
                };
                let separator = self.text(separator, "a separator")?;
                let parts = self.list(list)?;
                text(parts.join(&separator))
            }
            "Fn::Select" => {
                let needs = arguments("Fn::Select", "an index and a list");
                let [index, list] = argument.elements() else {
                    return Err(needs(line));
                };
                let index: usize = self
                    .text(index, "an index")?
                    .parse()
                    .map_err(|_| needs(line))?;
                text(
                    self.list(list)?
                        .into_iter()
                        .nth(index)
                        .ok_or_else(|| needs(line))?,
                )
            }
            "Fn::Split" => {
                let needs = arguments("Fn::Split", "a separator and a text");
                let [separator, whole] = argument.elements() else {
                    return Err(needs(line));
                };
                let separator = self.text(separator, "a separator")?;
                let whole = self.text(whole, "a text")?;
                let parts = whole.split(&separator).map(|part| Node::text(line, part));
                Ok(Some(Node {
                    line,
                    value: Value::List(parts.collect()),
                }))
            }
            "Fn::If" => {
                let needs = arguments("Fn::If", "a condition and two values");
                let [condition, yes, no] = argument.elements() else {
                    return Err(needs(line));
                };
                let name = condition.require_text("the condition of Fn::If")?;
                self.resolve(if self.condition(name, line)? { yes } else { no })
            }
            "Fn::FindInMap" => {
                let needs = arguments("Fn::FindInMap", "a map, a first and a second key");
                let [map, first, second] = argument.elements() else {
                    return Err(needs(line));
                };
                let found = self
                    .mapping(&self.text(map, "a map")?)
                    .and_then(|map| map.get(&self.text(first, "a key").ok()?))
                    .and_then(|row| row.get(&self.text(second, "a key").ok()?));
                found
                    .map(|node| self.resolve(node))
                    .transpose()
                    .map(Option::flatten)?
                    .map_or_else(
                        || Err(Problem::Dangling("that entry of Mappings".to_owned()).at(line)),
                        |node| Ok(Some(node)),
                    )
            }
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" | "Condition" => {
                let node = Node {
                    line,
                    value: Value::Call(name.to_owned(), argument.clone().into()),
                };
                text(self.truth(&node)?.to_string())
            }
            unknown => Err(Problem::UnknownIntrinsic(unknown.to_owned()).at(line)),
        }
    }

    /// Evaluates a node of the `Conditions` section.
    pub(crate) fn truth(&self, node: &Node) -> Result<bool, TemplateError> {
        let line = node.line;
        let (name, argument) = match &node.value {
            Value::Call(name, argument) => (name.as_str(), &**argument),
            Value::Map(_) => ("Condition", node.require("Condition")?),
            _ => return node.require_flag("a condition"),
        };
        match name {
            "Fn::Equals" => {
                let needs = arguments("Fn::Equals", "two values");
                let [left, right] = argument.elements() else {
                    return Err(needs(line));
                };
                Ok(self.text(left, "a value")? == self.text(right, "a value")?)
            }
            "Fn::Not" => {
                let needs = arguments("Fn::Not", "one condition");
                let [inner] = argument.elements() else {
                    return Err(needs(line));
                };
                Ok(!self.truth(inner)?)
            }
            "Fn::And" => argument
                .elements()
                .iter()
                .try_fold(true, |all, inner| Ok(self.truth(inner)? && all)),
            "Fn::Or" => argument
                .elements()
                .iter()
                .try_fold(false, |any, inner| Ok(self.truth(inner)? || any)),
            "Condition" => self.condition(argument.require_text("a condition")?, line),
            unknown => Err(Problem::UnknownIntrinsic(unknown.to_owned()).at(line)),
        }
    }

    fn substitute(&self, argument: &Node) -> Result<String, TemplateError> {
        let line = argument.line;
        let (pattern, variables) = match argument.elements() {
            [pattern] => (pattern, None),
            [pattern, variables] => (pattern, Some(variables)),
            _ => return Err(arguments("Fn::Sub", "a text, or a text and a map")(line)),
        };
        let pattern = pattern.require_text("the text of Fn::Sub")?;
        let mut result = String::with_capacity(pattern.len());
        for piece in pieces(pattern) {
            match piece {
                Piece::Text(text) => result.push_str(text),
                Piece::Name(name) => match variables.and_then(|variables| variables.get(name)) {
                    Some(node) => result.push_str(&self.text(node, name)?),
                    None => match name.split_once('.') {
                        Some((id, attribute)) => {
                            result.push_str(&self.attribute(id, attribute, line)?);
                        }
                        None => match self.reference(name, line)? {
                            Some(Value::Plain(text) | Value::Text(text)) => result.push_str(&text),
                            _ => return Err(Problem::wrong(name, "text").at(line)),
                        },
                    },
                },
            }
        }
        Ok(result)
    }

    fn text(&self, node: &Node, what: &str) -> Result<String, TemplateError> {
        match self.resolve(node)? {
            Some(node) => node.require_text(what).map(str::to_owned),
            None => Err(Problem::wrong(what, "text").at(node.line)),
        }
    }

    fn list(&self, node: &Node) -> Result<Vec<String>, TemplateError> {
        let resolved = self.resolve(node)?;
        let elements = resolved.iter().flat_map(Node::elements);
        elements
            .map(|node| node.require_text("an element").map(str::to_owned))
            .collect()
    }
}

/// A part of a `Fn::Sub` pattern.
pub(crate) enum Piece<'a> {
    /// Copied as it is.
    Text(&'a str),
    /// The inside of `${…}`.
    Name(&'a str),
}

/// Splits a `Fn::Sub` pattern; `${!x}` stands for the text `${x}`.
pub(crate) fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        found.push(Piece::Text(before));
        let Some((name, tail)) = after.split_once('}') else {
            found.push(Piece::Text("${"));
            rest = after;
            continue;
        };
        match name.strip_prefix('!') {
            Some(literal) => {
                found.extend([Piece::Text("${"), Piece::Text(literal), Piece::Text("}")]);
            }
            None => found.push(Piece::Name(name.trim())),
        }
        rest = tail;
    }
    found.push(Piece::Text(rest));
    found
}

/// The two parts of `!GetAtt A.B` or `Fn::GetAtt: [A, B]`.
pub(crate) fn get_att_parts(argument: &Node) -> Result<(String, String), TemplateError> {
    let needs = arguments("Fn::GetAtt", "a resource and an attribute");
    let parts = match argument.elements() {
        [whole] => whole.scalar().and_then(|text| text.split_once('.')),
        [id, attribute] => id.scalar().zip(attribute.scalar()),
        _ => None,
    };
    let (id, attribute) = parts.ok_or_else(|| needs(argument.line))?;
    Ok((id.to_owned(), attribute.to_owned()))
}

fn arguments(function: &'static str, needs: &'static str) -> impl Fn(usize) -> TemplateError {
    move |line| Problem::Arguments { function, needs }.at(line)
}
