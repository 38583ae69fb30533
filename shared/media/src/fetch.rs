//! Reading a video: the index, then the samples the plan asks for, and nothing else.

use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;

use crate::decode::{Role, StretchDecoder, role_of_sample};
use crate::error::MediaError;
use crate::limits::Limits;
use crate::mp4::{IndexWalk, Sample, Step, VideoTrack, Window};
use crate::plan::{self, Plan, Stretch, Timeline};
use crate::report::{Coverage, Reads, VideoFacts};
use crate::source::{RangedSource, SourceError};
use crate::stopwatch::timed;

/// Ranges closer than this are read as one: the bytes between cost less than a request.
const MERGE_GAP: u64 = 64 << 10;

/// What was read of a video: all that [`pictures_of_video`](crate::pictures_of_video) needs.
#[derive(Debug)]
pub struct FetchedVideo {
    pub(crate) track: VideoTrack,
    pub(crate) timeline: Timeline,
    pub(crate) stretches: Vec<FetchedStretch>,
    pub(crate) facts: VideoFacts,
    pub(crate) coverage: Coverage,
    pub(crate) reads: Reads,
    pub(crate) index_time: Duration,
}

/// One stretch of samples with its bytes.
#[derive(Debug)]
pub(crate) struct FetchedStretch {
    /// When each sample is shown, and its bytes, in decoding order.
    pub(crate) samples: Vec<(Option<u64>, Bytes)>,
}

impl FetchedVideo {
    /// What was read so far.
    pub const fn reads(&self) -> Reads {
        self.reads
    }

    /// What the video is.
    pub const fn facts(&self) -> &VideoFacts {
        &self.facts
    }
}

/// Reads the index of a video and the frames worth decoding.
///
/// # Errors
///
/// A source error, a file that is no usable MP4, an unsupported codec, or a limit.
pub async fn read_video<S: RangedSource + Sync>(
    source: &S,
    limits: &Limits,
) -> Result<FetchedVideo, MediaError> {
    let mut reader = Reader {
        source,
        reads: Reads {
            size: source.size().await?,
            ..Reads::default()
        },
        index_time: Duration::ZERO,
        limit: limits.read_bytes,
        known: Vec::new(),
    };
    let track = reader.index(limits).await?;
    let size = reader.reads.size;
    let (prepared, took) = timed(|| Prepared::new(track, size, limits));
    let mut prepared = prepared?;
    reader.index_time += took;

    let mut stretches = reader
        .samples(&prepared.track, &prepared.timeline, &prepared.plan)
        .await?;
    let mut keys = prepared.keys.clone();
    // The index may call samples keys that are not, most often when it has no list of them.
    // Believe the pictures instead, and plan once more with the keys that really are.
    let lies = |stretch: &FetchedStretch| {
        let first = stretch.samples.first();
        first.is_none_or(|(_, bytes)| role_of_sample(bytes, &prepared.track.entry) != Role::Key)
    };
    if stretches.iter().any(lies) {
        let planned = prepared.plan.stretches.iter().map(|stretch| stretch.first);
        let wrong: Vec<usize> = planned
            .zip(&stretches)
            .filter(|(_, stretch)| lies(stretch))
            .map(|(first, _)| first)
            .collect();
        let true_keys: Vec<usize> = prepared
            .plan
            .stretches
            .iter()
            .map(|stretch| stretch.first)
            .filter(|first| !wrong.contains(first))
            .collect();
        keys = match true_keys.is_empty() {
            true => vec![0], // let the decoder try from the start
            false => true_keys,
        };
        prepared.replan(&keys, limits);
        stretches = reader
            .samples(&prepared.track, &prepared.timeline, &prepared.plan)
            .await?;
    }
    let facts = VideoFacts {
        codec: prepared.track.entry.codec.name(),
        width: prepared.width,
        height: prepared.height,
        duration: Duration::from_millis(prepared.timeline.duration_ms),
        samples: prepared.track.samples.len(),
        key_frames: keys.len(),
    };
    Ok(FetchedVideo {
        facts,
        stretches,
        coverage: prepared.plan.coverage,
        track: prepared.track,
        timeline: prepared.timeline,
        reads: reader.reads,
        index_time: reader.index_time,
    })
}

