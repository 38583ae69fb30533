//! Reads tables, queues, topic subscriptions and secrets.

use serde_json::json;
use std::time::Duration;

use super::error::{Problem, TemplateError};
use super::node::{Node, Value};
use super::read::Resource;
use super::resources::{
    Delivery, Filter, Queue, Redrive, Secret, SecretSource, Subscription, Table,
};
use crate::json::set;
use crate::pattern::Pattern;

/// Reads one `AWS::DynamoDB::Table`.
pub(super) fn table(resource: &Resource<'_>) -> Result<Table, TemplateError> {
    let properties = &resource.properties;
    let mut definition = json!({
        "TableName": resource.name,
        "KeySchema": properties.require("KeySchema")?.to_json(),
        "AttributeDefinitions": properties.require("AttributeDefinitions")?.to_json(),
        "BillingMode": "PAY_PER_REQUEST",
    });
    for key in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        if let Some(node) = properties.get(key) {
            set(&mut definition, key, node.to_json());
        }
    }
    if let Some(stream) = properties.get("StreamSpecification") {
        let view = stream
            .require("StreamViewType")?
            .require_text("StreamViewType")?;
        let stream = json!({ "StreamEnabled": true, "StreamViewType": view });
        set(&mut definition, "StreamSpecification", stream);
    }
    let time_to_live = properties
        .get("TimeToLiveSpecification")
        .map(|node| node.require("AttributeName")?.require_text("AttributeName"))
        .transpose()?;
    let time_to_live = time_to_live.map(str::to_owned);
    Ok(Table {
        name: resource.name.clone(),
        definition,
        time_to_live,
    })
}

/// Reads one `AWS::SQS::Queue`.
pub(super) fn queue(resource: &Resource<'_>) -> Result<Queue, TemplateError> {
    let properties = &resource.properties;
    if let Some(fifo) = properties.get("FifoQueue")
        && fifo.require_flag("FifoQueue")?
    {
        return Err(Problem::Unsupported("first-in-first-out queues".to_owned()).at(fifo.line));
    }
    let seconds = |key: &str, default: u64| {
        let number = properties
            .get(key)
            .map_or(Ok(default), |node| node.require_number(key));
        number.map(Duration::from_secs)
    };
    let redrive = properties
        .get("RedrivePolicy")
        .map(|policy| {
            let target = policy.require("deadLetterTargetArn")?;
            let count = policy
                .require("maxReceiveCount")?
                .require_number("maxReceiveCount")?;
            Ok(Redrive {
                target: target.require_text("deadLetterTargetArn")?.to_owned(),
                max_receive_count: u32::try_from(count).unwrap_or(u32::MAX),
            })
        })
        .transpose()?;
    Ok(Queue {
        name: resource.name.clone(),
        visibility_timeout: seconds("VisibilityTimeout", 30)?,
        delay: seconds("DelaySeconds", 0)?,
        retention: seconds("MessageRetentionPeriod", 345_600)?,
        receive_wait: seconds("ReceiveMessageWaitTimeSeconds", 0)?,
        redrive,
    })
}

/// Reads the subscriptions written inside a topic.
pub(super) fn inline_subscriptions(
    resource: &Resource<'_>,
) -> Result<Vec<Subscription>, TemplateError> {
    let topic = crate::aws::names::arn("sns", &resource.name);
    let inline = resource
        .properties
        .get("Subscription")
        .map(Node::elements)
        .unwrap_or_default();
    let mut found = Vec::new();
    for node in inline {
        found.extend(subscribe(&topic, node)?);
    }
    Ok(found)
}

/// Reads one `AWS::SNS::Subscription`.
pub(super) fn subscription(properties: &Node) -> Result<Option<Subscription>, TemplateError> {
    let topic = properties.require("TopicArn")?.require_text("TopicArn")?;
    subscribe(topic, properties)
}

/// `None` for mail and other protocols that only make sense on AWS.
fn subscribe(topic: &str, node: &Node) -> Result<Option<Subscription>, TemplateError> {
    if node.require("Protocol")?.scalar() != Some("sqs") {
        return Ok(None);
    }
    let delivery = match node.get("RawMessageDelivery") {
        Some(flag) if flag.require_flag("RawMessageDelivery")? => Delivery::Raw,
        _ => Delivery::Envelope,
    };
    let filter = match node.get("FilterPolicy") {
        None => Filter::None,
        Some(policy) => {
            let written = match &policy.value {
                Value::Plain(text) | Value::Text(text) => serde_json::from_str(text)
                    .map_err(|error| Problem::wrong("FilterPolicy", format!("JSON ({error})")))
                    .map_err(|problem| problem.at(policy.line))?,
                _ => policy.to_json(),
            };
            let pattern = Pattern::parse(&written)
                .map_err(|problem| Problem::wrong("FilterPolicy", problem).at(policy.line))?;
            match node.get("FilterPolicyScope").and_then(Node::scalar) {
                Some("MessageBody") => Filter::Body(pattern),
                _ => Filter::Attributes(pattern),
            }
        }
    };
    Ok(Some(Subscription {
        topic: topic.to_owned(),
        queue: node
            .require("Endpoint")?
            .require_text("Endpoint")?
            .to_owned(),
        delivery,
        filter,
    }))
}

/// Reads one `AWS::SecretsManager::Secret`.
pub(super) fn secret(resource: &Resource<'_>) -> Result<Secret, TemplateError> {
    let properties = &resource.properties;
    let name = resource.name.clone();
    if let Some(given) = properties.get("SecretString") {
        let given = given.require_text("SecretString")?.to_owned();
        return Ok(Secret {
            name,
            source: SecretSource::Given(given),
        });
    }
    let rules = properties.require("GenerateSecretString")?;
    let length = match rules.get("PasswordLength") {
        Some(node) => usize::try_from(node.require_number("PasswordLength")?).unwrap_or(32),
        None => 32,
    };
    let source = match (
        rules.get("SecretStringTemplate"),
        rules.get("GenerateStringKey"),
    ) {
        (Some(template), Some(key)) => SecretSource::Member {
            template: serde_json::from_str(template.require_text("SecretStringTemplate")?)
                .map_err(|_| {
                    Problem::wrong("SecretStringTemplate", "a JSON object").at(template.line)
                })?,
            key: key.require_text("GenerateStringKey")?.to_owned(),
            length,
        },
        _ => SecretSource::Random { length },
    };
    Ok(Secret { name, source })
}
