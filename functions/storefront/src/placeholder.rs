//! What stands in a picture's place until it has loaded: a gradient of three colours.
//!
//! Drawn from the picture's thumbhash on the server, so that it needs neither a script nor a data
//! address. A content security policy without inline styles leaves one way to give each picture
//! its own: one rule each in a style sheet of the page.

use std::f32::consts::PI;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Thumbhashes are at most 25 bytes; anything much longer is something else.
const LONGEST_THUMBHASH: usize = 64;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The placeholders of one page.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    css: String,
    count: usize,
}

impl Placeholders {
    /// Adds one and names its class. `None` for a thumbhash that says nothing; the style sheet's
    /// plain background stays then.
    pub(crate) fn add(&mut self, thumbhash: &str) -> Option<String> {
        let [top, middle, bottom] = bands(thumbhash)?;
        let class = format!("p{}", self.count);
        self.count += 1;
        // Writing to a String can't fail.
        let _ = write!(
            self.css,
            ".{class}{{background:linear-gradient({top},{middle},{bottom})}}"
        );
        Some(class)
    }

    /// The rules of all of them.
    pub(crate) fn css(&self) -> &str {
        &self.css
    }
}

/// The colours of the upper, middle and lower third, as `#rrggbb`.
///
/// A thumbhash is a picture's first cosine waves in lightness and two colour channels, four bits
/// each (evanw.github.io/thumbhash). The mean of a row depends on the waves that run straight down
/// only, so these are read and the others passed over: some hundred times less work than drawing
/// the whole placeholder. `None` for pictures with transparency, which photographs have not.
fn bands(thumbhash: &str) -> Option<[String; 3]> {
    if thumbhash.len() > LONGEST_THUMBHASH {
        return None;
    }
    let hash = BASE64.decode(thumbhash).ok()?;
    let (header, waves) = hash.split_first_chunk::<5>()?;
    let [a, b, c, d, e] = *header;
    let means = u32::from_le_bytes([a, b, c, 0]);
    let scales = u16::from_le_bytes([d, e]);
    if means >> 23 != 0 {
        return None;
    }
    let short_side = usize::from(scales & 7).max(3);
    let (across, down) = if scales >> 15 == 0 {
        (short_side, 7)
    } else {
        (7, short_side)
    };
    let mut waves = waves.iter().flat_map(|byte| [byte & 15, byte >> 4]);
    let lightness = Column {
        mean: bits(means, 0, 6) / 63.0,
        waves: straight_down(&mut waves, across, down, bits(means, 18, 5) / 31.0)?,
    };
    let [yellow_blue, red_green] = [(6, 3), (12, 9)].map(|(mean_at, scale_at)| {
        // 1.25: the format's own answer to what rounding takes from colours.
        let scale = bits(scales.into(), scale_at, 6) / 63.0 * 1.25;
        let waves = straight_down(&mut waves, 3, 3, scale)?;
        Some(Column {
            mean: bits(means, mean_at, 6) / 31.5 - 1.0,
            waves,
        })
    });
    let (yellow_blue, red_green) = (yellow_blue?, red_green?);
    Some([1.0, 3.0, 5.0].map(|sixths| {
        let at = sixths / 6.0;
        hex(lightness.at(at), yellow_blue.at(at), red_green.at(at))
    }))
}

/// One channel of a picture from top to bottom.
struct Column {
    mean: f32,
    /// Heights of the waves with one, two, … half turns over the picture.
    waves: Vec<f32>,
}

impl Column {
    /// Its value at a height, 0 at the top and 1 at the bottom.
    fn at(&self, height: f32) -> f32 {
        let turns = (1_u8..).map(|count| f32::from(count) * height * PI);
        let waves = self.waves.iter().zip(turns);
        self.mean
            + waves
                .map(|(wave, turn)| 2.0 * wave * turn.cos())
                .sum::<f32>()
    }
}

