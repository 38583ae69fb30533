//! Coded samples to frames.
//!
//! Every stretch of video is decoded by a fresh decoder, so that a frame's content never depends
//! on what was decoded before it. Sizes are checked before a decoder sees the stream.

mod avc;
mod frame;
#[cfg(test)]
mod golden;
mod hevc;
mod hevc_parameters;
mod nal;

use crate::color::ColorTags;
use crate::error::MediaError;
use crate::limits::{Limits, MIN_SIDE};
use crate::mp4::{Codec, SampleEntry};

pub(crate) use self::frame::{Chroma, Frame, Planes};
pub(crate) use self::nal::{Role, role_of_sample};

/// What a stream says about its pictures, read from its parameter sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StreamFacts {
    /// Size of the coded picture, cropping included.
    pub(crate) coded_width: u32,
    pub(crate) coded_height: u32,
    /// Pictures the decoder has to hold for reference.
    pub(crate) references: u32,
    pub(crate) color: ColorTags,
}

impl StreamFacts {
    /// Refuses pictures that are too big or too small.
    fn check(&self, limits: &Limits) -> Result<(), MediaError> {
        let (width, height) = (self.coded_width, self.coded_height);
        if width.max(height) > limits.side || u64::from(width) * u64::from(height) > limits.pixels {
            return Err(MediaError::TooManyPixels { width, height });
        }
        if width.min(height) < MIN_SIDE {
            return Err(MediaError::TooSmall { width, height });
        }
        Ok(())
    }
}

/// Decodes one stretch of samples, one at a time.
pub(crate) struct StretchDecoder<'a> {
    entry: &'a SampleEntry,
    limits: &'a Limits,
    decoder: Decoder,
    facts: Option<StreamFacts>,
}

enum Decoder {
    Avc(avc::AvcDecoder),
    Hevc(Box<hevc::HevcDecoder>),
}

impl<'a> StretchDecoder<'a> {
    /// Starts at a sample decoding can start at.
    pub(crate) fn new(entry: &'a SampleEntry, limits: &'a Limits) -> Result<Self, MediaError> {
        let mut stretch = Self {
            entry,
            limits,
            decoder: match entry.codec {
                Codec::Avc => Decoder::Avc(avc::AvcDecoder::new()),
                Codec::Hevc => Decoder::Hevc(Box::new(hevc::HevcDecoder::new(limits))),
            },
            facts: None,
        };
        let sets: Vec<&[u8]> = entry.parameter_sets.iter().map(Vec::as_slice).collect();
        stretch.feed(&sets)?;
        Ok(stretch)
    }

    /// What the parameter sets seen so far say.
    pub(crate) const fn facts(&self) -> Option<&StreamFacts> {
        self.facts.as_ref()
    }

    /// Decodes one sample; gives its frame, or `None` if it holds no picture.
    pub(crate) fn decode(&mut self, sample: &[u8]) -> Result<Option<Frame>, MediaError> {
        let units: Vec<&[u8]> = nal::units(sample, self.entry.nal_length_size).collect();
        let frame = self.feed(&units)?;
        match frame {
            Some(frame) if !frame.is_whole() => Err(MediaError::Undecodable(
                "the decoder gave a broken frame".to_owned(),
            )),
            frame => Ok(frame),
        }
    }

    fn feed(&mut self, units: &[&[u8]]) -> Result<Option<Frame>, MediaError> {
        for unit in units {
            let facts = match self.entry.codec {
                Codec::Avc => avc::facts(unit)?,
                Codec::Hevc => hevc_parameters::facts(unit),
            };
            if let Some(facts) = facts {
                facts.check(self.limits)?;
                self.facts = Some(facts);
            }
        }
        match &mut self.decoder {
            Decoder::Avc(decoder) => decoder.decode(units),
            Decoder::Hevc(decoder) => decoder.decode(units),
        }
    }
}
