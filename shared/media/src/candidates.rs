//! Decoding what was read and looking at every frame.

use bytes::Bytes;

use crate::choose::{Choice, SAME_SHOT, suffices};
use crate::decode::{Frame, Role, StreamFacts, StretchDecoder, role_of_sample};
use crate::error::MediaError;
use crate::fetch::{FetchedStretch, FetchedVideo};
use crate::limits::Limits;
use crate::plan::{SLOTS, SPARE};
use crate::report::Coverage;
use crate::score::{Assessment, assess};
use crate::stopwatch::Stopwatch;

/// Share of the CPU time that decoding may take, in percent: the rest is for making pictures.
const DECODE_PERCENT: u32 = 70;

/// Frames whose shorter side is at least this are kept at half size: no picture file is wider than
/// half of it.
const BIG_SIDE: u32 = 2160;

/// Candidates held at most: each takes 3 MB at 1080×1920.
const KEPT: usize = SLOTS + SPARE;

/// Frames looked at in each slot when decoding forward: looking costs a fifth of decoding.
const LOOKS: usize = 6;

/// A frame that could be chosen.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) at_ms: u64,
    pub(crate) frame: Frame,
    pub(crate) assessment: Assessment,
}

impl Candidate {
    /// What choosing looks at.
    pub(crate) fn choice(&self) -> Choice<'_> {
        Choice {
            score: self.assessment.parts.total(),
            likeness: &self.assessment.likeness,
            at_ms: self.at_ms,
        }
    }
}

/// Every candidate in time order, and what the stream said of itself.
pub(crate) struct Candidates {
    pub(crate) list: Vec<Candidate>,
    pub(crate) facts: Option<StreamFacts>,
    pub(crate) coverage: Coverage,
}

/// Decodes the stretches of a video and assesses their frames.
///
/// First every stretch's key frame alone. Only if those do not give enough good pictures, the rest
/// of the longer stretches, of which the best frames are kept.
pub(crate) fn find(
    video: &FetchedVideo,
    limits: &Limits,
    stopwatch: &mut Stopwatch,
) -> Result<Candidates, MediaError> {
    let mut search = Search {
        video,
        limits,
        stopwatch,
        best: Vec::new(),
        facts: None,
        coverage: video.coverage,
        refusal: None,
    };
    for stretch in &video.stretches {
        search.decode(stretch, Reach::Key)?;
    }
    let choices: Vec<Choice<'_>> = search.best.iter().map(Candidate::choice).collect();
    if suffices(&choices) {
        search.coverage = Coverage::Whole; // nothing was left out that was wanted
    } else {
        let longer = |stretch: &&FetchedStretch| stretch.samples.len() > 1;
        for stretch in video.stretches.iter().filter(longer) {
            search.decode(stretch, Reach::Whole)?;
        }
    }
    search.finish()
}

/// How much of a stretch to decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Key,
    Whole,
}

struct Search<'a> {
    video: &'a FetchedVideo,
    limits: &'a Limits,
    stopwatch: &'a mut Stopwatch,
    best: Vec<Candidate>,
    facts: Option<StreamFacts>,
    coverage: Coverage,
    refusal: Option<MediaError>,
}

