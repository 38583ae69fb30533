//! Secrets Manager.

use super::Backend;

#[tokio::test]
async fn a_generated_secret_is_found_by_name_and_by_arn() {
    let backend = Backend::start().await;
    let secrets = &backend.clients.secrets;
    let by_name = secrets
        .get_secret_value()
        .secret_id(backend.secret())
        .send()
        .await
        .unwrap();
    let value = by_name.secret_string.unwrap();
    assert_eq!(value.len(), 40);
    let by_arn = secrets
        .get_secret_value()
        .secret_id(by_name.arn.unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(by_arn.secret_string.unwrap(), value);
    let described = secrets
        .describe_secret()
        .secret_id(backend.secret())
        .send()
        .await
        .unwrap();
    assert_eq!(described.name, Some(backend.secret()));
}

#[tokio::test]
async fn an_unknown_secret_is_not_found() {
    let backend = Backend::start().await;
    let error = backend
        .clients
        .secrets
        .get_secret_value()
        .secret_id("missing")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}
