//! How far each stream consumer has come, kept across restarts.

use rusqlite::OptionalExtension as _;
use std::sync::Arc;

use crate::store::{Store, StoreError};

/// The last handled sequence number by consumer. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Checkpoints(Arc<Store>);

impl Checkpoints {
    pub(super) fn open(store: Arc<Store>) -> Result<Self, StoreError> {
        store.with(|connection| {
            connection.execute_batch(
                "CREATE TABLE IF NOT EXISTS checkpoint (
                     consumer TEXT PRIMARY KEY, sequence TEXT NOT NULL
                 ) WITHOUT ROWID",
            )
        })?;
        Ok(Self(store))
    }

    pub(super) fn load(&self, consumer: &str) -> Result<Option<String>, StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached("SELECT sequence FROM checkpoint WHERE consumer = ?1")?
                .query_row([consumer], |row| row.get(0))
                .optional()
        })
    }

    pub(super) fn save(&self, consumer: &str, sequence: &str) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO checkpoint VALUES (?1, ?2)
                     ON CONFLICT (consumer) DO UPDATE SET sequence = excluded.sequence",
                )?
                .execute([consumer, sequence])
                .map(drop)
        })
    }
}