impl Search<'_> {
    /// Decodes one stretch. Errors only for what makes the whole video unusable.
    fn decode(&mut self, stretch: &FetchedStretch, reach: Reach) -> Result<(), MediaError> {
        if self.is_out_of_time() {
            return Ok(());
        }
        let entry = &self.video.track.entry;
        let mut decoder = StretchDecoder::new(entry, self.limits)?;
        check_memory(self.video, decoder.facts(), self.limits)?;
        let needed = |(index, (_, bytes)): &(usize, &(Option<u64>, Bytes))| {
            *index == 0 || role_of_sample(bytes, entry) != Role::Skippable
        };
        let samples = stretch.samples.iter().enumerate().filter(needed);
        let samples: Vec<&(Option<u64>, Bytes)> = samples.map(|(_, sample)| sample).collect();
        let (samples, stride) = match reach {
            Reach::Key => (samples.get(..1).unwrap_or_default(), 1),
            Reach::Whole => (samples.as_slice(), self.stride(&samples)),
        };
        for (index, (at_ms, bytes)) in samples.iter().copied().enumerate() {
            if index > 0 && self.is_out_of_time() {
                break;
            }
            let decoded = decoder.decode(bytes);
            self.stopwatch.lap(|timings| &mut timings.decode);
            match (decoded, at_ms) {
                // Without a time the edit list cuts the frame away.
                (Ok(Some(frame)), Some(at_ms)) if index % stride == 0 => self.look(frame, *at_ms),
                (Ok(_), _) => {}
                (Err(error), _) if error.is_limit() => return Err(error),
                (Err(error), _) => {
                    self.refusal.get_or_insert(error);
                    break; // what follows in this stretch refers to what is broken
                }
            }
        }
        self.facts = self.facts.or(decoder.facts().copied());
        Ok(())
    }

    /// Every how many frames to look, for about [`LOOKS`] looks a slot.
    fn stride(&self, samples: &[&(Option<u64>, Bytes)]) -> usize {
        let times = || samples.iter().filter_map(|(at_ms, _)| *at_ms);
        let slot = |at_ms: Option<u64>| at_ms.map_or(0, |at_ms| self.video.timeline.slot(at_ms));
        let slots = slot(times().max()) - slot(times().min()) + 1;
        (samples.len() / (slots * LOOKS)).max(1)
    }

    /// Assesses a frame and keeps it. Frames of one slot that look alike compete; others stand
    /// side by side until there are [`KEPT`].
    fn look(&mut self, frame: Frame, at_ms: u64) {
        let assessment = assess(&frame);
        self.stopwatch.lap(|timings| &mut timings.score);
        if self.best.iter().any(|other| other.at_ms == at_ms) {
            return;
        }
        let timeline = &self.video.timeline;
        let rival = self.best.iter().position(|other| {
            timeline.slot(other.at_ms) == timeline.slot(at_ms)
                && other.assessment.likeness.with(&assessment.likeness) >= SAME_SHOT
        });
        let total = |candidate: &Candidate| candidate.assessment.parts.total();
        let worst = || {
            let kept = self.best.iter().enumerate();
            kept.min_by(|(_, a), (_, b)| total(a).total_cmp(&total(b)))
                .map(|(index, _)| index)
        };
        let rival = rival.or_else(|| {
            if self.best.len() >= KEPT {
                worst()
            } else {
                None
            }
        });
        if let Some(index) = rival {
            let beaten = |other: &Candidate| assessment.parts.total() > total(other);
            if !self.best.get(index).is_some_and(beaten) {
                return;
            }
            self.best.swap_remove(index);
        }
        let frame = match frame.width.min(frame.height) >= BIG_SIDE {
            true => frame.halved(),
            false => frame,
        };
        self.best.push(Candidate {
            at_ms,
            frame,
            assessment,
        });
    }

    fn is_out_of_time(&mut self) -> bool {
        let spent = self.stopwatch.spent(DECODE_PERCENT);
        if spent {
            self.coverage = Coverage::Partial;
        }
        spent
    }

    fn finish(self) -> Result<Candidates, MediaError> {
        let Self {
            mut best,
            facts,
            coverage,
            refusal,
            ..
        } = self;
        if best.is_empty() {
            return Err(
                refusal.unwrap_or(match self.stopwatch.spent(DECODE_PERCENT) {
                    true => MediaError::OutOfTime {
                        limit: self.limits.cpu_time,
                    },
                    false => MediaError::Undecodable("no sample held a picture".to_owned()),
                }),
            );
        }
        best.sort_by_key(|candidate| candidate.at_ms);
        Ok(Candidates {
            list: best,
            facts,
            coverage,
        })
    }
}

/// Refuses a video whose pictures would not fit into memory.
fn check_memory(
    video: &FetchedVideo,
    facts: Option<&StreamFacts>,
    limits: &Limits,
) -> Result<(), MediaError> {
    let Some(facts) = facts else {
        return Ok(()); // parameter sets come with the samples; size limits still hold
    };
    let pixels = u64::from(facts.coded_width) * u64::from(facts.coded_height);
    let picture = pixels * 3 / 2;
    let kept = match facts.coded_width.min(facts.coded_height) >= BIG_SIDE {
        true => picture / 4,
        false => picture,
    };
    // Beside its references a decoder holds the picture at work and the one it hands out.
    let decoder = (u64::from(facts.references) + 2) * picture;
    let rgb = pixels * 3;
    let bytes = video.reads.bytes + decoder + KEPT as u64 * kept + rgb;
    match bytes > limits.memory {
        true => Err(MediaError::TooMuchMemory {
            bytes,
            limit: limits.memory,
        }),
        false => Ok(()),
    }
}
