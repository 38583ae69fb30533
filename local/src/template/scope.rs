//! What names mean inside one template: parameters, pseudo parameters, conditions, mappings, and
//! what `Ref` and `GetAtt` of each kind of resource give on this machine.

use std::collections::BTreeMap;

use super::error::{Problem, TemplateError};
use super::node::{Node, Value};
use crate::aws::names::{self, ACCOUNT, REGION};

/// Where the stack lives: what CloudFormation would know only after creating the resources.
#[derive(Debug, Clone)]
pub struct Place {
    /// Name of the stack; physical names begin with it.
    pub stack: String,
    /// Base URL of queue URLs, such as `http://127.0.0.1:4566`.
    pub queues: String,
    /// Host and port of the HTTP API, such as `127.0.0.1:8080`.
    pub gateway: String,
}

/// A template together with the values that its names have here.
pub(crate) struct Scope<'a> {
    root: &'a Node,
    parameters: BTreeMap<String, Value>,
    place: &'a Place,
}

impl<'a> Scope<'a> {
    /// Takes each parameter's value from `overrides`, or else its default.
    pub(crate) fn new(
        root: &'a Node,
        overrides: &BTreeMap<String, String>,
        place: &'a Place,
    ) -> Result<Self, TemplateError> {
        let mut parameters = BTreeMap::new();
        let declared = root
            .get("Parameters")
            .map(Node::entries)
            .unwrap_or_default();
        for (name, declaration) in declared {
            let text = match overrides.get(name) {
                Some(text) => text.clone(),
                None => declaration
                    .require("Default")
                    .and_then(|default| default.require_text("Default"))
                    .map_err(|error| error.within(name))?
                    .to_owned(),
            };
            let kind = declaration
                .get("Type")
                .and_then(Node::scalar)
                .unwrap_or("String");
            let value = if kind == "CommaDelimitedList" || kind.starts_with("List<") {
                let parts = text
                    .split(',')
                    .map(str::trim)
                    .filter(|part| !part.is_empty());
                Value::List(
                    parts
                        .map(|part| Node::text(declaration.line, part))
                        .collect(),
                )
            } else {
                Value::Text(text)
            };
            parameters.insert(name.clone(), value);
        }
        if let Some(unknown) = overrides
            .keys()
            .find(|name| !parameters.contains_key(*name))
        {
            return Err(Problem::Dangling(unknown.clone())
                .at(1)
                .within("Parameters"));
        }
        Ok(Self {
            root,
            parameters,
            place,
        })
    }

    /// The declared resources whose condition holds, unresolved.
    pub(crate) fn resources(&self) -> Result<Vec<(&'a str, &'a Node)>, TemplateError> {
        let mut present = Vec::new();
        for (id, node) in self.root.require("Resources")?.entries() {
            if self.is_present(node).map_err(|error| error.within(id))? {
                present.push((id.as_str(), node));
            }
        }
        Ok(present)
    }