/// A track with everything that follows from the index alone.
struct Prepared {
    track: VideoTrack,
    timeline: Timeline,
    width: u32,
    height: u32,
    keys: Vec<usize>,
    plan: Plan,
}

impl Prepared {
    fn new(mut track: VideoTrack, size: u64, limits: &Limits) -> Result<Self, MediaError> {
        // A file that was cut off keeps the samples before the cut.
        let whole = track
            .samples
            .iter()
            .take_while(|sample| sample.end() <= size)
            .count();
        let cut = whole < track.samples.len();
        track.samples.truncate(whole);
        if track.samples.is_empty() {
            return Err(match cut {
                true => MediaError::DamagedIndex("the file ends before its first picture"),
                false => MediaError::NoSamples,
            });
        }
        let timeline = Timeline::new(&track);
        if timeline.duration_ms > u64::try_from(limits.duration.as_millis()).unwrap_or(u64::MAX) {
            return Err(MediaError::TooLong {
                seconds: timeline.duration_ms / 1000,
                limit: limits.duration,
            });
        }
        let decoder = StretchDecoder::new(&track.entry, limits)?;
        let (width, height) = match decoder.facts() {
            Some(facts) => (facts.coded_width, facts.coded_height),
            None => (track.entry.width, track.entry.height),
        };
        let keys = plan::keys_by_index(&track);
        let keys = if keys.is_empty() { vec![0] } else { keys };
        let pixels = u64::from(width) * u64::from(height);
        let mut plan = plan::plan(&track, &timeline, &keys, pixels, limits);
        if cut {
            plan.coverage = Coverage::Partial;
        }
        Ok(Self {
            track,
            timeline,
            width,
            height,
            keys,
            plan,
        })
    }

    fn replan(&mut self, keys: &[usize], limits: &Limits) {
        let pixels = u64::from(self.width) * u64::from(self.height);
        self.plan = plan::plan(&self.track, &self.timeline, keys, pixels, limits);
    }
}

/// Reads with a running account.
struct Reader<'a, S> {
    source: &'a S,
    reads: Reads,
    index_time: Duration,
    limit: u64,
    /// What was read so far, by offset: never asked for twice.
    known: Vec<(u64, Bytes)>,
}

