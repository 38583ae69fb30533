//! Names, ARNs and URLs in the one account and region that exist on this machine.

/// The local account.
pub const ACCOUNT: &str = "000000000000";
/// The local region.
pub const REGION: &str = "eu-west-1";
/// The access key that every local client uses.
pub const ACCESS_KEY: &str = "local";
/// Its secret. Not a secret: it only has to be the same on both sides of a signature.
pub const SECRET_KEY: &str = "local-secret";

const BUCKET_DOMAIN: &str = ".s3.eu-west-1.amazonaws.com";
/// Every local stream has this label; AWS uses the time of its creation.
const STREAM_LABEL: &str = "2026-01-01T00:00:00.000";

/// An ARN of any service.
#[must_use]
pub fn arn(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}")
}

/// A function's ARN.
#[must_use]
pub fn function_arn(name: &str) -> String {
    arn("lambda", &format!("function:{name}"))
}

/// A table's ARN.
#[must_use]
pub fn table_arn(name: &str) -> String {
    arn("dynamodb", &format!("table/{name}"))
}

/// The ARN of a table's stream.
#[must_use]
pub fn stream_arn(table: &str) -> String {
    arn("dynamodb", &format!("table/{table}/stream/{STREAM_LABEL}"))
}

/// The table of a stream ARN.
#[must_use]
pub fn table_of_stream(arn: &str) -> Option<&str> {
    arn.split_once(":table/")?
        .1
        .split_once("/stream/")
        .map(|(table, _)| table)
}

/// A secret's ARN. AWS adds six random characters; here they are always the same.
#[must_use]
pub fn secret_arn(name: &str) -> String {
    arn("secretsmanager", &format!("secret:{name}-Local0"))
}

/// A queue's URL under the endpoint's base URL.
#[must_use]
pub fn queue_url(base: &str, name: &str) -> String {
    format!("{base}/{ACCOUNT}/{name}")
}

/// The last part of an ARN or of a queue URL.
#[must_use]
pub fn last_part(name: &str) -> &str {
    name.rsplit([':', '/']).next().unwrap_or(name)
}

/// The host that a bucket would have on AWS.
#[must_use]
pub fn bucket_domain(bucket: &str) -> String {
    format!("{bucket}{BUCKET_DOMAIN}")
}

/// The bucket of such a host.
#[must_use]
pub fn bucket_of_domain(domain: &str) -> Option<&str> {
    domain.strip_suffix(BUCKET_DOMAIN)
}