    /// A top-level section's node.
    pub(crate) fn section(&self, name: &str) -> Option<&'a Node> {
        self.root.get(name)
    }

    /// The value of a condition.
    pub(crate) fn condition(&self, name: &str, line: usize) -> Result<bool, TemplateError> {
        let found = self
            .root
            .get("Conditions")
            .and_then(|conditions| conditions.get(name));
        self.truth(found.ok_or_else(|| Problem::Dangling(name.to_owned()).at(line))?)
    }

    /// One map of the `Mappings` section.
    pub(crate) fn mapping(&self, name: &str) -> Option<&'a Node> {
        self.root
            .get("Mappings")
            .and_then(|mappings| mappings.get(name))
    }

    /// What `!Ref id` gives; `None` for `AWS::NoValue`.
    pub(crate) fn reference(&self, id: &str, line: usize) -> Result<Option<Value>, TemplateError> {
        if let Some(value) = self.parameters.get(id) {
            return Ok(Some(value.clone()));
        }
        let text = match id {
            "AWS::NoValue" => return Ok(None),
            "AWS::Region" => REGION.to_owned(),
            "AWS::AccountId" => ACCOUNT.to_owned(),
            "AWS::StackName" => self.place.stack.clone(),
            "AWS::StackId" => names::arn("cloudformation", &format!("stack/{}", self.place.stack)),
            "AWS::Partition" => "aws".to_owned(),
            "AWS::URLSuffix" => "amazonaws.com".to_owned(),
            _ => match self.find(id)? {
                Some((kind, node)) => {
                    let name = self.physical_name(id, kind, node)?;
                    match kind {
                        "AWS::SQS::Queue" => names::queue_url(&self.place.queues, &name),
                        "AWS::SNS::Topic" => names::arn("sns", &name),
                        "AWS::SecretsManager::Secret" => names::secret_arn(&name),
                        _ => name,
                    }
                }
                None => self.made_by_sam(id, line)?,
            },
        };
        Ok(Some(Value::Text(text)))
    }

    /// What `!GetAtt id.attribute` gives.
    pub(crate) fn attribute(
        &self,
        id: &str,
        attribute: &str,
        line: usize,
    ) -> Result<String, TemplateError> {
        let Some((kind, node)) = self.find(id)? else {
            let name = self.made_by_sam(id, line)?;
            return Ok(names::arn("iam", &format!("role/{name}")));
        };
        let name = self.physical_name(id, kind, node)?;
        let host = &self.place.gateway;
        Ok(match (kind, attribute) {
            ("AWS::Serverless::Function", "Arn") => names::function_arn(&name),
            ("AWS::Serverless::Function", "Alias" | "Version") => names::function_arn(&name),
            ("AWS::DynamoDB::Table", "Arn") => names::table_arn(&name),
            ("AWS::DynamoDB::Table", "StreamArn") => names::stream_arn(&name),
            ("AWS::SQS::Queue", "Arn") => names::arn("sqs", &name),
            ("AWS::SQS::Queue", "QueueName") => name,
            ("AWS::SQS::Queue", "QueueUrl") => names::queue_url(&self.place.queues, &name),
            ("AWS::SNS::Topic", "TopicArn") => names::arn("sns", &name),
            ("AWS::SNS::Topic", "TopicName") => name,
            ("AWS::S3::Bucket", "Arn") => format!("arn:aws:s3:::{name}"),
            ("AWS::S3::Bucket", "DomainName" | "RegionalDomainName") => names::bucket_domain(&name),
            ("AWS::SecretsManager::Secret", "Id") => names::secret_arn(&name),
            ("AWS::Serverless::HttpApi", "ApiEndpoint") => format!("http://{host}"),
            ("AWS::Serverless::HttpApi", "ApiId") => name,
            ("AWS::CloudFront::Distribution", "DomainName") => host.clone(),
            ("AWS::CloudFront::Distribution", "Id") => name,
            (kind, _) if EXECUTED.contains(&kind) => {
                return Err(Problem::UnknownAttribute {
                    resource: id.to_owned(),
                    kind: kind.to_owned(),
                    attribute: attribute.to_owned(),
                }
                .at(line));
            }
            // Roles, keys, alarms and the like do nothing here; any text will do.
            (_, "Arn") => names::arn("local", &name),
            (_, attribute) => format!("{name}.{attribute}"),
        })
    }

    /// The name that the resource has on this machine.
    pub(crate) fn physical_name(
        &self,
        id: &str,
        kind: &str,
        node: &Node,
    ) -> Result<String, TemplateError> {
        let property = match kind {
            "AWS::Serverless::Function" => "FunctionName",
            "AWS::DynamoDB::Table" => "TableName",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::SNS::Topic" => "TopicName",
            "AWS::S3::Bucket" => "BucketName",
            _ => "Name",
        };
        let given = node
            .get("Properties")
            .and_then(|properties| properties.get(property));
        let name = match given
            .map(|given| self.resolve(given))
            .transpose()?
            .flatten()
        {
            Some(given) => given.require_text(property)?.to_owned(),
            None => format!("{}-{id}", self.place.stack),
        };
        Ok(match kind {
            "AWS::S3::Bucket" | "AWS::Serverless::HttpApi" => name.to_lowercase(),
            _ => name,
        })
    }

    fn find(&self, id: &str) -> Result<Option<(&'a str, &'a Node)>, TemplateError> {
        let found = self
            .section("Resources")
            .and_then(|resources| resources.get(id));
        let Some(node) = found else { return Ok(None) };
        if !self.is_present(node)? {
            return Ok(None);
        }
        let kind = node.require("Type")?.require_text("Type")?;
        Ok(Some((kind, node)))
    }

    fn is_present(&self, node: &Node) -> Result<bool, TemplateError> {
        match node.get("Condition") {
            Some(name) => self.condition(name.require_text("Condition")?, name.line),
            None => Ok(true),
        }
    }

    /// SAM makes a role (and, with gradual deployment, an alias) beside each function.
    fn made_by_sam(&self, id: &str, line: usize) -> Result<String, TemplateError> {
        let owner = ["Role", ".Alias", ".Version"]
            .iter()
            .find_map(|end| id.strip_suffix(end));
        match owner.map(|owner| self.find(owner)).transpose()?.flatten() {
            Some(("AWS::Serverless::Function", _)) => Ok(format!("{}-{id}", self.place.stack)),
            _ => Err(Problem::Dangling(id.to_owned()).at(line)),
        }
    }
}

/// The kinds of resource that the hub really runs, whose attributes must therefore be exact.
const EXECUTED: &[&str] = &[
    "AWS::Serverless::Function",
    "AWS::Serverless::HttpApi",
    "AWS::DynamoDB::Table",
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::CloudFront::Distribution",
];
