//! Runs every video and writes what came of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use media::{Limits, MadeFile, MediaError, PictureSet, Previews};

use crate::arguments::Arguments;
use crate::contact_sheet::ContactSheet;
use crate::file_source::FileSource;
use crate::memory;
use crate::record::{FileRecord, Made, Measured, Outcomes, Record};
use crate::truth::Truth;

/// Why the tool itself failed (a video that gives no pictures is no failure).
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    #[error("cannot write {path}: {source}")]
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("cannot read {path}: {source}")]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("not a label: {0}")]
    Truth(String),
    #[error("cannot start: {0}")]
    Runtime(std::io::Error),
    #[error("cannot write the records: {0}")]
    Json(serde_json::Error),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Record>, RunError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(RunError::Runtime)?;
    let limits = Limits::default();
    let truth = match &arguments.truth {
        None => Truth::default(),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|source| RunError::Read {
                path: path.clone(),
                source,
            })?;
            Truth::parse(&text).map_err(RunError::Truth)?
        }
    };
    let mut records = Vec::new();
    let mut sheet = ContactSheet::new();
    for video in &arguments.videos {
        memory::reset_peak();
        let before = memory::resident();
        let started = Instant::now();
        let result = runtime.block_on(pictures(video, &limits, Previews::Omit));
        let after = memory::resident();
        let measured = Measured {
            wall: started.elapsed(),
            peak: after.map(|after| after.peak),
            peak_above_start: before
                .zip(after)
                .map(|(before, after)| after.peak.saturating_sub(before.now)),
        };
        let name = video.display().to_string();
        let result = match result {
            Err(error) => {
                sheet.refused(&name, &with_causes(&error));
                Outcomes::Refused {
                    reason: with_causes(&error),
                }
            }
            Ok(set) => {
                let files = write_pictures(&set, video, &arguments.out)?;
                let made = Made::new(&set, files, measured);
                // A second run, so that previews are in no measurement.
                if let Ok(set) = runtime.block_on(pictures(video, &limits, Previews::Make)) {
                    sheet.video(&name, &set);
                }
                Outcomes::Pictures(Box::new(made))
            }
        };
        let verdict = match &result {
            Outcomes::Pictures(made) => truth.judge(video, &made.chosen_s),
            Outcomes::Refused { .. } => truth.judge(video, &[]),
        };
        records.push(Record {
            video: name,
            result,
            verdict,
        });
    }
    write(&arguments.out.join("index.html"), sheet.finish().as_bytes())?;
    let json = serde_json::to_vec_pretty(&records).map_err(RunError::Json)?;
    write(&arguments.json, &json)?;
    Ok(records)
}

/// Exactly the two steps of the thumbnail function.
async fn pictures(
    video: &Path,
    limits: &Limits,
    previews: Previews,
) -> Result<PictureSet, MediaError> {
    let fetched = media::read_video(&FileSource::new(video), limits).await?;
    media::pictures_of_video(&fetched, limits, previews)
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Writes `DIR/<video>/<place>-<width>.<ext>`.
fn write_pictures(set: &PictureSet, video: &Path, out: &Path) -> Result<Vec<FileRecord>, RunError> {
    let stem = video.file_stem().unwrap_or(video.as_os_str());
    let directory = out.join(stem);
    let mut records = Vec::new();
    let mut put = |name: String, file: &MadeFile| -> Result<(), RunError> {
        let path = directory.join(format!("{name}.{}", file.format.extension()));
        write(&path, &file.bytes)?;
        records.push(FileRecord {
            path: path.display().to_string(),
            key: file.key("pictures"),
            width: file.width,
            height: file.height,
            bytes: file.bytes.len(),
        });
        Ok(())
    };
    for (place, picture) in (1..).zip(&set.pictures) {
        for file in &picture.files {
            put(format!("{place}-{}", file.width), file)?;
        }
    }
    for file in &set.share {
        put(format!("share-{}x{}", file.width, file.height), file)?;
    }
    Ok(records)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let failed = |source| RunError::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}
