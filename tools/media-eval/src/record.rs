//! What is written about each video.

use std::time::Duration;

use domain::{DominantColor, FrameScore};
use media::{CandidateReport, Coverage, Outcome, PictureSet, Reads, Timings};
use serde::Serialize;

use crate::truth::Verdict;

/// One video's record.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    pub(crate) video: String,
    #[serde(flatten)]
    pub(crate) result: Outcomes,
    /// How the choice compares with labels, where there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) verdict: Option<Verdict>,
}

/// What came of a video.
#[derive(Debug, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub(crate) enum Outcomes {
    Pictures(Box<Made>),
    Refused { reason: String },
}

/// The pictures of a video and what they cost.
#[derive(Debug, Serialize)]
pub(crate) struct Made {
    codec: &'static str,
    width: u32,
    height: u32,
    duration_s: f64,
    key_frames: usize,
    /// Best first.
    pub(crate) chosen_s: Vec<f64>,
    chosen: Vec<FrameRecord>,
    candidates: Vec<FrameRecord>,
    coverage: &'static str,
    colors: Vec<DominantColor>,
    thumbhash: String,
    files: Vec<FileRecord>,
    bytes_total: u64,
    bytes_read: u64,
    bytes_read_share: f64,
    requests: u32,
    round_trips: u32,
    cpu_ms: CpuRecord,
    wall_ms: f64,
    peak_memory_bytes: Option<u64>,
    peak_memory_above_start_bytes: Option<u64>,
}

#[derive(Debug, Serialize)]
struct FrameRecord {
    at_s: f64,
    outcome: String,
    score: FrameScore,
}

/// One file written.
#[derive(Debug, Serialize)]
pub(crate) struct FileRecord {
    pub(crate) path: String,
    pub(crate) key: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: usize,
}

#[derive(Debug, Serialize)]
struct CpuRecord {
    index: f64,
    decode: f64,
    score: f64,
    scale: f64,
    encode: f64,
    total: f64,
}

/// What was measured around a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) wall: Duration,
    pub(crate) peak: Option<u64>,
    pub(crate) peak_above_start: Option<u64>,
}

impl Made {
    pub(crate) fn new(set: &PictureSet, files: Vec<FileRecord>, measured: Measured) -> Self {
        let report = &set.report;
        let Reads {
            size,
            bytes,
            requests,
            round_trips,
        } = report.reads;
        let mut chosen: Vec<(usize, FrameRecord)> = Vec::new();
        for candidate in &report.candidates {
            if let Outcome::Chosen { rank } = candidate.outcome {
                chosen.push((rank, frame(candidate)));
            }
        }
        chosen.sort_by_key(|(rank, _)| *rank);
        let chosen: Vec<FrameRecord> = chosen.into_iter().map(|(_, frame)| frame).collect();
        let video = report.video.as_ref();
        Self {
            codec: video.map_or("", |video| video.codec),
            width: video.map_or(0, |video| video.width),
            height: video.map_or(0, |video| video.height),
            duration_s: video.map_or(0.0, |video| video.duration.as_secs_f64()),
            key_frames: video.map_or(0, |video| video.key_frames),
            chosen_s: chosen.iter().map(|frame| frame.at_s).collect(),
            chosen,
            candidates: report.candidates.iter().map(frame).collect(),
            coverage: match report.coverage {
                Coverage::Whole => "whole",
                Coverage::Partial => "partial",
            },
            colors: set.colors.clone(),
            thumbhash: set
                .pictures
                .first()
                .map(|picture| picture.thumbhash.clone())
                .unwrap_or_default(),
            files,
            bytes_total: size,
            bytes_read: bytes,
            bytes_read_share: bytes as f64 / size.max(1) as f64,
            requests,
            round_trips,
            cpu_ms: cpu(&report.timings),
            wall_ms: ms(measured.wall),
            peak_memory_bytes: measured.peak,
            peak_memory_above_start_bytes: measured.peak_above_start,
        }
    }
}

impl Record {
    pub(crate) const fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }

    /// One line for the terminal.
    pub(crate) fn line(&self) -> String {
        match &self.result {
            Outcomes::Refused { reason } => format!("{}: {reason}", self.video),
            Outcomes::Pictures(made) => {
                let times: Vec<String> =
                    made.chosen_s.iter().map(|at| format!("{at:.2}")).collect();
                let verdict = match &self.verdict {
                    Some(verdict) if verdict.pass => ", as labelled".to_owned(),
                    Some(verdict) => format!(", NOT as labelled: {}", verdict.labels.join(" ")),
                    None => String::new(),
                };
                format!(
                    "{}: {} s, {:.0} % read, {:.0} ms CPU{verdict}",
                    self.video,
                    times.join(" "),
                    made.bytes_read_share * 100.0,
                    made.cpu_ms.total,
                )
            }
        }
    }
}

fn frame(candidate: &CandidateReport) -> FrameRecord {
    FrameRecord {
        at_s: candidate.at_ms as f64 / 1000.0,
        outcome: describe(candidate.outcome),
        score: candidate.score,
    }
}

/// What became of a candidate, in words.
pub(crate) fn describe(outcome: Outcome) -> String {
    match outcome {
        Outcome::Chosen { rank } => format!("chosen {}", rank + 1),
        Outcome::TooSimilar { to_rank } => format!("like {}", to_rank + 1),
        Outcome::Outscored => "outscored".to_owned(),
    }
}

fn cpu(timings: &Timings) -> CpuRecord {
    CpuRecord {
        index: ms(timings.index),
        decode: ms(timings.decode),
        score: ms(timings.score),
        scale: ms(timings.scale),
        encode: ms(timings.encode),
        total: ms(timings.total()),
    }
}

fn ms(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e4).round() / 10.0
}
