//! SNS's query protocol: a form in, XML out.

use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use super::{BATCH_LIMIT, Publication, Sns, SnsError};
use crate::aws::sqs::Attributes;
use crate::json::set;

const NAMESPACE: &str = "http://sns.amazonaws.com/doc/2010-03-31/";

type Form = BTreeMap<String, String>;

/// Carries out the action in `body`; returns the status and the XML answer.
pub(crate) fn handle(sns: &Sns, body: &[u8]) -> (http::StatusCode, String) {
    let form: Form = url::form_urlencoded::parse(body).into_owned().collect();
    let action = form.get("Action").cloned().unwrap_or_default();
    let request_id = Uuid::new_v4();
    match act(sns, &action, &form) {
        Ok(result) => (
            http::StatusCode::OK,
            format!(
                "<{action}Response xmlns=\"{NAMESPACE}\"><{action}Result>{result}</{action}Result>\
                 <ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>\
                 </{action}Response>"
            ),
        ),
        Err(error) => {
            let (status, code) = kind(&error);
            let message = escape(&error.to_string());
            let fault = if status.is_server_error() {
                "Receiver"
            } else {
                "Sender"
            };
            (
                status,
                format!(
                    "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{fault}</Type>\
                     <Code>{code}</Code><Message>{message}</Message></Error>\
                     <RequestId>{request_id}</RequestId></ErrorResponse>"
                ),
            )
        }
    }
}

fn act(sns: &Sns, action: &str, form: &Form) -> Result<String, SnsError> {
    let topic = || {
        form.get("TopicArn")
            .cloned()
            .ok_or(SnsError::InvalidParameter("TopicArn"))
    };
    match action {
        "Publish" => {
            let id = sns.publish(publication(topic()?, form, "")?)?;
            Ok(format!("<MessageId>{id}</MessageId>"))
        }
        "PublishBatch" => publish_batch(sns, &topic()?, form),
        "ListTopics" => {
            let members = sns
                .topics
                .iter()
                .map(|arn| format!("<member><TopicArn>{arn}</TopicArn></member>"));
            Ok(format!("<Topics>{}</Topics>", members.collect::<String>()))
        }
        other => Err(SnsError::UnknownAction(other.to_owned())),
    }
}

fn publish_batch(sns: &Sns, topic: &str, form: &Form) -> Result<String, SnsError> {
    sns.require(topic)?;
    let prefix = |number: usize| format!("PublishBatchRequestEntries.member.{number}.");
    let ids: Vec<&String> = (1..)
        .map_while(|number| form.get(&format!("{}Id", prefix(number))))
        .collect();
    if ids.is_empty() {
        return Err(SnsError::EmptyBatch);
    }
    if ids.len() > BATCH_LIMIT {
        return Err(SnsError::TooManyEntries);
    }
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(SnsError::SameIds);
    }
    let (mut successful, mut failed) = (String::new(), String::new());
    for (index, id) in ids.iter().enumerate() {
        let entry = escape(id);
        let published = publication(topic.to_owned(), form, &prefix(index + 1))
            .and_then(|publication| sns.publish(publication));
        match published {
            Ok(message) => successful.push_str(&format!(
                "<member><Id>{entry}</Id><MessageId>{message}</MessageId></member>"
            )),
            Err(error) => {
                let (status, code) = kind(&error);
                failed.push_str(&format!(
                    "<member><Id>{entry}</Id><Code>{code}</Code><Message>{}</Message>\
                     <SenderFault>{}</SenderFault></member>",
                    escape(&error.to_string()),
                    status.is_client_error(),
                ));
            }
        }
    }
    Ok(format!(
        "<Successful>{successful}</Successful><Failed>{failed}</Failed>"
    ))
}

fn publication(topic: String, form: &Form, prefix: &str) -> Result<Publication, SnsError> {
    let field = |name: &str| form.get(&format!("{prefix}{name}")).cloned();
    let mut attributes = Attributes::new();
    for number in 1.. {
        let entry = format!("MessageAttributes.entry.{number}.");
        let Some(name) = field(&format!("{entry}Name")) else {
            break;
        };
        let kind = field(&format!("{entry}Value.DataType")).ok_or(SnsError::InvalidParameter(
            "a message attribute needs a DataType",
        ))?;
        let mut value = json!({ "DataType": kind });
        for key in ["StringValue", "BinaryValue"] {
            if let Some(text) = field(&format!("{entry}Value.{key}")) {
                set(&mut value, key, text);
            }
        }
        attributes.insert(name, value);
    }
    let message = field("Message").ok_or(SnsError::InvalidParameter("Message"))?;
    Ok(Publication {
        topic,
        message,
        subject: field("Subject"),
        attributes,
    })
}

fn kind(error: &SnsError) -> (http::StatusCode, &'static str) {
    use http::StatusCode;
    match error {
        SnsError::NoSuchTopic => (StatusCode::NOT_FOUND, "NotFound"),
        SnsError::InvalidParameter(_) => (StatusCode::BAD_REQUEST, "InvalidParameter"),
        SnsError::EmptyBatch => (StatusCode::BAD_REQUEST, "EmptyBatchRequest"),
        SnsError::TooManyEntries => (StatusCode::BAD_REQUEST, "TooManyEntriesInBatchRequest"),
        SnsError::SameIds => (StatusCode::BAD_REQUEST, "BatchEntryIdsNotDistinct"),
        SnsError::UnknownAction(_) => (StatusCode::BAD_REQUEST, "InvalidAction"),
        SnsError::Delivery(_) => (StatusCode::INTERNAL_SERVER_ERROR, "InternalError"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
