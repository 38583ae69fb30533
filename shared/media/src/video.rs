//! From what was read of a video to its pictures.

use domain::PictureSource;

use crate::candidates::{self, Candidate};
use crate::choose::{Choice, choose};
use crate::color::Color;
use crate::error::MediaError;
use crate::fetch::FetchedVideo;
use crate::limits::Limits;
use crate::make::{self, Place, Rgb};
use crate::mp4::Rotation;
use crate::picture_set::{MadePicture, PictureSet};
use crate::report::{CandidateReport, Outcome, Report};
use crate::score::Center;
use crate::stopwatch::Stopwatch;

/// Whether small pictures of every candidate go into the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Previews {
    /// For contact sheets.
    Make,
    /// In service.
    Omit,
}

/// Decodes, scores, chooses, and makes every picture file of a video.
///
/// Runs on the calling thread for up to [`Limits::cpu_time`] and gives the same result for the
/// same bytes. Five pictures, or fewer when the video has fewer that differ.
///
/// # Errors
///
/// A stream that cannot be decoded, or a limit.
pub fn pictures_of_video(
    video: &FetchedVideo,
    limits: &Limits,
    previews: Previews,
) -> Result<PictureSet, MediaError> {
    let mut stopwatch = Stopwatch::start(limits.cpu_time);
    stopwatch.timings.index = video.index_time;
    let found = candidates::find(video, limits, &mut stopwatch)?;
    let choices: Vec<Choice<'_>> = found.list.iter().map(Candidate::choice).collect();
    let outcomes = choose(&choices);
    stopwatch.lap(|timings| &mut timings.score);

    let stream_color = found.facts.map(|facts| facts.color);
    let to_rgb = |candidate: &Candidate| -> Result<Rgb, MediaError> {
        let frame = &candidate.frame;
        let color = Color::settle(
            video.track.entry.color,
            stream_color,
            frame.width,
            frame.height,
        );
        Ok(make::to_rgb(frame, color)?.rotated(video.track.rotation))
    };
    let mut reports = Vec::new();
    for (candidate, outcome) in found.list.iter().zip(&outcomes) {
        reports.push(CandidateReport {
            at_ms: candidate.at_ms,
            score: candidate.assessment.parts.stored(),
            outcome: *outcome,
            preview: match previews {
                Previews::Make => Some(make::preview(&to_rgb(candidate)?)?),
                Previews::Omit => None,
            },
        });
    }
    if previews == Previews::Make {
        stopwatch.forget_lap();
    }

    let mut chosen: Vec<(usize, &Candidate)> = found
        .list
        .iter()
        .zip(&outcomes)
        .filter_map(|(candidate, outcome)| match outcome {
            Outcome::Chosen { rank } => Some((*rank, candidate)),
            _ => None,
        })
        .collect();
    chosen.sort_by_key(|(rank, _)| *rank);
    let mut pictures: Vec<MadePicture> = Vec::new();
    let (mut share, mut colors) = (Vec::new(), Vec::new());
    for (rank, candidate) in chosen {
        let rgb = to_rgb(candidate)?;
        stopwatch.lap(|timings| &mut timings.scale);
        let place = if rank == 0 {
            Place::Primary
        } else {
            Place::Secondary
        };
        let source = PictureSource::Frame {
            at_ms: candidate.at_ms,
        };
        let score = Some(candidate.assessment.parts.stored());
        pictures.push(make::portrait(&rgb, place, source, score, &mut stopwatch)?);
        if place == Place::Primary {
            let center = turned(candidate.assessment.center, video.track.rotation);
            (share, colors) = make::share(&rgb, center, &mut stopwatch)?;
        }
    }
    Ok(PictureSet {
        pictures,
        share,
        colors,
        report: Report {
            video: Some(video.facts.clone()),
            candidates: reports,
            reads: video.reads,
            timings: stopwatch.timings,
            coverage: found.coverage,
            skipped_photos: Vec::new(),
        },
    })
}

/// Where a place in the coded picture is in the shown one.
fn turned(center: Center, rotation: Rotation) -> Center {
    let Center { x, y } = center;
    match rotation {
        Rotation::None => center,
        Rotation::Quarter => Center { x: 1.0 - y, y: x },
        Rotation::Half => Center {
            x: 1.0 - x,
            y: 1.0 - y,
        },
        Rotation::ThreeQuarters => Center { x: y, y: 1.0 - x },
    }
}
