//! A file on disk as a ranged source.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use media::{RangedSource, SourceError};

/// Opens the file anew for every read, like a request to a store.
pub(crate) struct FileSource {
    path: PathBuf,
}

impl FileSource {
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    fn read_one(&self, range: &Range<u64>) -> std::io::Result<Bytes> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = Vec::new();
        file.take(range.end - range.start).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

fn unavailable(error: std::io::Error) -> SourceError {
    SourceError::Unavailable(Box::new(error))
}

impl RangedSource for FileSource {
    async fn size(&self) -> Result<u64, SourceError> {
        let metadata = std::fs::metadata(&self.path).map_err(unavailable)?;
        Ok(metadata.len())
    }

    async fn read(&self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, SourceError> {
        let read = ranges
            .iter()
            .map(|range| self.read_one(range).map_err(unavailable));
        read.collect()
    }
}
