//! The command line.

use std::path::PathBuf;

use crate::print::Misses;

/// How the command is called.
pub(crate) const USAGE: &str = "\
usage: captions-eval [FILE.jsonl…] [--misses] [--predictions OUT] [--corrections FILE]

FILE.jsonl           captions with labels to score, one JSON object a line
--misses             list each miss with the words it came from
--predictions OUT    write what was read, one line per caption
--corrections FILE   score corrections as `GET /v1/corrections` exports them";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) captions: Vec<PathBuf>,
    pub(crate) predictions: Option<PathBuf>,
    pub(crate) corrections: Option<PathBuf>,
    pub(crate) misses: Misses,
}

/// A command line nobody can follow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArgumentsError {
    /// Help was asked for, or there is nothing to do.
    #[error("{USAGE}")]
    Usage,
    /// No such option.
    #[error("there is no option {0}\n\n{USAGE}")]
    UnknownOption(String),
    /// The file behind an option is missing.
    #[error("{0} needs a file behind it\n\n{USAGE}")]
    WithoutFile(&'static str),
    /// An option that counts once is there twice.
    #[error("{0} is given twice")]
    Twice(&'static str),
    /// Writing predictions would overwrite what they are made from.
    #[error("--predictions would overwrite {0}, which is to be read")]
    Overwrites(String),
    /// Predictions of nothing.
    #[error("--predictions needs a file of captions")]
    NothingToPredict,
}

impl Arguments {
    /// Reads the words behind the command's name.
    pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Self, ArgumentsError> {
        let mut arguments = Self {
            captions: Vec::new(),
            predictions: None,
            corrections: None,
            misses: Misses::Counted,
        };
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let (option, file) = match word.as_str() {
                "--help" | "-h" => return Err(ArgumentsError::Usage),
                "--misses" => {
                    arguments.misses = Misses::Listed;
                    continue;
                }
                "--predictions" => ("--predictions", &mut arguments.predictions),
                "--corrections" => ("--corrections", &mut arguments.corrections),
                _ if word.starts_with('-') => return Err(ArgumentsError::UnknownOption(word)),
                _ => {
                    arguments.captions.push(word.into());
                    continue;
                }
            };
            let name = words
                .next_if(|name| !name.starts_with('-'))
                .ok_or(ArgumentsError::WithoutFile(option))?;
            if file.replace(name.into()).is_some() {
                return Err(ArgumentsError::Twice(option));
            }
        }
        arguments.checked()
    }

    fn checked(self) -> Result<Self, ArgumentsError> {
        let Some(out) = &self.predictions else {
            return if self.captions.is_empty() && self.corrections.is_none() {
                Err(ArgumentsError::Usage)
            } else {
                Ok(self)
            };
        };
        if self.captions.is_empty() {
            return Err(ArgumentsError::NothingToPredict);
        }
        let mut inputs = self.captions.iter().chain(&self.corrections);
        match inputs.find(|input| *input == out) {
            Some(input) => Err(ArgumentsError::Overwrites(input.display().to_string())),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, ArgumentsError> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn files_and_options_come_in_any_order() {
        let arguments = parse("--corrections c a --misses b --predictions p").unwrap();
        assert_eq!(arguments.captions, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(arguments.corrections, Some("c".into()));
        assert_eq!(arguments.predictions, Some("p".into()));
        assert_eq!(arguments.misses, Misses::Listed);
        assert!(parse("--corrections c").is_ok());
    }

    #[test]
    fn a_command_line_nobody_can_follow_says_why() {
        for (line, expected) in [
            ("", ArgumentsError::Usage),
            ("--misses", ArgumentsError::Usage),
            ("--help", ArgumentsError::Usage),
            ("a --mises", ArgumentsError::UnknownOption("--mises".into())),
            ("a -x", ArgumentsError::UnknownOption("-x".into())),
            (
                "--corrections",
                ArgumentsError::WithoutFile("--corrections"),
            ),
            (
                "a --predictions --misses",
                ArgumentsError::WithoutFile("--predictions"),
            ),
            (
                "--corrections c --corrections d",
                ArgumentsError::Twice("--corrections"),
            ),
            ("a --predictions a", ArgumentsError::Overwrites("a".into())),
            (
                "--corrections c --predictions p",
                ArgumentsError::NothingToPredict,
            ),
        ] {
            assert_eq!(parse(line), Err(expected), "{line}");
        }
    }
}
