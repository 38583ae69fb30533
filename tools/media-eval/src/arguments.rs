//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

/// How to call the tool.
pub(crate) const USAGE: &str = "usage: media-eval VIDEO… --out DIR --json FILE [--truth FILE]";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) videos: Vec<PathBuf>,
    /// Directory for pictures and the contact sheet.
    pub(crate) out: PathBuf,
    /// File for the records.
    pub(crate) json: PathBuf,
    /// File with labels to hold the choices against.
    pub(crate) truth: Option<PathBuf>,
}

/// What is wrong with a command line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ArgumentError {
    #[error("{0} needs a value")]
    NoValue(&'static str),
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("unknown option {0}")]
    Unknown(String),
}

impl Arguments {
    pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Self, ArgumentError> {
        let mut words = words.into_iter();
        let (mut videos, mut out, mut json, mut truth) = (Vec::new(), None, None, None);
        while let Some(word) = words.next() {
            let mut value = |name| {
                words
                    .next()
                    .map(PathBuf::from)
                    .ok_or(ArgumentError::NoValue(name))
            };
            match word.to_str() {
                Some("--out") => out = Some(value("--out")?),
                Some("--json") => json = Some(value("--json")?),
                Some("--truth") => truth = Some(value("--truth")?),
                Some(option) if option.starts_with("--") => {
                    return Err(ArgumentError::Unknown(option.to_owned()));
                }
                _ => videos.push(PathBuf::from(word)),
            }
        }
        if videos.is_empty() {
            return Err(ArgumentError::Missing("VIDEO"));
        }
        Ok(Self {
            videos,
            out: out.ok_or(ArgumentError::Missing("--out"))?,
            json: json.ok_or(ArgumentError::Missing("--json"))?,
            truth,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_lines() {
        let check = |line: &str, expected: Result<usize, ArgumentError>| {
            let words = line.split_whitespace().map(OsString::from);
            assert_eq!(
                Arguments::parse(words).map(|parsed| parsed.videos.len()),
                expected,
                "{line}"
            );
        };
        check("a.mp4 b.mp4 --out o --json j", Ok(2));
        check("--out o a.mp4 --json j", Ok(1));
        check("--out o --json j", Err(ArgumentError::Missing("VIDEO")));
        check("a.mp4 --out o", Err(ArgumentError::Missing("--json")));
        check("a.mp4 --out", Err(ArgumentError::NoValue("--out")));
        check(
            "a.mp4 --fast",
            Err(ArgumentError::Unknown("--fast".to_owned())),
        );
    }
}
