//! HEVC, 8 to 12 bits.

use rust_h265::PixelData::{U8, U16};
use rust_h265::{DecodeError, DecodeLimits, Decoder};

use crate::decode::frame::{Chroma, Frame, Planes};
use crate::error::MediaError;
use crate::limits::Limits;

/// Decodes one stretch of HEVC.
pub(crate) struct HevcDecoder {
    decoder: Decoder,
}

/// An access unit delimiter: makes the decoder finish the picture before it.
const DELIMITER: [u8; 3] = [35 << 1, 1, 0x50];

impl HevcDecoder {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            decoder: Decoder::with_limits(DecodeLimits {
                max_picture_pixels: limits.pixels,
                max_picture_memory_bytes: limits.memory,
            }),
        }
    }

    /// Feeds the units of one sample and gives its frame.
    pub(crate) fn decode(&mut self, units: &[&[u8]]) -> Result<Option<Frame>, MediaError> {
        let mut last = None;
        let mut pictures = 0;
        // A sample holds one picture. A hostile one could hold thousands, each of full cost.
        let first_picture = units.iter().copied().take_while(|unit| {
            pictures += usize::from(starts_picture(unit));
            pictures <= 1
        });
        for unit in first_picture.chain([&DELIMITER[..]]) {
            let Some(parsed) = rust_h265::parse_nal(unit) else {
                continue;
            };
            if let Some(frame) = self.decoder.decode_nal(&parsed).map_err(refusal)? {
                last = Some(frame);
            }
        }
        last.map(from_decoder).transpose()
    }
}

/// Whether a unit is the first slice of a picture of the base layer (H.265, 7.3.6.1).
fn starts_picture(unit: &[u8]) -> bool {
    matches!(unit, [kind, layer, slice, ..]
        if (kind >> 1) & 0x3f < 32 && kind & 1 == 0 && layer >> 3 == 0 && slice & 0x80 != 0)
}

fn from_decoder(frame: rust_h265::Frame) -> Result<Frame, MediaError> {
    let chroma = match frame.chroma_format_idc {
        1 => Chroma::Quarter,
        2 => Chroma::Half,
        3 => Chroma::Full,
        other => return Err(unsupported(format!("chroma format {other}"))),
    };
    let planes = match (frame.y, frame.u, frame.v) {
        (U8(y), U8(u), U8(v)) => Planes::Eight([y, u, v]),
        (U16(y), U16(u), U16(v)) => Planes::Deep {
            planes: [y, u, v],
            bits: frame.bit_depth,
        },
        _ => return Err(unsupported("planes of different depth".to_owned())),
    };
    Ok(Frame {
        width: frame.width,
        height: frame.height,
        chroma,
        planes,
    })
}

fn unsupported(feature: String) -> MediaError {
    MediaError::UnsupportedStream {
        codec: "HEVC",
        feature,
    }
}

fn refusal(error: DecodeError) -> MediaError {
    match error {
        DecodeError::Unsupported(feature) => unsupported(feature.to_owned()),
        other => MediaError::Undecodable(other.to_string()),
    }
}
