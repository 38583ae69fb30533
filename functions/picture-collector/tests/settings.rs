//! What the function says about a wrong configuration.

use function::{Environment, StartError};

#[tokio::test]
async fn wrong_settings_are_named_together() {
    let variables = [
        ("CATALOG_TABLE", "catalog"),
        ("PICTURE_GRACE_DAYS", "-1"),
        ("MOST_PICTURES", "0"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let environment = Environment::from_map(variables.into());
    let Err(StartError::Configuration(problems)) = picture_collector::build(&environment).await
    else {
        panic!("the configuration is wrong")
    };
    let names: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.split([':', ' ']).next())
        .collect();
    assert_eq!(
        names,
        ["MEDIA_BUCKET", "PICTURE_GRACE_DAYS", "MOST_PICTURES"]
    );
}
