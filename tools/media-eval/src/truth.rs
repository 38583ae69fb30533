//! Labels of generated videos, and how well a choice keeps to them.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

/// Labelled stretches of videos: tab-separated lines of file name, start and end in seconds, and
/// the shot's name or `bad:` and what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    stretches: Vec<Stretch>,
}

#[derive(Debug)]
struct Stretch {
    video: String,
    start: f64,
    end: f64,
    label: String,
}

/// How a choice compares with the labels.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Verdict {
    /// Five pictures, all from good stretches, no two of the same shot.
    pub(crate) pass: bool,
    /// The label of each chosen frame, best first.
    pub(crate) labels: Vec<String>,
}

impl Truth {
    /// Reads the lines; `Err` holds the first bad one.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let stretch = |line: &str| {
            let mut fields = line.split('\t');
            let stretch = Stretch {
                video: fields.next()?.to_owned(),
                start: fields.next()?.parse().ok()?,
                end: fields.next()?.parse().ok()?,
                label: fields.next()?.to_owned(),
            };
            Some(stretch)
        };
        let lines = text
            .lines()
            .map(|line| stretch(line).ok_or_else(|| line.to_owned()));
        Ok(Self {
            stretches: lines.collect::<Result<_, _>>()?,
        })
    }

    /// Judges the chosen times of a video; `None` for videos without labels.
    pub(crate) fn judge(&self, video: &Path, chosen_s: &[f64]) -> Option<Verdict> {
        let name = video.file_name()?.to_str()?;
        let stretches: Vec<&Stretch> = self
            .stretches
            .iter()
            .filter(|stretch| stretch.video == name)
            .collect();
        if stretches.is_empty() {
            return None;
        }
        let label = |at: &f64| {
            let found = stretches
                .iter()
                .find(|stretch| *at >= stretch.start - 0.001 && *at < stretch.end - 0.001);
            found.map_or_else(|| "unlabelled".to_owned(), |stretch| stretch.label.clone())
        };
        let labels: Vec<String> = chosen_s.iter().map(label).collect();
        let good = |label: &str| !label.starts_with("bad:");
        let shots = |labels: &mut dyn Iterator<Item = &str>| {
            labels
                .filter(|label| good(label))
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
                .len()
        };
        let there_are = shots(&mut stretches.iter().map(|stretch| stretch.label.as_str()));
        let shown = shots(&mut labels.iter().map(String::as_str));
        let pass = labels.len() == 5
            && labels.iter().all(|label| good(label))
            && shown >= there_are.min(5);
        Some(Verdict { pass, labels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_judged() {
        let lines = "a.mp4\t0\t1\tone\na.mp4\t1\t2\tbad:blur\na.mp4\t2\t3\ttwo\na.mp4\t3\t4\tone";
        let truth = Truth::parse(lines).unwrap();
        let check = |chosen: &[f64], pass: bool| {
            let verdict = truth.judge(Path::new("x/a.mp4"), chosen).unwrap();
            assert_eq!(verdict.pass, pass, "{chosen:?} {:?}", verdict.labels);
        };
        check(&[0.1, 0.5, 2.0, 2.5, 3.1], true);
        check(&[0.1, 0.5, 2.0, 2.5], false);
        check(&[0.1, 0.5, 1.0, 2.5, 3.1], false);
        check(&[0.1, 0.2, 0.3, 0.4, 0.5], false);
        assert_eq!(truth.judge(Path::new("b.mp4"), &[0.1]), None);
        assert!(Truth::parse("a.mp4\t0\tx\tone").is_err());
    }
}
