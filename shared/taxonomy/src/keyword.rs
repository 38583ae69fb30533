//! One line of a data file to keywords.
//!
//! A file is made of sections (`[sw]`), each a list of phrases parted by commas. A phrase may end
//! in `@UG` or `@KE|TZ` (only there), `!` (only in the markets of the section's language) and
//! `:7` (its weight). The section says what the phrases mean and which word of a pair is the head.

use domain::Market;

use crate::Leaf;

/// What a phrase of the lexicon says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Names a thing of the leaf.
    Noun(Leaf),
    /// A make or model of such things.
    Brand(Leaf),
    /// Goes with such things.
    Hint(Leaf),
    /// Speaks against the leaf.
    Against(Leaf),
    /// Means the leaf when it is a hashtag.
    Tag(Leaf),
    /// Has a finer Google product category than its leaf.
    Google(Leaf, u32),
    /// Holds a keyword but says nothing.
    Ignored,
    /// Turns a thing into a service.
    Cue(Cue),
    /// Leads to side matters.
    Link(Zone),
}

/// What turns a thing into a service, or a building into one for rent or sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// It is mended.
    Repair,
    /// It is let or hired out.
    Hire,
    /// It is sold for good.
    Sale,
}

/// A stretch of a clause that does not name the thing sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// What it is for, made of or sold with.
    Side,
    /// What comes free.
    Gift,
    /// Where it is.
    Place,
}

/// Which of two nouns in a row is the thing: "phone case" or "kava la simu".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// The first.
    First,
    /// The last.
    Last,
}

/// A phrase with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keyword<'a> {
    /// The phrase as written in the file.
    pub(crate) phrase: &'a str,
    /// What it says.
    pub(crate) sense: Sense,
}

/// What a phrase says, how strongly, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sense {
    /// What it says.
    pub(crate) meaning: Meaning,
    /// How strongly; a plain noun has 10.
    pub(crate) weight: u8,
    /// Which of two nouns in a row is the head.
    pub(crate) head: Head,
    /// Markets where it is said at all, a bit each.
    pub(crate) markets: u16,
    /// Markets where its language is at home.
    pub(crate) home: u16,
}

/// Every market.
pub(crate) const EVERYWHERE: u16 = u16::MAX;

/// The bit of a market.
pub(crate) fn bit(market: Market) -> u16 {
    1 << (market as u16)
}

fn bits(markets: &[Market]) -> u16 {
    markets.iter().fold(0, |mask, market| mask | bit(*market))
}

/// What a section's phrases are unless they say otherwise.
#[derive(Debug, Clone, Copy)]
struct Section {
    meaning: Meaning,
    weight: u8,
    head: Head,
    home: u16,
}

impl Section {
    /// A section of a leaf's own file.
    fn of_leaf(name: &str, leaf: Leaf) -> Option<Self> {
        let noun = Meaning::Noun(leaf);
        let (meaning, weight, head) = match name {
            "en" | "pcm" => (noun, 10, Head::Last),
            "lead" | "lg" | "sw" | "fr" | "id" | "rw" | "local" => (noun, 10, Head::First),
            "brand" => (Meaning::Brand(leaf), 6, Head::Last),
            "hint" => (Meaning::Hint(leaf), 3, Head::Last),
            "not" => (Meaning::Against(leaf), 6, Head::Last),
            "tags" => (Meaning::Tag(leaf), 6, Head::Last),
            _ => {
                let id = name.strip_prefix("google ")?.parse().ok()?;
                (Meaning::Google(leaf, id), 1, Head::Last)
            }
        };
        Some(Self {
            meaning,
            weight,
            head,
            home: home(name),
        })
    }

    /// A section of a file that belongs to no leaf.
    fn shared(name: &str) -> Option<Self> {
        let (meaning, weight) = match name {
            "repair" => (Meaning::Cue(Cue::Repair), 10),
            "hire" => (Meaning::Cue(Cue::Hire), 10),
            "sale" => (Meaning::Cue(Cue::Sale), 10),
            "side" => (Meaning::Link(Zone::Side), 1),
            "gift" => (Meaning::Link(Zone::Gift), 1),
            "place" => (Meaning::Link(Zone::Place), 1),
            "en" | "pcm" | "lg" | "sw" | "fr" | "id" | "rw" => (Meaning::Ignored, 1),
            _ => return None,
        };
        Some(Self {
            meaning,
            weight,
            head: Head::Last,
            home: home(name),
        })
    }
}

