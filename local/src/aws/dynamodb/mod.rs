//! DynamoDB with Streams and time to live: dynoxide inside the process, behind its own wire
//! protocol on a loopback port.
//!
//! Its known differences from AWS, all put right here or in [`stream`]: a write that changes
//! nothing still makes a stream record (dropped), and ARNs carry another region (rewritten). Not put
//! right: a consistent read is the same as any other, and `TransactionConflict` never happens.

mod relay;
pub(crate) mod stream;

use std::path::Path;
use std::sync::Arc;

use dynoxide::Database;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::stop::Stop;
use crate::template::Table;

/// The tables of the stack.
#[derive(Clone)]
pub struct DynamoDb {
    database: Database,
    changed: Arc<Notify>,
}

/// The embedded database refused.
#[derive(Debug, thiserror::Error)]
pub enum DynamoDbError {
    /// dynoxide refused.
    #[error("DynamoDB: {0}")]
    Refused(#[from] dynoxide::DynoxideError),
    /// A table's definition is not what `CreateTable` takes.
    #[error("table {table}: {source}")]
    Definition {
        /// Name of the table.
        table: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// Its port could not be opened.
    #[error("DynamoDB could not open a port")]
    Port(#[from] std::io::Error),
}

impl DynamoDb {
    /// Opens the database in memory, or in a file, and creates the tables that are missing.
    ///
    /// A table that exists keeps its keys and indexes; start afresh after changing those.
    ///
    /// # Errors
    /// Fails if the file cannot be opened or a table's definition is refused.
    pub fn open(file: Option<&Path>, tables: &[Table]) -> Result<Self, DynamoDbError> {
        let database = match file {
            None => Database::memory()?,
            Some(file) => {
                let database = Database::new(&file.to_string_lossy())?;
                // Leaving bulk mode is the one way dynoxide offers to set SQLite's `synchronous` to
                // NORMAL: no fsync per write, safe against the end of the process.
                database.enable_bulk_loading()?;
                database.disable_bulk_loading()?;
                database
            }
        };
        let existing = database
            .list_tables(from_json("tables", json!({}))?)?
            .table_names;
        for table in tables {
            if !existing.contains(&table.name) {
                database.create_table(from_json(&table.name, table.definition.clone())?)?;
            }
            if let Some(attribute) = &table.time_to_live
                && !existing.contains(&table.name)
            {
                let request = json!({
                    "TableName": table.name,
                    "TimeToLiveSpecification": { "AttributeName": attribute, "Enabled": true },
                });
                database.update_time_to_live(from_json(&table.name, request)?)?;
            }
        }
        Ok(Self {
            database,
            changed: Arc::new(Notify::new()),
        })
    }

    /// Serves the wire protocol on `listener` until `stop`.
    ///
    /// # Errors
    /// Fails if no inner port can be opened.
    pub(crate) async fn serve(
        &self,
        listener: TcpListener,
        stop: Stop,
    ) -> Result<(), DynamoDbError> {
        let inner = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = inner.local_addr()?;
        let database = self.database.clone();
        let stopped = stop.clone();
        tokio::spawn(async move {
            dynoxide::server::serve_with_shutdown(
                inner,
                database,
                async move { stopped.wait().await },
            )
            .await
        });
        tokio::spawn(relay::serve(
            listener,
            address,
            Arc::clone(&self.changed),
            stop,
        ));
        Ok(())
    }

    /// Told whenever a table may have changed.
    pub(crate) fn changed(&self) -> &Notify {
        &self.changed
    }

    /// Deletes items whose time to live is over. AWS may take days for that; here it is at once.
    ///
    /// # Errors
    /// Fails if the database does.
    pub fn sweep_time_to_live(&self) -> Result<usize, DynamoDbError> {
        let deleted = self.database.sweep_ttl()?;
        if deleted > 0 {
            self.changed.notify_waiters();
        }
        Ok(deleted)
    }
}

impl std::fmt::Debug for DynamoDb {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DynamoDb").finish_non_exhaustive()
    }
}

fn from_json<T: serde::de::DeserializeOwned>(
    table: &str,
    value: Value,
) -> Result<T, DynamoDbError> {
    // Through text, as over the wire: the request types read some numbers and flags only so.
    serde_json::from_str(&value.to_string()).map_err(|source| DynamoDbError::Definition {
        table: table.to_owned(),
        source,
    })
}
