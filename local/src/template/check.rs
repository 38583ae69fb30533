//! Looks at every intrinsic function of the template, also in branches that are not taken here and
//! in resources that the hub does not run: a misspelt name must not wait for a deployment.

use super::error::{Problem, TemplateError};
use super::intrinsics::{Piece, get_att_parts, pieces};
use super::node::{Node, Value};

const KNOWN: &[&str] = &[
    "Ref",
    "Condition",
    "Fn::GetAtt",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::If",
    "Fn::Equals",
    "Fn::Not",
    "Fn::And",
    "Fn::Or",
    "Fn::FindInMap",
];

/// Finds the first unknown function or dangling name.
pub(crate) fn check(root: &Node) -> Result<(), TemplateError> {
    for section in ["Conditions", "Resources", "Outputs"] {
        for (name, node) in root.get(section).map(Node::entries).unwrap_or_default() {
            walk(root, node).map_err(|error| error.within(name))?;
        }
    }
    walk(root, root.get("Globals").unwrap_or(&Node::text(0, "")))
        .map_err(|error| error.within("Globals"))
}

fn walk(root: &Node, node: &Node) -> Result<(), TemplateError> {
    match &node.value {
        Value::Plain(_) | Value::Text(_) => Ok(()),
        Value::List(elements) => elements.iter().try_for_each(|node| walk(root, node)),
        Value::Map(entries) => entries.iter().try_for_each(|(_, node)| walk(root, node)),
        Value::Call(name, argument) => {
            if !KNOWN.contains(&name.as_str()) {
                return Err(Problem::UnknownIntrinsic(name.clone()).at(node.line));
            }
            call(root, name, argument)?;
            walk(root, argument)
        }
    }
}

fn call(root: &Node, name: &str, argument: &Node) -> Result<(), TemplateError> {
    let line = argument.line;
    match name {
        "Ref" => exists(root, argument.require_text("Ref")?, line),
        "Fn::GetAtt" => exists(root, &get_att_parts(argument)?.0, line),
        "Fn::Sub" => {
            let [pattern, variables @ ..] = argument.elements() else {
                return Ok(());
            };
            let own = |name: &str| {
                variables
                    .iter()
                    .any(|variables| variables.get(name).is_some())
            };
            for piece in pieces(pattern.scalar().unwrap_or_default()) {
                let Piece::Name(name) = piece else { continue };
                if !own(name) {
                    exists(root, name.split('.').next().unwrap_or(name), line)?;
                }
            }
            Ok(())
        }
        "Fn::If" => match argument.elements().first().and_then(Node::scalar) {
            Some(name)
                if root
                    .get("Conditions")
                    .and_then(|all| all.get(name))
                    .is_some() =>
            {
                Ok(())
            }
            name => Err(Problem::Dangling(name.unwrap_or("a condition").to_owned()).at(line)),
        },
        _ => Ok(()),
    }
}

fn exists(root: &Node, id: &str, line: usize) -> Result<(), TemplateError> {
    let declared = |name: &str| {
        ["Parameters", "Resources"].iter().any(|section| {
            root.get(section)
                .is_some_and(|section| section.get(name).is_some())
        })
    };
    let owner = ["Role", ".Alias", ".Version"]
        .iter()
        .find_map(|end| id.strip_suffix(end));
    if id.starts_with("AWS::") || declared(id) || owner.is_some_and(declared) {
        Ok(())
    } else {
        Err(Problem::Dangling(id.to_owned()).at(line))
    }
}
