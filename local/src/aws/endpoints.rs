//! Where the services listen, as the SDKs' own variables say it.

use std::collections::BTreeMap;

use crate::aws::names;

/// URLs of the services and the credentials that they take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// DynamoDB and DynamoDB Streams.
    pub dynamodb: String,
    /// S3.
    pub s3: String,
    /// SNS.
    pub sns: String,
    /// SQS.
    pub sqs: String,
    /// Secrets Manager.
    pub secrets_manager: String,
    /// Lambda's Invoke.
    pub lambda: String,
}

impl Endpoints {
    /// Of a hub: the three small protocols and Invoke share one port.
    pub(crate) fn local(dynamodb: String, s3: String, control: String) -> Self {
        Self {
            dynamodb,
            s3,
            sns: control.clone(),
            sqs: control.clone(),
            secrets_manager: control.clone(),
            lambda: control,
        }
    }

    /// The environment variables by which an AWS SDK finds them.
    #[must_use]
    pub fn variables(&self) -> BTreeMap<String, String> {
        [
            ("AWS_ENDPOINT_URL_DYNAMODB", self.dynamodb.as_str()),
            ("AWS_ENDPOINT_URL_S3", &self.s3),
            ("AWS_ENDPOINT_URL_SNS", &self.sns),
            ("AWS_ENDPOINT_URL_SQS", &self.sqs),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", &self.secrets_manager),
            ("AWS_REGION", names::REGION),
            ("AWS_ACCESS_KEY_ID", names::ACCESS_KEY),
            ("AWS_SECRET_ACCESS_KEY", names::SECRET_KEY),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }
}
