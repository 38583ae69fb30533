//! Turning a photograph upright by its EXIF orientation.

use crate::make::Rgb;
use crate::mp4::Rotation;

/// Turns and mirrors a picture as its EXIF block asks. A block that cannot be read asks nothing.
pub(super) fn upright(picture: Rgb, exif: Option<&[u8]>) -> Rgb {
    // Values as in EXIF 2.32, table 4, tag 274; even ones below 5 and odd ones above mirror.
    match exif.and_then(orientation).unwrap_or(1) {
        2 => picture.mirrored(),
        3 => picture.rotated(Rotation::Half),
        4 => picture.rotated(Rotation::Half).mirrored(),
        5 => picture.rotated(Rotation::Quarter).mirrored(),
        6 => picture.rotated(Rotation::Quarter),
        7 => picture.rotated(Rotation::ThreeQuarters).mirrored(),
        8 => picture.rotated(Rotation::ThreeQuarters),
        _ => picture,
    }
}

/// The orientation tag of the first directory.
fn orientation(exif: &[u8]) -> Option<u16> {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let order = match tiff.get(..4)? {
        b"II*\0" => Order::Little,
        b"MM\0*" => Order::Big,
        _ => return None,
    };
    let directory = order.u32(tiff, 4)? as usize;
    let entries = usize::from(order.u16(tiff, directory)?);
    (0..entries).find_map(|entry| {
        let at = directory.checked_add(2 + entry * 12)?;
        (order.u16(tiff, at)? == 274).then(|| order.u16(tiff, at + 8))?
    })
}

#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let value = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(value),
            Self::Big => u16::from_be_bytes(value),
        })
    }

    fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let value = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(value),
            Self::Big => u32::from_be_bytes(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exif(orientation: u8) -> Vec<u8> {
        let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        block.extend([orientation, 0, 0, 0, 0, 0, 0]);
        block
    }

    #[test]
    fn pictures_are_turned_upright() {
        // Two pixels across, one down: red, then blue.
        let (red, blue) = ([255, 0, 0], [0, 0, 255]);
        let check = |orientation: u8, size: (u32, u32), pixels: [[u8; 3]; 2]| {
            let picture = Rgb {
                width: 2,
                height: 1,
                pixels: [red, blue].concat(),
            };
            let turned = upright(picture, Some(&exif(orientation)));
            assert_eq!((turned.width, turned.height), size, "{orientation}");
            assert_eq!(turned.pixels, pixels.concat(), "{orientation}");
        };
        check(1, (2, 1), [red, blue]);
        check(2, (2, 1), [blue, red]);
        check(3, (2, 1), [blue, red]);
        check(4, (2, 1), [red, blue]);
        check(5, (1, 2), [red, blue]);
        check(6, (1, 2), [red, blue]);
        check(7, (1, 2), [blue, red]);
        check(8, (1, 2), [blue, red]);
        check(99, (2, 1), [red, blue]);
    }

    #[test]
    fn damaged_blocks_ask_nothing() {
        let whole = exif(6);
        for length in 0..whole.len() {
            let _ = orientation(&whole[..length]);
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
    }
}
