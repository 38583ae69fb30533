//! The hub's own small database: messages, secrets and checkpoints, in one SQLite file.
//!
//! Each room that keeps something here owns its table. In tests the database lives in memory.

use rusqlite::Connection;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The database refused.
#[derive(Debug, thiserror::Error)]
#[error("the hub's database failed")]
pub struct StoreError(#[from] rusqlite::Error);

/// One open database.
#[derive(Debug)]
pub struct Store(Mutex<Connection>);

impl Store {
    /// A database that ends with this value.
    ///
    /// # Errors
    /// Fails if SQLite cannot start.
    pub fn memory() -> Result<Self, StoreError> {
        Ok(Self(Mutex::new(Connection::open_in_memory()?)))
    }

    /// Opens or makes a database file.
    ///
    /// # Errors
    /// Fails if the file cannot be opened or is no database.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        // Commits survive the end of the process at once; only a power cut may lose the last ones.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Runs `work` alone on the database.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        // A panic elsewhere rolled its transaction back; the connection itself stays sound.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(work(&mut connection)?)
    }
}
