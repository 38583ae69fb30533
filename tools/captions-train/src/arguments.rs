//! The command line.

use std::path::PathBuf;

use crate::TrainError;

/// How the command is called.
pub(crate) const USAGE: &str = "\
usage: captions-train FILE.jsonl… --out DIRECTORY

FILE.jsonl        labelled captions, one JSON object a line
--out DIRECTORY   the directory of the crates captions and taxonomy: the weights go to the data
                  of each";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) captions: Vec<PathBuf>,
    pub(crate) out: PathBuf,
}

impl Arguments {
    /// Reads the words behind the command's name.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, TrainError> {
        let (mut captions, mut out) = (Vec::new(), None);
        while let Some(word) = words.next() {
            if word == "--out" {
                let directory = words.next().ok_or(TrainError::Usage)?;
                if out.replace(directory.into()).is_some() {
                    return Err(TrainError::Usage);
                }
            } else if word.starts_with('-') {
                return Err(TrainError::Usage);
            } else {
                captions.push(word.into());
            }
        }
        match out {
            Some(out) if !captions.is_empty() => Ok(Self { captions, out }),
            _ => Err(TrainError::Usage),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, TrainError> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn captions_and_a_directory_are_needed() {
        let arguments = parse("a.jsonl --out d b.jsonl").unwrap();
        assert_eq!(
            arguments.captions,
            [PathBuf::from("a.jsonl"), "b.jsonl".into()]
        );
        assert_eq!(arguments.out, PathBuf::from("d"));
        for wrong in [
            "",
            "a",
            "--out d",
            "a --out",
            "a --out d --out e",
            "a -x --out d",
        ] {
            assert!(matches!(parse(wrong), Err(TrainError::Usage)), "{wrong}");
        }
    }
}