impl<S: RangedSource + Sync> Reader<'_, S> {
    async fn index(&mut self, limits: &Limits) -> Result<VideoTrack, MediaError> {
        let mut walk = IndexWalk::new(self.reads.size);
        loop {
            let window = match self.known.last() {
                Some((offset, bytes)) => Window {
                    offset: *offset,
                    bytes,
                },
                None => Window {
                    offset: 0,
                    bytes: &[],
                },
            };
            let (step, took) = timed(|| walk.advance(window, limits));
            self.index_time += took;
            match step? {
                Step::Done(track) => return Ok(*track),
                Step::Need(range) => {
                    let bytes = self.reads.bytes + (range.end - range.start);
                    if bytes > limits.index_bytes {
                        let limit = limits.index_bytes;
                        return Err(MediaError::IndexTooBig { bytes, limit });
                    }
                    self.read(&[range]).await?;
                }
            }
        }
    }

    /// Reads the samples of a plan, as far as they are not known yet.
    async fn samples(
        &mut self,
        track: &VideoTrack,
        timeline: &Timeline,
        plan: &Plan,
    ) -> Result<Vec<FetchedStretch>, MediaError> {
        let wanted = plan
            .stretches
            .iter()
            .flat_map(|stretch| samples_of(track, *stretch));
        let unread = wanted.filter(|(_, sample)| self.find(sample).is_none());
        let ranges = merged(
            unread
                .map(|(_, sample)| sample.offset..sample.end())
                .collect(),
        );
        if !ranges.is_empty() {
            self.read_rest(&ranges).await?;
        }
        let stretches = plan.stretches.iter().map(|stretch| FetchedStretch {
            samples: samples_of(track, *stretch)
                .map(|(index, sample)| {
                    (
                        timeline.shown_ms(index),
                        self.find(sample).unwrap_or_default(),
                    )
                })
                .collect(),
        });
        Ok(stretches.collect())
    }

    /// Reads ranges whose beginnings may be known already, and keeps them whole.
    async fn read_rest(&mut self, ranges: &[Range<u64>]) -> Result<(), MediaError> {
        let known_end = |start: u64| {
            let ends = self
                .known
                .iter()
                .map(|(offset, bytes)| (*offset, offset + bytes.len() as u64));
            let around = ends.filter(|(offset, end)| *offset <= start && start < *end);
            around.map(|(_, end)| end).max()
        };
        let rest = |range: &Range<u64>| {
            known_end(range.start).unwrap_or(range.start).min(range.end)..range.end
        };
        let rests: Vec<Range<u64>> = ranges.iter().map(rest).collect();
        let before = self.known.len();
        self.read(&rests).await?;
        for (index, range) in ranges.iter().enumerate() {
            let Some(read) = self.known.get(before + index).cloned() else {
                continue;
            };
            let beginning = self.known.iter().find_map(|(offset, bytes)| {
                let start = usize::try_from(range.start.checked_sub(*offset)?).ok()?;
                let end = usize::try_from(read.0.checked_sub(*offset)?).ok()?;
                bytes.get(start..end).filter(|part| !part.is_empty())
            });
            if let Some(beginning) = beginning {
                let whole: Bytes = [beginning, &read.1].concat().into();
                if let Some(kept) = self.known.get_mut(before + index) {
                    *kept = (range.start, whole);
                }
            }
        }
        Ok(())
    }

    /// A sample's bytes, where they were read.
    fn find(&self, sample: &Sample) -> Option<Bytes> {
        self.known.iter().find_map(|(offset, bytes)| {
            let start = usize::try_from(sample.offset.checked_sub(*offset)?).ok()?;
            let end = start.checked_add(usize::try_from(sample.size).ok()?)?;
            (end <= bytes.len()).then(|| bytes.slice(start..end))
        })
    }

    /// Reads ranges and keeps them.
    async fn read(&mut self, ranges: &[Range<u64>]) -> Result<(), MediaError> {
        let asked: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        let bytes = self.reads.bytes.saturating_add(asked);
        if bytes > self.limit {
            return Err(MediaError::TooManyBytes {
                bytes,
                limit: self.limit,
            });
        }
        let chunks = self.source.read(ranges).await?;
        for (index, range) in ranges.iter().enumerate() {
            let got = chunks.get(index).map_or(0, Bytes::len) as u64;
            if got != range.end - range.start {
                let (start, end) = (range.start, range.end);
                return Err(SourceError::WrongLength { start, end, got }.into());
            }
        }
        self.reads.bytes = bytes;
        self.reads.requests += u32::try_from(ranges.len()).unwrap_or(u32::MAX);
        self.reads.round_trips += 1;
        let offsets = ranges.iter().map(|range| range.start);
        self.known.extend(offsets.zip(chunks));
        Ok(())
    }
}

fn samples_of(track: &VideoTrack, stretch: Stretch) -> impl Iterator<Item = (usize, &Sample)> {
    let samples = track.samples.iter().enumerate();
    samples.skip(stretch.first).take(stretch.count)
}

/// Joins ranges that touch or nearly do, in order of offset.
fn merged(mut ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end.saturating_add(MERGE_GAP) => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}
