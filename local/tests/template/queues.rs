//! Queues: nothing is lost silently, and the numbers on both ends of a queue agree.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::check;
use crate::document::{Document, elements, entries, mentions, target, text};

const QUEUE: &str = "AWS::SQS::Queue";

#[test]
fn every_queue_has_a_dead_letter_queue_or_is_one() {
    check(
        |template| {
            let dead = dead_letter_queues(template);
            template
                .resources(QUEUE)
                .into_iter()
                .filter(|(id, queue)| queue["RedrivePolicy"].is_null() && !dead.contains(id))
                .map(|(id, _)| format!("{id} drops what nobody can handle"))
                .collect()
        },
        &[(
            "/Resources/CaptionQueue/Properties/RedrivePolicy",
            Value::Null,
        )],
    );
}

#[test]
fn a_dead_letter_queue_says_whose_letters_it_takes() {
    check(
        |template| {
            let queues = template.resources(QUEUE);
            let mut findings = Vec::new();
            for id in dead_letter_queues(template) {
                let policy = &queues[id]["RedriveAllowPolicy"];
                let allowed: BTreeSet<String> = elements(&policy["sourceQueueArns"])
                    .iter()
                    .map(name_in_arn)
                    .collect();
                let actual: BTreeSet<String> = queues
                    .values()
                    .filter(|queue| target(&queue["RedrivePolicy"]["deadLetterTargetArn"]) == id)
                    .map(|queue| text(&queue["QueueName"]["Fn::Sub"]).to_owned())
                    .collect();
                let permission = if actual.is_empty() {
                    "denyAll"
                } else {
                    "byQueue"
                };
                if policy["redrivePermission"] != permission || allowed != actual {
                    findings.push(format!("{id} allows {allowed:?} and serves {actual:?}"));
                }
            }
            findings
        },
        &[
            (
                "/Resources/TagQueue/Properties/QueueName",
                json!({ "Fn::Sub": "tags" }),
            ),
            (
                "/Resources/EventPublisherDeadLetters/Properties/RedriveAllowPolicy",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn every_dead_letter_raises_an_alarm() {
    check(
        |template| {
            let metric = "ApproximateNumberOfMessagesVisible";
            let watched = watched_queues(template, metric, |threshold| threshold == 0);
            let dead = dead_letter_queues(template);
            dead.difference(&watched)
                .map(|id| format!("{id} has no alarm"))
                .collect()
        },
        &[
            ("/Resources/TagDeadLettersAlarm", Value::Null),
            (
                "/Resources/TagDeadLettersAlarm/Properties/Threshold",
                json!(5),
            ),
            (
                "/Resources/TagDeadLettersAlarm/Properties/AlarmActions",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn every_queue_raises_an_alarm_when_its_messages_grow_old() {
    check(
        |template| {
            let watched = watched_queues(template, "ApproximateAgeOfOldestMessage", |_| true);
            let dead = dead_letter_queues(template);
            template
                .resources(QUEUE)
                .into_keys()
                .filter(|id| !dead.contains(id) && !watched.contains(id))
                .map(|id| format!("{id} has no alarm on age"))
                .collect()
        },
        &[("/Resources/SyncQueueAgeAlarm", Value::Null)],
    );
}

#[test]
fn a_message_stays_hidden_for_six_times_its_functions_timeout() {
    check(
        |template| {
            let mut findings = Vec::new();
            for (function, queue) in consumers(template) {
                let hidden = queue["VisibilityTimeout"].as_u64().unwrap_or(30);
                if hidden < 6 * function["Timeout"].as_u64().unwrap_or(3) {
                    findings.push(format!("{} hides for {hidden} s", queue["QueueName"]));
                }
            }
            findings
        },
        &[
            (
                "/Resources/CaptionQueue/Properties/VisibilityTimeout",
                json!(119),
            ),
            (
                "/Resources/ThumbnailGeneratorFunction/Properties/Timeout",
                json!(61),
            ),
        ],
    );
}

#[test]
fn a_worker_knows_which_attempt_is_the_last() {
    check(
        |template| {
            let mut findings = Vec::new();
            for (function, queue) in consumers(template) {
                let received = &queue["RedrivePolicy"]["maxReceiveCount"];
                // A function that leaves no reason on a post does not ask for it.
                let attempts = &function["Environment"]["Variables"]["MAX_ATTEMPTS"];
                if !attempts.is_null() && attempts != received {
                    findings.push(format!(
                        "MAX_ATTEMPTS {attempts}, maxReceiveCount {received}"
                    ));
                }
            }
            findings
        },
        &[(
            "/Resources/CaptionQueue/Properties/RedrivePolicy/maxReceiveCount",
            json!(4),
        )],
    );
}

#[test]
fn a_subscription_is_raw_filtered_and_keeps_what_cannot_be_delivered() {
    check(
        |template| {
            let queues = template.resources(QUEUE);
            let mut findings = Vec::new();
            for (id, subscription) in template.resources("AWS::SNS::Subscription") {
                if subscription["Protocol"] != "sqs" {
                    continue;
                }
                let queue = queues[target(&subscription["Endpoint"])];
                let letters =
                    |of: &Value| target(&of["RedrivePolicy"]["deadLetterTargetArn"]).to_owned();
                let types = elements(&subscription["FilterPolicy"]["type"]);
                if subscription["RawMessageDelivery"] != true
                    || subscription["FilterPolicyScope"] != "MessageAttributes"
                    || types.is_empty()
                    || letters(subscription) != letters(queue)
                {
                    findings.push(format!("{id} differs from the others"));
                }
            }
            findings
        },
        &[
            (
                "/Resources/TagSubscription/Properties/RawMessageDelivery",
                json!(false),
            ),
            (
                "/Resources/TagSubscription/Properties/FilterPolicy",
                Value::Null,
            ),
            (
                "/Resources/TagSubscription/Properties/RedrivePolicy",
                Value::Null,
            ),
        ],
    );
}

#[test]
fn the_topic_may_write_to_every_queue_it_feeds() {
    check(
        |template| {
            let policies = template.resources("AWS::SQS::QueuePolicy");
            let open: BTreeSet<&str> = policies
                .values()
                .filter(|policy| {
                    elements(&policy["PolicyDocument"]["Statement"])
                        .iter()
                        .any(|statement| {
                            statement["Action"] == "sqs:SendMessage"
                                && mentions(&statement["Condition"]).contains("HubEvents")
                                && mentions(&statement["Resource"]) == mentions(&policy["Queues"])
                        })
                })
                .flat_map(|policy| mentions(&policy["Queues"]))
                .collect();
            template
                .resources("AWS::SNS::Subscription")
                .values()
                .filter(|subscription| subscription["Protocol"] == "sqs")
                .flat_map(|one| {
                    [
                        &one["Endpoint"],
                        &one["RedrivePolicy"]["deadLetterTargetArn"],
                    ]
                })
                .map(target)
                .filter(|queue| !open.contains(queue))
                .map(|queue| format!("{queue} is closed to the topic"))
                .collect()
        },
        &[
            ("/Resources/TagQueuePolicy", Value::Null),
            ("/Resources/TagDeadLettersPolicy", Value::Null),
        ],
    );
}

/// Queues that something names as the last resort.
fn dead_letter_queues(template: &Document) -> BTreeSet<&str> {
    let redriven = template
        .resources(QUEUE)
        .into_values()
        .chain(template.resources("AWS::SNS::Subscription").into_values())
        .map(|source| target(&source["RedrivePolicy"]["deadLetterTargetArn"]));
    let given_up = template
        .functions()
        .into_iter()
        .flat_map(|function| function.triggers().collect::<Vec<_>>())
        .map(|trigger| {
            target(&trigger.properties["DestinationConfig"]["OnFailure"]["Destination"])
        });
    redriven
        .chain(given_up)
        .filter(|id| !id.is_empty())
        .collect()
}

/// Queues with an alarm on a metric that somebody is told of.
fn watched_queues<'a>(
    template: &'a Document,
    metric: &str,
    threshold: fn(u64) -> bool,
) -> BTreeSet<&'a str> {
    template
        .resources("AWS::CloudWatch::Alarm")
        .into_values()
        .filter(|alarm| alarm["MetricName"] == metric && !alarm["AlarmActions"].is_null())
        .filter(|alarm| alarm["Threshold"].as_u64().is_some_and(threshold))
        .flat_map(|alarm| elements(&alarm["Dimensions"]))
        .map(|dimension| target(&dimension["Value"]))
        .collect()
}

/// Properties of each function that reads a queue, and of that queue.
fn consumers(template: &Document) -> Vec<(&Value, &Value)> {
    let queues = template.resources(QUEUE);
    let mut pairs = Vec::new();
    for function in template.functions() {
        for (_, event) in entries(&function.properties["Events"]) {
            if event["Type"] == "SQS" {
                pairs.push((
                    function.properties,
                    queues[target(&event["Properties"]["Queue"])],
                ));
            }
        }
    }
    pairs
}

/// The queue's name at the end of a written-out ARN.
fn name_in_arn(arn: &Value) -> String {
    let name = text(&arn["Fn::Sub"]).split("${AWS::AccountId}:").nth(1);
    name.unwrap_or_default().to_owned()
}