/// Reads one channel's waves and keeps those that run straight down.
fn straight_down(
    waves: &mut impl Iterator<Item = u8>,
    across: usize,
    down: usize,
    scale: f32,
) -> Option<Vec<f32>> {
    let mut kept = Vec::with_capacity(down);
    for y in 0..down {
        // The corner of the fast waves is cut off; the first wave is the mean, which stands apart.
        for x in (usize::from(y == 0)..across).take_while(|x| x * down < across * (down - y)) {
            let wave = (f32::from(waves.next()?) / 7.5 - 1.0) * scale;
            if x == 0 {
                kept.push(wave);
            }
        }
    }
    Some(kept)
}

/// `count` bits of a header from bit `at` on; at most 6, so that nothing is lost in a float.
fn bits(header: u32, at: u32, count: u32) -> f32 {
    let mask = (1_u32 << count) - 1;
    u8::try_from(header >> at & mask).map_or(0.0, f32::from)
}

/// The colour of lightness, yellow over blue, and red over green.
fn hex(lightness: f32, yellow_blue: f32, red_green: f32) -> String {
    let blue = lightness - 2.0 / 3.0 * yellow_blue;
    let red = (3.0 * lightness - blue + red_green) / 2.0;
    let green = red - red_green;
    // A cast from float to integer stays within the integer's range.
    let [red, green, blue] = [red, green, blue].map(|part| (part.clamp(0.0, 1.0) * 255.0) as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn thumbhash_of(color: impl Fn(usize) -> [u8; 4]) -> String {
        let pixels: Vec<u8> = (0..9 * 16).flat_map(|i| color(i / 9)).collect();
        BASE64.encode(thumbhash::rgba_to_thumb_hash(9, 16, &pixels))
    }

    fn channel(color: &str, at: usize) -> i32 {
        i32::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap())
    }

    #[test]
    fn a_picture_becomes_three_bands_of_its_colours() {
        let red_over_blue = thumbhash_of(|row| {
            if row < 8 {
                [220, 20, 20, 255]
            } else {
                [20, 20, 220, 255]
            }
        });
        let [top, _, bottom] = bands(&red_over_blue).unwrap();
        assert!(channel(&top, 1) > channel(&top, 5), "{top} is red");
        assert!(
            channel(&bottom, 5) > channel(&bottom, 1),
            "{bottom} is blue"
        );
    }

    /// The middle row of each third, drawn by the reference decoder.
    #[test]
    fn bands_are_those_of_the_whole_placeholder() {
        for slope in [1, 5, 9, 13] {
            let hash = thumbhash_of(|row| {
                let shade = u8::try_from(row * slope).unwrap();
                [shade, 255 - shade, 90, 255]
            });
            let bytes = BASE64.decode(&hash).unwrap();
            let (width, height, pixels) = thumbhash::thumb_hash_to_rgba(&bytes).unwrap();
            for (band, sixths) in bands(&hash).unwrap().iter().zip([1, 3, 5]) {
                let row = height * sixths / 6;
                let row = &pixels[row * width * 4..(row + 1) * width * 4];
                for (at, part) in [1, 3, 5].into_iter().enumerate() {
                    let sum: usize = row
                        .chunks_exact(4)
                        .map(|pixel| usize::from(pixel[at]))
                        .sum();
                    let mean = i32::try_from(sum / width).unwrap();
                    let shown = channel(band, part);
                    assert!(
                        (mean - shown).abs() <= 8,
                        "{slope} {band}: {mean} and {shown}"
                    );
                }
            }
        }
    }

    #[test]
    fn rules_are_small_and_named_in_order() {
        let mut placeholders = Placeholders::default();
        let hash = thumbhash_of(|_| [120, 90, 60, 255]);
        assert_eq!(placeholders.add(&hash).as_deref(), Some("p0"));
        assert_eq!(placeholders.add(&hash).as_deref(), Some("p1"));
        assert!(placeholders.css().len() < 2 * 70, "{}", placeholders.css());
    }

    #[test]
    fn what_is_no_thumbhash_has_no_placeholder() {
        for text in [
            "",
            "AA",
            "not base64!",
            "}</style><script>",
            &"A".repeat(400),
        ] {
            let mut placeholders = Placeholders::default();
            assert_eq!(placeholders.add(text), None, "{text}");
            assert_eq!(placeholders.css(), "");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let rule = bands(&BASE64.encode(bytes));
            prop_assert!(rule.is_none_or(|colors| colors.iter().all(|color| color.len() == 7)));
        }
    }
}