/// The markets of a section's language.
fn home(section: &str) -> u16 {
    use Market::{Fr, Gh, Id, Ke, Ng, Rw, Tz, Ug};
    match section {
        "lg" => bits(&[Ug]),
        "sw" => bits(&[Ke, Tz, Ug, Rw]),
        "fr" => bits(&[Fr, Rw]),
        "pcm" => bits(&[Ng, Gh]),
        "id" => bits(&[Id]),
        "rw" => bits(&[Rw]),
        _ => EVERYWHERE,
    }
}

/// The keywords of one file; `leaf` is `None` for the files that belong to no leaf.
///
/// Lines outside a known section are passed over; a test sees to it that there are none.
pub(crate) fn keywords(source: &str, leaf: Option<Leaf>) -> impl Iterator<Item = Keyword<'_>> {
    let mut section = None;
    source.lines().flat_map(move |line| {
        let line = line.trim();
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = match leaf {
                Some(leaf) => Section::of_leaf(name, leaf),
                None => Section::shared(name),
            };
            return Vec::new();
        }
        match section {
            Some(section) if !line.starts_with('#') => line
                .split(',')
                .filter_map(|phrase| keyword(phrase.trim(), section))
                .collect(),
            _ => Vec::new(),
        }
    })
}

fn keyword(written: &str, section: Section) -> Option<Keyword<'_>> {
    let (rest, weight) = match written.rsplit_once(':') {
        Some((rest, weight)) => (rest, weight.parse().ok()?),
        None => (written, section.weight),
    };
    let (rest, own) = match rest.strip_suffix('!') {
        Some(rest) => (rest, section.home),
        None => (rest, EVERYWHERE),
    };
    let (phrase, markets) = match rest.split_once('@') {
        Some((phrase, codes)) => {
            let markets = codes.split('|').filter_map(|code| Market::parse(code).ok());
            (phrase, markets.fold(0, |mask, market| mask | bit(market)))
        }
        None => (rest, own),
    };
    let phrase = phrase.trim();
    (!phrase.is_empty() && weight > 0).then_some(Keyword {
        phrase,
        sense: Sense {
            meaning: section.meaning,
            weight,
            head: section.head,
            markets,
            home: section.home,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(source: &str) -> Keyword<'_> {
        keywords(source, Some(Leaf::Meals)).next().unwrap()
    }

    #[test]
    fn a_phrase_carries_weight_and_markets() {
        let plain = only("[en]\nfried rice");
        assert_eq!((plain.phrase, plain.sense.weight), ("fried rice", 10));
        assert_eq!(plain.sense.markets, EVERYWHERE);
        let rolex = only("[en]\nrolex@UG|KE:7");
        assert_eq!((rolex.phrase, rolex.sense.weight), ("rolex", 7));
        assert_eq!(rolex.sense.markets, bits(&[Market::Ug, Market::Ke]));
        let plat = only("[fr]\nplat!:4");
        assert_eq!((plat.phrase, plat.sense.markets), ("plat", home("fr")));
    }

    #[test]
    fn weight_zero_and_comments_give_nothing() {
        assert_eq!(
            keywords("# x\n[en]\n# rice\nrice:0, ", Some(Leaf::Meals)).count(),
            0
        );
    }

    #[test]
    fn every_section_of_every_file_is_known() {
        for (leaf, source) in crate::source::LEAVES {
            for name in sections(source) {
                assert!(
                    Section::of_leaf(name, leaf).is_some(),
                    "{}: [{name}]",
                    leaf.slug()
                );
            }
        }
        for source in [
            crate::source::IGNORED,
            crate::source::CUES,
            crate::source::LINKS,
        ] {
            for name in sections(source) {
                assert!(Section::shared(name).is_some(), "[{name}]");
            }
        }
    }

    fn sections(source: &str) -> impl Iterator<Item = &str> {
        source
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
    }
}
