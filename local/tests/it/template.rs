//! The template reader.

use std::collections::BTreeMap;
use std::path::Path;

use local::template::Template;
use local::{Hub, HubConfig, StartHubError, check_template};

use crate::world::{idle_registry, small_template};

const SMALL: &str = include_str!("../data/template.yaml");

#[test]
fn the_small_template_is_read() {
    let resources = check_template(&small_template(), &BTreeMap::new()).unwrap();
    let api = resources
        .functions
        .iter()
        .find(|function| function.binary == "api")
        .unwrap();
    let expected = [
        ("GREETING", "hello"),
        (
            "QUEUE_URL",
            "http://127.0.0.1:4566/000000000000/linkhub-work",
        ),
        ("TABLE", "linkhub-Items"),
    ];
    let environment: Vec<_> = api
        .environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(environment, expected);
    assert_eq!(
        resources.secrets.len(),
        1,
        "the conditional one is left out"
    );
    assert_eq!(resources.bucket_paths.len(), 1, "only the bucket's path");

    let special = BTreeMap::from([("Special".to_owned(), "x".to_owned())]);
    let resources = check_template(&small_template(), &special).unwrap();
    assert_eq!(resources.secrets.len(), 2);
    let api = resources
        .functions
        .iter()
        .find(|function| function.binary == "api")
        .unwrap();
    assert!(api.environment["EXTRA"].ends_with(":secret:linkhub-extra-Local0"));
}

#[test]
fn mistakes_are_named_with_line_and_resource() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(SMALL.contains(from), "{from}");
        let text = SMALL.replacen(from, to, 1);
        let line = SMALL[..SMALL.find(from).unwrap()].matches('\n').count() + 1;
        let error = Template::parse(&text)
            .and_then(|template| check_template(&template, &BTreeMap::new()))
            .unwrap_err()
            .to_string();
        assert_eq!(error, format!("template line {line}: {expected}"), "{to}");
    };
    check(
        "TABLE: !Ref Items",
        "TABLE: !Ref Itmes",
        "ApiFunction: nothing in the template is called Itmes",
    );
    check(
        "!GetAtt GuardFunction.Arn",
        "!GetAtt GardFunction.Arn",
        "Api: nothing in the template is called GardFunction",
    );
    check(
        "TABLE: !Ref Items",
        "TABLE: !GetAtt Items.Name",
        "ApiFunction: Items (AWS::DynamoDB::Table) has no attribute Name",
    );
    check(
        "TABLE: !Ref Items",
        "TABLE: !Reff Items",
        "ApiFunction: unknown intrinsic function Fn::Reff",
    );
    check(
        "'${AWS::StackName}-work'",
        "'${Stack}-work'",
        "WorkQueue: nothing in the template is called Stack",
    );
    check(
        "Type: SQS\n",
        "Type: Kinesis\n",
        "WorkerFunction.Work: the local hub does not support events of type Kinesis",
    );
    check(
        "BatchSize: 10",
        "BatchSize: ten",
        "WorkerFunction.Work: BatchSize must be a whole number",
    );
    check(
        "Schedule: rate(1 hour)",
        "Schedule: rate(1 fortnight)",
        "ClockFunction.Hourly: Schedule must be rate(number minutes|hours|days)",
    );
    check(
        "Path: '/things/{id}'",
        "Path: '/@{id}'",
        "ApiFunction.Show: Path must be a path whose parameters are whole segments",
    );
}

#[tokio::test]
async fn a_function_without_code_and_an_unknown_authorizer_stop_the_hub() {
    let check = async |from: &str, to: &str, expected: &str| {
        let template = Template::parse(&SMALL.replacen(from, to, 1)).unwrap();
        let error = Hub::start(HubConfig::in_memory(template, idle_registry()))
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!matches!(error, StartHubError::Port { .. }));
    };
    check(
        "Binary: worker",
        "Binary: wroker",
        "the binary wroker, which the hub does not know",
    )
    .await;
    check(
        "Authorizer: Guard",
        "Authorizer: Gard",
        "unknown authorizer Gard",
    )
    .await;
}

#[test]
fn the_template_of_this_repository_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("template.yaml");
    let template = Template::read(&path).unwrap();
    let resources = check_template(&template, &BTreeMap::new()).unwrap();
    assert!(!resources.functions.is_empty());
    let local = BTreeMap::from([("Stage".to_owned(), "local".to_owned())]);
    check_template(&template, &local).unwrap();
}
