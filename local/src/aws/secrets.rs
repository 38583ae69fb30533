//! Secrets Manager, as far as functions read it. A secret's first value stays until its row goes.

use rusqlite::OptionalExtension as _;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

use crate::aws::names;
use crate::clock::epoch_millis;
use crate::json::set;
use crate::store::{Store, StoreError};
use crate::template::{Secret, SecretSource};

/// All secrets of the stack.
#[derive(Debug)]
pub struct Secrets(Arc<Store>);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// No secret of that name or ARN.
    #[error("Secrets Manager can't find the specified secret.")]
    NoSuchSecret,
    /// An action that the hub does not have.
    #[error("The action {0} is not supported by the local hub.")]
    UnknownAction(String),
    /// The database failed.
    #[error("The hub could not read the secret.")]
    Store(#[from] StoreError),
}

impl SecretsError {
    /// The error's name on the wire.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NoSuchSecret => "ResourceNotFoundException",
            Self::UnknownAction(_) => "InvalidRequestException",
            Self::Store(_) => "InternalServiceError",
        }
    }
}

impl Secrets {
    /// Opens the secrets; those without a value get their first one.
    ///
    /// # Errors
    /// Fails if the database does.
    pub fn open(secrets: &[Secret], store: Arc<Store>) -> Result<Self, StoreError> {
        store.with(|connection| {
            connection.execute_batch(
                "CREATE TABLE IF NOT EXISTS secret (
                     name TEXT PRIMARY KEY, value TEXT NOT NULL, version TEXT NOT NULL,
                     created_at INTEGER NOT NULL
                 ) WITHOUT ROWID",
            )?;
            for secret in secrets {
                connection.execute(
                    "INSERT OR IGNORE INTO secret VALUES (?1, ?2, ?3, ?4)",
                    (
                        &secret.name,
                        first_value(&secret.source),
                        Uuid::new_v4().to_string(),
                        epoch_millis(),
                    ),
                )?;
            }
            Ok(())
        })?;
        Ok(Self(store))
    }

    /// Carries out one action of the JSON protocol.
    pub(crate) fn handle(&self, action: &str, input: &Value) -> Result<Value, SecretsError> {
        if !matches!(action, "GetSecretValue" | "DescribeSecret") {
            return Err(SecretsError::UnknownAction(action.to_owned()));
        }
        let id = input["SecretId"].as_str().unwrap_or_default();
        let name = id.rsplit_once(":secret:").map_or(id, |(_, name)| name);
        let name = name.strip_suffix("-Local0").unwrap_or(name);
        let found = self.0.with(|connection| {
            connection
                .query_row(
                    "SELECT value, version, created_at FROM secret WHERE name = ?1",
                    [name],
                    |row| {
                        Ok((
                            row.get::<_, String>(0)?,
                            row.get::<_, String>(1)?,
                            row.get::<_, i64>(2)?,
                        ))
                    },
                )
                .optional()
        })?;
        let (value, version, created_at) = found.ok_or(SecretsError::NoSuchSecret)?;
        let mut answer = json!({
            "ARN": names::secret_arn(name), "Name": name, "CreatedDate": created_at / 1000,
        });
        if action == "GetSecretValue" {
            set(&mut answer, "SecretString", value);
            set(&mut answer, "VersionId", version);
            set(&mut answer, "VersionStages", json!(["AWSCURRENT"]));
        } else {
            set(
                &mut answer,
                "VersionIdsToStages",
                json!({ version: ["AWSCURRENT"] }),
            );
        }
        Ok(answer)
    }
}

fn first_value(source: &SecretSource) -> String {
    match source {
        SecretSource::Given(text) => text.clone(),
        SecretSource::Random { length } => random(*length),
        SecretSource::Member {
            template,
            key,
            length,
        } => {
            let mut object = template.clone();
            object.insert(key.clone(), json!(random(*length)));
            Value::Object(object).to_string()
        }
    }
}

/// Hexadecimal digits of random UUIDs: enough for a machine's own stand-in for a secret.
fn random(length: usize) -> String {
    let mut text = String::with_capacity(length + 32);
    while text.len() < length {
        text.push_str(&Uuid::new_v4().simple().to_string());
    }
    text.truncate(length);
    text
}
