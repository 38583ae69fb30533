//! What a file is, by its first bytes.

use super::DownloadError;

/// As many first bytes as every kind can be told from.
pub(super) const SNIFF_BYTES: usize = 64;

/// A kind of file the hub reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    WebP,
    /// AVIF picture.
    Avif,
    /// HEIC or HEIF picture.
    Heic,
    /// MP4 or QuickTime video.
    Mp4,
}

impl MediaKind {
    /// The kind a file's first bytes (64 are enough) show, or none the hub reads.
    pub fn sniff(first: &[u8]) -> Option<Self> {
        match first {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::WebP),
            [a, b, c, d, b'f', b't', b'y', b'p', brands @ ..] => {
                let size = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
                Self::of_brands(brands.get(..size.saturating_sub(8)).unwrap_or(brands))
            }
            _ => None,
        }
    }

    /// The kind an ISO media file's brands name (ISO/IEC 14496-12, AVIF and HEIF specifications).
    fn of_brands(brands: &[u8]) -> Option<Self> {
        let (major, rest) = brands.split_at_checked(4)?;
        // Four bytes of version stand between the major and the compatible brands.
        let compatible = || rest.get(4..).unwrap_or_default().chunks_exact(4);
        match major {
            b"avif" | b"avis" => Some(Self::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Self::Heic),
            b"mif1" | b"msf1" if compatible().any(|brand| brand == b"avif") => Some(Self::Avif),
            b"mif1" | b"msf1" => Some(Self::Heic),
            b"isom" | b"mp41" | b"mp42" | b"avc1" | b"qt  " | b"M4V " | b"dash" => Some(Self::Mp4),
            [b'i', b's', b'o', b'2'..=b'9'] => Some(Self::Mp4),
            _ if compatible().any(|brand| brand == b"isom" || brand == b"mp42") => Some(Self::Mp4),
            _ => None,
        }
    }

    /// The kind's media type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
        }
    }

    /// Whether it is a picture rather than a video.
    pub const fn is_picture(self) -> bool {
        !matches!(self, Self::Mp4)
    }
}

/// Why bytes of no known kind are refused.
pub(super) fn refusal(first: &[u8]) -> DownloadError {
    match first.trim_ascii_start() {
        [] => DownloadError::Empty,
        [b'<', ..] => DownloadError::Html,
        _ => DownloadError::NotMedia,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: &[u8], expected: Option<MediaKind>) {
        assert_eq!(
            MediaKind::sniff(first),
            expected,
            "{}",
            first.escape_ascii()
        );
    }

    #[test]
    fn first_bytes_tell_the_kind() {
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Some(MediaKind::Jpeg));
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(MediaKind::Png));
        check(b"RIFF\x10\0\0\0WEBPVP8 ", Some(MediaKind::WebP));
        check(
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
            Some(MediaKind::Avif),
        );
        check(
            b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf",
            Some(MediaKind::Avif),
        );
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(MediaKind::Heic));
        check(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(MediaKind::Heic));
        check(
            b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
            Some(MediaKind::Mp4),
        );
        check(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Some(MediaKind::Mp4));
        check(b"\0\0\0\x18ftypXAVC\0\0\0\0XAVCmp42", Some(MediaKind::Mp4));
        check(b"\0\0\0\x14ftypM4A \0\0\0\0M4A ", None);
        check(b"\0\0\0\x14ftypzzzz\0\0\0\0zzzzmp42", None);
        check(b"\0\0\0\x02ftyp", None);
        check(b"RIFF\x10\0\0\0WAVEfmt ", None);
        check(b"GIF89a", None);
        check(b"<html>", None);
        check(b"just text, renamed to .mp4", None);
        check(b"", None);
    }

    #[test]
    fn refusals_say_why() {
        assert!(matches!(refusal(b""), DownloadError::Empty));
        assert!(matches!(
            refusal(b" \n<!doctype html>"),
            DownloadError::Html
        ));
        assert!(matches!(refusal(b"#EXTM3U"), DownloadError::NotMedia));
    }
}
