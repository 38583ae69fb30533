//! What the numbers of a picture mean: matrix, range and transfer.
//!
//! Codes are those of ITU-T H.273, which MP4's `colr` box and both codecs share.

/// Colour as a file states it. Unknown values stand as 2 ("unspecified").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColorTags {
    pub(crate) primaries: u16,
    pub(crate) transfer: u16,
    pub(crate) matrix: u16,
    /// Whether samples use all values; `None` where the file leaves it to the stream.
    pub(crate) full_range: Option<bool>,
}

/// Colour as it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Color {
    pub(crate) matrix: Matrix,
    pub(crate) range: Range,
    pub(crate) transfer: Transfer,
    pub(crate) gamut: Gamut,
}

/// How luma and colour differences are made from red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matrix {
    Bt601,
    Bt709,
    Bt2020,
}

/// Which values are black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    Limited,
    Full,
}

/// How light becomes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// Ordinary video; shown as it is.
    Standard,
    /// Perceptual quantiser, SMPTE ST 2084.
    Pq,
    /// Hybrid log-gamma, ARIB STD-B67.
    Hlg,
}

/// Which red, green and blue are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gamut {
    Standard,
    Wide,
}

impl Color {
    /// Settles colour from the container first, then the stream, then what players assume:
    /// limited range, and BT.709 unless the picture is no bigger than standard definition. Portrait
    /// video of 576×1024 is made from HD and counts as such.
    pub(crate) fn settle(
        container: Option<ColorTags>,
        stream: Option<ColorTags>,
        width: u32,
        height: u32,
    ) -> Self {
        let tags = [container, stream];
        let stated = |field: fn(ColorTags) -> u16| {
            let mut known = tags.iter().flatten().map(|tags| field(*tags));
            known.find(|code| !matches!(code, 0 | 2))
        };
        let matrix = match stated(|tags| tags.matrix) {
            Some(1) => Matrix::Bt709,
            Some(4..=6) => Matrix::Bt601,
            Some(9 | 10) => Matrix::Bt2020,
            _ if width.max(height) > 720 => Matrix::Bt709,
            _ => Matrix::Bt601,
        };
        let full = tags.iter().flatten().find_map(|tags| tags.full_range);
        Self {
            matrix,
            range: match full {
                Some(true) => Range::Full,
                _ => Range::Limited,
            },
            transfer: match stated(|tags| tags.transfer) {
                Some(16) => Transfer::Pq,
                Some(18) => Transfer::Hlg,
                _ => Transfer::Standard,
            },
            gamut: match stated(|tags| tags.primaries) {
                Some(9) => Gamut::Wide,
                _ => Gamut::Standard,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_settled() {
        let tags = |primaries, transfer, matrix, full_range| {
            Some(ColorTags {
                primaries,
                transfer,
                matrix,
                full_range,
            })
        };
        let check = |name, container, stream, side, expected: (Matrix, Range, Transfer)| {
            let color = Color::settle(container, stream, side, side);
            assert_eq!(
                (color.matrix, color.range, color.transfer),
                expected,
                "{name}"
            );
        };
        let plain = Transfer::Standard;
        check(
            "untagged HD",
            None,
            None,
            1080,
            (Matrix::Bt709, Range::Limited, plain),
        );
        check(
            "untagged SD",
            None,
            None,
            640,
            (Matrix::Bt601, Range::Limited, plain),
        );
        check(
            "container beats stream",
            tags(1, 1, 1, Some(false)),
            tags(6, 6, 6, Some(true)),
            576,
            (Matrix::Bt709, Range::Limited, plain),
        );
        check(
            "unspecified falls through",
            tags(2, 2, 2, None),
            tags(5, 6, 5, Some(true)),
            1080,
            (Matrix::Bt601, Range::Full, plain),
        );
        check(
            "HLG",
            None,
            tags(9, 18, 9, None),
            1080,
            (Matrix::Bt2020, Range::Limited, Transfer::Hlg),
        );
    }
}
