//! The Accounts table: what must be kept apart from shops and products. For now sellers' TikTok
//! connections, under `pk` `T#<tenant>#SHOP#<handle>`, `sk` `TIKTOK`.

use std::collections::HashMap;
use std::error::Error;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Handle, TenantId};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

/// A seller's permission to read their posts from TikTok.
#[derive(Debug, Clone)]
pub struct TikTokConnection {
    /// TikTok's id of the seller for this application; handles can change, this can't.
    pub open_id: String,
    /// Reads posts until `expires_at`.
    pub access_token: SecretString,
    /// Gets the next access token; TikTok replaces it on each use.
    pub refresh_token: SecretString,
    /// When the access token ends.
    pub expires_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: u64,
}

/// The stored form: secrets in the clear, so it never leaves this crate.
#[derive(Serialize, Deserialize)]
struct StoredConnection {
    open_id: String,
    access_token: String,
    refresh_token: String,
    expires_at: Timestamp,
    version: u64,
}

/// Why the table could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// DynamoDB did not do it. Worth trying again.
    #[error("{operation} failed")]
    Failed {
        /// The DynamoDB operation.
        operation: &'static str,
        /// What the SDK says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// An item is not in the form it should have.
    #[error("an item of the table can't be read or written")]
    Form(#[source] serde_dynamo::Error),
}

/// Reads and writes the Accounts table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AccountsStore {
    client: Client,
    table: String,
}

impl AccountsStore {
    /// The table of this name.
    pub const fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// A shop's connection with TikTok, where its seller made one.
    pub async fn tiktok_connection(
        &self,
        tenant: &TenantId,
        handle: &Handle,
    ) -> Result<Option<TikTokConnection>, AccountsError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key(tenant, handle)))
            .consistent_read(true)
            .send()
            .await
            .map_err(|source| failed("GetItem", source))?;
        let stored: Option<StoredConnection> = answer
            .item
            .map(serde_dynamo::from_item)
            .transpose()
            .map_err(AccountsError::Form)?;
        Ok(stored.map(|stored| TikTokConnection {
            open_id: stored.open_id,
            access_token: stored.access_token.into(),
            refresh_token: stored.refresh_token.into(),
            expires_at: stored.expires_at,
            version: stored.version,
        }))
    }

    /// Saves a connection over the version before it; version 1 only where there is none.
    /// `false` where somebody else saved one first: read it and use that one.
    pub async fn save_tiktok_connection(
        &self,
        tenant: &TenantId,
        handle: &Handle,
        connection: &TikTokConnection,
    ) -> Result<bool, AccountsError> {
        let stored = StoredConnection {
            open_id: connection.open_id.clone(),
            access_token: connection.access_token.expose_secret().to_owned(),
            refresh_token: connection.refresh_token.expose_secret().to_owned(),
            expires_at: connection.expires_at,
            version: connection.version,
        };
        let mut item: HashMap<String, AttributeValue> =
            serde_dynamo::to_item(stored).map_err(AccountsError::Form)?;
        item.extend(key(tenant, handle));
        let before = connection.version.saturating_sub(1);
        let condition = match before {
            0 => "attribute_not_exists(pk)",
            _ => "#version = :before",
        };
        let mut put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression(condition);
        if before > 0 {
            put = put
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":before", AttributeValue::N(before.to_string()));
        }
        match put.send().await {
            Ok(_) => Ok(true),
            Err(error) if error.code() == Some("ConditionalCheckFailedException") => Ok(false),
            Err(error) => Err(failed("PutItem", error)),
        }
    }
}

fn failed(
    operation: &'static str,
    source: impl Into<Box<dyn Error + Send + Sync>>,
) -> AccountsError {
    AccountsError::Failed {
        operation,
        source: source.into(),
    }
}

fn key(tenant: &TenantId, handle: &Handle) -> HashMap<String, AttributeValue> {
    HashMap::from([
        (
            "pk".to_owned(),
            AttributeValue::S(format!("T#{tenant}#SHOP#{handle}")),
        ),
        ("sk".to_owned(), AttributeValue::S("TIKTOK".to_owned())),
    ])
}
