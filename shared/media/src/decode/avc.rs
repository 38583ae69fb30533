//! H.264: a fast decoder for what TikTok serves, a complete one for the rest.

use rust_h264::decoder::{ChromaFormat, Decoder as CompleteDecoder};
use rust_h264::error::DecodeError as CompleteError;
use rust_h264::nal::{NalUnit, parse_avcc, parse_sps_info};
use rusty_h264_decoder::{DecodeError as FastError, Decoder as FastDecoder};

use crate::color::ColorTags;
use crate::decode::StreamFacts;
use crate::decode::frame::{Chroma, Frame, Planes};
use crate::error::MediaError;

/// The type of a sequence parameter set.
const SPS: u8 = 7;

/// Reads a sequence parameter set; `None` for other units.
pub(crate) fn facts(unit: &[u8]) -> Result<Option<StreamFacts>, MediaError> {
    if unit.first().is_none_or(|header| header & 0x1f != SPS) {
        return Ok(None);
    }
    let with_length = prefixed(unit);
    let Some(parsed) = parse_avcc(&with_length, 4).into_iter().next() else {
        return Ok(None);
    };
    let info = parse_sps_info(&parsed).map_err(complete_error)?;
    Ok(Some(StreamFacts {
        coded_width: info.coded_width,
        coded_height: info.coded_height,
        references: info.reference_frames.min(16),
        color: ColorTags {
            primaries: u16::from(info.primaries),
            transfer: u16::from(info.transfer),
            matrix: u16::from(info.matrix),
            full_range: Some(info.full_range),
        },
    }))
}

/// Decodes one stretch of H.264.
pub(crate) struct AvcDecoder {
    /// Parameter sets, kept for the case that the complete decoder has to take over.
    parameter_sets: Vec<Vec<u8>>,
    engine: Engine,
}

enum Engine {
    Fast {
        decoder: Box<FastDecoder>,
        started: bool,
    },
    Complete(Box<CompleteDecoder>),
}

impl AvcDecoder {
    pub(crate) fn new() -> Self {
        Self {
            parameter_sets: Vec::new(),
            engine: Engine::Fast {
                decoder: Box::new(FastDecoder::new()),
                started: false,
            },
        }
    }

    /// Feeds the units of one sample and gives its frame.
    pub(crate) fn decode(&mut self, units: &[&[u8]]) -> Result<Option<Frame>, MediaError> {
        let sets = units.iter().filter(|unit| is_parameter_set(unit));
        self.parameter_sets.extend(sets.map(|unit| unit.to_vec()));
        if let Engine::Fast { decoder, started } = &mut self.engine {
            match decoder.decode(&annex_b(units)) {
                Ok(frame) => {
                    *started |= frame.is_some();
                    return Ok(frame.map(|frame| Frame {
                        width: frame.width as u32,
                        height: frame.height as u32,
                        chroma: Chroma::Quarter,
                        planes: Planes::Eight([frame.y, frame.u, frame.v]),
                    }));
                }
                Err(FastError::Unsupported(_)) if !*started => {}
                Err(error) => return Err(MediaError::Undecodable(error.to_string())),
            }
            let mut complete = CompleteDecoder::new();
            for set in &self.parameter_sets {
                feed(&mut complete, set)?;
            }
            self.engine = Engine::Complete(Box::new(complete));
        }
        let Engine::Complete(decoder) = &mut self.engine else {
            return Ok(None);
        };
        for unit in units {
            feed(decoder, unit)?;
        }
        Ok(decoder.flush().map(from_complete))
    }
}

fn is_parameter_set(unit: &[u8]) -> bool {
    unit.first()
        .is_some_and(|header| matches!(header & 0x1f, 7 | 8))
}

fn feed(decoder: &mut CompleteDecoder, unit: &[u8]) -> Result<(), MediaError> {
    let with_length = prefixed(unit);
    for parsed in &parse_avcc(&with_length, 4) {
        feed_parsed(decoder, parsed)?;
    }
    Ok(())
}

fn feed_parsed(decoder: &mut CompleteDecoder, unit: &NalUnit<'_>) -> Result<(), MediaError> {
    // A frame given here belongs to the sample before, which was already flushed.
    decoder.decode_nal(unit).map(|_| ()).map_err(complete_error)
}

/// The unit behind a four-byte length.
fn prefixed(unit: &[u8]) -> Vec<u8> {
    let length = u32::try_from(unit.len()).unwrap_or(u32::MAX);
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.extend_from_slice(unit);
    bytes
}

/// The units behind start codes.
fn annex_b(units: &[&[u8]]) -> Vec<u8> {
    let mut stream = Vec::with_capacity(units.iter().map(|unit| unit.len() + 4).sum());
    for unit in units {
        stream.extend_from_slice(&[0, 0, 0, 1]);
        stream.extend_from_slice(unit);
    }
    stream
}

fn from_complete(frame: rust_h264::decoder::Frame) -> Frame {
    let chroma = match frame.chroma_format {
        ChromaFormat::Yuv420 => Chroma::Quarter,
        ChromaFormat::Yuv422 => Chroma::Half,
    };
    let planes = [frame.y, frame.u, frame.v];
    Frame {
        width: frame.width,
        height: frame.height,
        chroma,
        planes: match frame.bit_depth {
            8 => Planes::Eight(planes),
            bits => Planes::Deep {
                planes: planes.map(|plane| little_endian(&plane)),
                bits,
            },
        },
    }
}

fn little_endian(plane: &[u8]) -> Vec<u16> {
    let (pairs, _) = plane.as_chunks();
    pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect()
}

fn complete_error(error: CompleteError) -> MediaError {
    match error {
        CompleteError::Unsupported(feature) => MediaError::UnsupportedStream {
            codec: "H.264",
            feature: feature.to_owned(),
        },
        other => MediaError::Undecodable(other.to_string()),
    }
}
