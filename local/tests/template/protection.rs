//! Data: encrypted, kept, and closed to the public.

use serde_json::{Value, json};

use crate::check;
use crate::document::elements;

#[test]
fn every_table_is_encrypted_and_can_be_taken_back_in_time() {
    check(
        |template| {
            let ok = |id: &str, table: &Value| {
                let resource = template.at(&format!("/Resources/{id}"));
                table["SSESpecification"]["SSEEnabled"] == true
                    && table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
                        == true
                    && table["TimeToLiveSpecification"]["Enabled"] == true
                    && resource["DeletionPolicy"] == "RetainExceptOnCreate"
                    && resource["UpdateReplacePolicy"] == "Retain"
            };
            template
                .resources("AWS::DynamoDB::Table")
                .into_iter()
                .filter(|(id, table)| !ok(id, table))
                .map(|(id, _)| id.to_owned())
                .collect()
        },
        &[
            (
                "/Resources/Accounts/Properties/PointInTimeRecoverySpecification",
                Value::Null,
            ),
            ("/Resources/Catalog/DeletionPolicy", json!("Delete")),
        ],
    );
}

#[test]
fn every_queue_and_the_event_topic_are_encrypted() {
    check(
        |template| {
            let queues = template.resources("AWS::SQS::Queue").into_iter();
            let open = queues.filter(|(_, queue)| queue["SqsManagedSseEnabled"] != true);
            let topic = template
                .at("/Resources/HubEvents/Properties/KmsMasterKeyId")
                .is_null();
            open.map(|(id, _)| id.to_owned())
                .chain(topic.then(|| "HubEvents".to_owned()))
                .collect()
        },
        &[
            (
                "/Resources/TagQueue/Properties/SqsManagedSseEnabled",
                json!(false),
            ),
            (
                "/Resources/HubEvents/Properties/KmsMasterKeyId",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn only_pictures_leave_the_bucket_and_only_through_the_distribution() {
    check(
        |template| {
            let mut findings = Vec::new();
            for (id, bucket) in template.resources("AWS::S3::Bucket") {
                let block = &bucket["PublicAccessBlockConfiguration"];
                let names = [
                    "BlockPublicAcls",
                    "BlockPublicPolicy",
                    "IgnorePublicAcls",
                    "RestrictPublicBuckets",
                ];
                if names.iter().any(|name| block[*name] != true) {
                    findings.push(format!("{id} can be made public"));
                }
            }
            for (id, policy) in template.resources("AWS::S3::BucketPolicy") {
                let statements = elements(&policy["PolicyDocument"]["Statement"]);
                let opening = statements
                    .iter()
                    .filter(|statement| statement["Effect"] == "Allow");
                for statement in opening {
                    if statement["Principal"] != json!({ "Service": "cloudfront.amazonaws.com" })
                        || statement["Resource"] != json!({ "Fn::Sub": "${Media.Arn}/pictures/*" })
                        || statement["Condition"]["StringEquals"]["AWS:SourceArn"].is_null()
                    {
                        findings.push(format!("{id}: {statement}"));
                    }
                }
                let plain = |statement: &&Value| {
                    statement["Effect"] == "Deny"
                        && statement["Condition"]["Bool"]["aws:SecureTransport"] == "false"
                };
                if statements.iter().find(plain).is_none() {
                    findings.push(format!("{id} allows plain HTTP"));
                }
            }
            findings
        },
        &[
            (
                "/Resources/Media/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy",
                json!(false),
            ),
            (
                "/Resources/MediaPolicy/Properties/PolicyDocument/Statement/0/Principal",
                json!("*"),
            ),
            (
                "/Resources/MediaPolicy/Properties/PolicyDocument/Statement/1/Effect",
                json!("Allow"),
            ),
        ],
    );
}
