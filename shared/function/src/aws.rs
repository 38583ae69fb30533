//! AWS clients from an environment.
//!
//! One TLS library (ring), one connection pool, plain time limits. Endpoints follow the SDK's own
//! `AWS_ENDPOINT_URL_<SERVICE>` variables, read from the [`Environment`] instead of the process.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use secrecy::SecretString;

use crate::{Environment, StartError};

/// Makes AWS clients for one function.
#[derive(Debug, Clone)]
pub struct Aws {
    config: SdkConfig,
    environment: Environment,
}

impl Aws {
    /// Reads region and credentials from the environment, where Lambda puts them. Nowhere else is
    /// looked: the SDK's usual search would link half a megabyte that never runs.
    pub fn new(environment: &Environment) -> Self {
        let http_client = environment.http_client().unwrap_or_else(https_client);
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .read_timeout(Duration::from_secs(10))
            .build();
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http_client)
            .timeout_config(timeouts);
        let region = environment.get("AWS_REGION");
        config.set_region(region.map(|region| Region::new(region.to_owned())));
        config.set_credentials_provider(credentials(environment));
        Self {
            config: config.build(),
            environment: environment.clone(),
        }
    }

    fn endpoint(&self, service: &str) -> Option<String> {
        let name = format!("AWS_ENDPOINT_URL_{service}");
        self.environment.get(&name).map(str::to_owned)
    }

    /// The credentials that clients sign with, where there are any.
    pub fn credentials(&self) -> Option<SharedCredentialsProvider> {
        self.config.credentials_provider()
    }

    /// A DynamoDB client.
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        let mut config = aws_sdk_dynamodb::config::Builder::from(&self.config);
        config.set_endpoint_url(self.endpoint("DYNAMODB"));
        aws_sdk_dynamodb::Client::from_conf(config.build())
    }

    /// An S3 client.
    pub fn s3(&self) -> aws_sdk_s3::Client {
        let mut config = aws_sdk_s3::config::Builder::from(&self.config);
        config.set_endpoint_url(self.endpoint("S3"));
        aws_sdk_s3::Client::from_conf(config.build())
    }

    /// A Rekognition client for `region`, or the function's own where that is `None`: not every
    /// region has the service. It waits `timeout` in all and does not try again.
    pub fn rekognition(
        &self,
        region: Option<String>,
        timeout: Duration,
    ) -> aws_sdk_rekognition::Client {
        let mut config = aws_sdk_rekognition::config::Builder::from(&self.config)
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::builder().operation_timeout(timeout).build());
        if let Some(region) = region {
            config = config.region(Region::new(region));
        }
        config.set_endpoint_url(self.endpoint("REKOGNITION"));
        aws_sdk_rekognition::Client::from_conf(config.build())
    }

    /// An SNS client.
    pub fn sns(&self) -> aws_sdk_sns::Client {
        let mut config = aws_sdk_sns::config::Builder::from(&self.config);
        config.set_endpoint_url(self.endpoint("SNS"));
        aws_sdk_sns::Client::from_conf(config.build())
    }

    /// An SQS client.
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        let mut config = aws_sdk_sqs::config::Builder::from(&self.config);
        config.set_endpoint_url(self.endpoint("SQS"));
        aws_sdk_sqs::Client::from_conf(config.build())
    }

    /// The secret whose ARN or name stands in `variable`, read once.
    pub async fn secret(&self, variable: &str) -> Result<SecretString, StartError> {
        let Some(id) = self.environment.get(variable) else {
            return Err(StartError::Configuration(vec![format!(
                "{variable} is not set"
            )]));
        };
        let mut config = aws_sdk_secretsmanager::config::Builder::from(&self.config);
        config.set_endpoint_url(self.endpoint("SECRETS_MANAGER"));
        let answer = aws_sdk_secretsmanager::Client::from_conf(config.build())
            .get_secret_value()
            .secret_id(id)
            .send()
            .await
            .map_err(|source| StartError::Secret {
                variable: variable.to_owned(),
                source: Box::new(source),
            })?;
        answer
            .secret_string
            .map(SecretString::from)
            .ok_or_else(|| StartError::Secret {
                variable: variable.to_owned(),
                source: "it holds no text".into(),
            })
    }
}

fn https_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

fn credentials(environment: &Environment) -> Option<SharedCredentialsProvider> {
    let key = environment.get("AWS_ACCESS_KEY_ID")?;
    let secret = environment.get("AWS_SECRET_ACCESS_KEY")?;
    let token = environment.get("AWS_SESSION_TOKEN").map(str::to_owned);
    let credentials = Credentials::new(key, secret, token, None, "environment");
    Some(SharedCredentialsProvider::new(credentials))
}
