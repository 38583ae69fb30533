//! The folder that a hub keeps its data in. One hub at a time: a lock file says whose it is.

use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::aws::Endpoints;

const LOCK: &str = "lock";
const ADDRESSES: &str = "running.json";
/// Everything that a hub writes, for `--fresh` to delete and nothing else.
const OURS: &[&str] = &[
    "hub.sqlite",
    "hub.sqlite-wal",
    "hub.sqlite-shm",
    "tables.sqlite",
    "tables.sqlite-wal",
    "tables.sqlite-shm",
    ADDRESSES,
];
const FILES: &str = "files";

/// A locked data directory.
#[derive(Debug)]
pub struct DataDirectory {
    path: PathBuf,
    /// Unlocked when dropped.
    _lock: File,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirectoryError {
    /// It cannot be made or opened.
    #[error("the data directory {path} cannot be used: {source}")]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another hub runs on it.
    #[error(
        "another hub runs on the data directory {path}; stop it, or choose another one with --data"
    )]
    InUse {
        /// The directory.
        path: PathBuf,
    },
}

/// Where a running hub can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningHub {
    /// Base URL of the HTTP API.
    pub url: String,
    /// Base URL of Lambda's Invoke.
    pub lambda: String,
}

impl DataDirectory {
    /// Makes the directory if needed and locks it.
    ///
    /// # Errors
    /// Fails if it cannot be used or another hub runs on it.
    pub fn open(path: &Path) -> Result<Self, DataDirectoryError> {
        let unusable = |source| DataDirectoryError::Unusable {
            path: path.to_owned(),
            source,
        };
        std::fs::create_dir_all(path).map_err(unusable)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join(LOCK))
            .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(DataDirectoryError::InUse {
                path: path.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }

    /// Deletes what earlier hubs left, and nothing that is not theirs.
    ///
    /// # Errors
    /// Fails if something cannot be deleted.
    pub fn clear(&self) -> Result<(), DataDirectoryError> {
        let ignore_missing = |result: std::io::Result<()>| match result {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(DataDirectoryError::Unusable {
                    path: self.path.clone(),
                    source: error,
                })
            }
            _ => Ok(()),
        };
        for name in OURS {
            ignore_missing(std::fs::remove_file(self.path.join(name)))?;
        }
        ignore_missing(std::fs::remove_dir_all(self.path.join(FILES)))
    }

    /// Whether a hub has already kept something here.
    #[must_use]
    pub fn is_new(&self) -> bool {
        !self.hub_file().exists()
    }

    /// Writes down where the hub can be reached.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn announce(&self, url: String, endpoints: &Endpoints) -> Result<(), DataDirectoryError> {
        let running = RunningHub {
            url,
            lambda: endpoints.lambda.clone(),
        };
        serde_json::to_vec_pretty(&running)
            .map_err(std::io::Error::from)
            .and_then(|text| std::fs::write(self.path.join(ADDRESSES), text))
            .map_err(|source| DataDirectoryError::Unusable {
                path: self.path.clone(),
                source,
            })
    }

    /// The hub that runs on a directory, if one does.
    #[must_use]
    pub fn running(path: &Path) -> Option<RunningHub> {
        // A hub that was killed leaves its addresses behind, but not its lock.
        match Self::open(path) {
            Err(DataDirectoryError::InUse { .. }) => {
                serde_json::from_slice(&std::fs::read(path.join(ADDRESSES)).ok()?).ok()
            }
            _ => None,
        }
    }

    /// The hub's own database.
    pub(crate) fn hub_file(&self) -> PathBuf {
        self.path.join("hub.sqlite")
    }

    /// DynamoDB's database.
    pub(crate) fn tables_file(&self) -> PathBuf {
        self.path.join("tables.sqlite")
    }

    /// The folder of the buckets.
    pub(crate) fn files(&self) -> PathBuf {
        self.path.join(FILES)
    }
}
