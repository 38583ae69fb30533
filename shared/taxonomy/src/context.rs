//! How much each mention counts, by where it stands.
//!
//! The first thing named counts more than the ones after it; the head of a compound more than its
//! modifiers ("phone case" is a case, "kava la simu" too); what follows "for", "with", "free" or
//! "opposite" hardly at all.

use std::ops::Range;

use domain::Market;

use crate::keyword::{Head, Meaning, Zone, bit};
use crate::mention::{Form, Mention};
use crate::word::{Gap, Word, WordKind};

/// What one clause after another counts, once it names something.
const CLAUSES: [f32; 6] = [1.0, 0.75, 0.6, 0.5, 0.4, 0.3];
/// A hashtag names what the seller wants to be found by, often more widely than the thing.
const HASHTAG: f32 = 0.55;
const MISSPELT: f32 = 0.6;
/// A modifier beside the head of a compound.
const MODIFIER: f32 = 0.35;
/// A make beside a thing: "Samsung fridge".
const BRAND_BESIDE_NOUN: f32 = 0.4;
/// Behind "for", "with", "of".
const SIDE: f32 = 0.35;
/// Behind "free".
const GIFT: f32 = 0.15;
/// Behind "at", "opposite".
const PLACE: f32 = 0.3;
/// In the title the caption parser has found.
const FOCUS: f32 = 2.0;
/// A word in a market whose people speak another language.
const FOREIGN: f32 = 0.55;

/// A mention and what it counts.
#[derive(Debug)]
pub(crate) struct Weighed {
    /// The mention.
    pub(crate) mention: Mention,
    /// What its senses count, 1 for a thing named first and plainly.
    pub(crate) factor: f32,
}

/// What kind of thing the strongest sense of a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Noun(Head),
    Brand,
    Other,
}

/// Where the walk through the text is.
struct Walk {
    clause: usize,
    /// Clauses so far that name something.
    named: usize,
    /// Whether the present clause names something.
    names: bool,
    zone: Option<Zone>,
    word: usize,
}

/// Gives every mention its factor.
pub(crate) fn weigh(
    words: &[Word<'_>],
    mentions: Vec<Mention>,
    market: Market,
    focus: &[Range<usize>],
) -> Vec<Weighed> {
    let mut walk = Walk {
        clause: 0,
        named: 0,
        names: false,
        zone: None,
        word: 0,
    };
    let mut weighed: Vec<Weighed> = Vec::with_capacity(mentions.len());
    let mut clauses = Vec::with_capacity(mentions.len());
    for mention in mentions {
        walk.advance(words, mention.words.start);
        let link = mention
            .senses()
            .iter()
            .find_map(|sense| match sense.meaning {
                Meaning::Link(zone) => Some(zone),
                _ => None,
            });
        if let Some(zone) = link {
            walk.enter(zone);
        }
        let mut factor = match mention.form {
            Form::Plain => 1.0,
            Form::Hashtag => HASHTAG,
            Form::Misspelt => MISSPELT,
        };
        let role = role(&mention, market);
        if mention.form != Form::Hashtag {
            factor *= walk.zone_factor();
            if role != Role::Other {
                factor *= walk.clause_factor();
            }
        }
        if focus
            .iter()
            .any(|range| range.contains(&mention.words.start))
        {
            factor *= FOCUS;
        }
        clauses.push((walk.clause, role));
        weighed.push(Weighed { mention, factor });
    }
    compounds(words, &mut weighed, &clauses);
    weighed
}

/// What a sense's language counts for in a market; zero where it is not said there.
pub(crate) fn language_factor(sense: &crate::keyword::Sense, market: Market) -> f32 {
    if sense.markets & bit(market) == 0 {
        0.0
    } else if sense.home & bit(market) == 0 {
        FOREIGN
    } else {
        1.0
    }
}

fn role(mention: &Mention, market: Market) -> Role {
    let mut role = Role::Other;
    for sense in mention
        .senses()
        .iter()
        .filter(|sense| sense.markets & bit(market) != 0)
    {
        match sense.meaning {
            Meaning::Noun(_) => return Role::Noun(sense.head),
            Meaning::Brand(_) => role = Role::Brand,
            _ => {}
        }
    }
    role
}

impl Walk {
    /// Moves on to the word `to`, through the clauses before it.
    fn advance(&mut self, words: &[Word<'_>], to: usize) {
        for index in self.word..=to {
            if words
                .get(index)
                .is_some_and(|word| ends_clause(words, index, *word))
            {
                self.clause += 1;
                self.named += usize::from(self.names);
                self.names = false;
                self.zone = None;
            }
        }
        self.word = to + 1;
    }

    fn enter(&mut self, zone: Zone) {
        // "For your wedding: a cake", "Looking for shoes?": nothing has been named yet.
        if self.names || zone != Zone::Side {
            self.zone = Some(zone);
        }
    }

    fn zone_factor(&self) -> f32 {
        match self.zone {
            None => 1.0,
            Some(Zone::Side) => SIDE,
            Some(Zone::Gift) => GIFT,
            Some(Zone::Place) => PLACE,
        }
    }

    fn clause_factor(&mut self) -> f32 {
        if self.zone.is_none() {
            self.names = true;
        }
        CLAUSES
            .get(self.named)
            .or(CLAUSES.last())
            .copied()
            .unwrap_or(1.0)
    }
}

/// Whether a new clause begins at this word.
fn ends_clause(words: &[Word<'_>], index: usize, word: Word<'_>) -> bool {
    match word.kind {
        WordKind::Mark => match word.text {
            "," | ";" | "!" | "?" | "|" | "(" | ")" | "[" | "]" | ":" | "•" | "/" | "—" => true,
            "." | "-" => words
                .get(index + 1)
                .is_none_or(|next| next.gap != Gap::Glued),
            _ => false,
        },
        WordKind::Emoji | WordKind::Opaque => true,
        WordKind::Letters | WordKind::Number | WordKind::Hashtag => word.gap == Gap::Line,
    }
}

/// Turns down the modifiers of compounds, and makes beside the things they are makes of.
fn compounds(words: &[Word<'_>], weighed: &mut [Weighed], clauses: &[(usize, Role)]) {
    for right in 1..weighed.len() {
        let left = right - 1;
        let (Some((first, rest)), Some(a), Some(b)) = (
            weighed.get_mut(left..).and_then(|w| w.split_first_mut()),
            clauses.get(left),
            clauses.get(right),
        ) else {
            continue;
        };
        let Some(second) = rest.first_mut() else {
            continue;
        };
        if a.0 != b.0
            || first.mention.form == Form::Hashtag
            || second.mention.form == Form::Hashtag
            || share_a_leaf(&first.mention, &second.mention)
        {
            continue;
        }
        let between = words.get(first.mention.words.end..second.mention.words.start);
        let adjacent = between.is_some_and(<[Word<'_>]>::is_empty);
        let close = between.is_some_and(|between| between.len() <= 2);
        match (a.1, b.1) {
            (Role::Noun(Head::Last), Role::Noun(Head::Last)) if adjacent => {
                first.factor *= MODIFIER;
            }
            (Role::Noun(Head::First), Role::Noun(_)) if adjacent => second.factor *= MODIFIER,
            (Role::Brand, Role::Noun(_)) if close => first.factor *= BRAND_BESIDE_NOUN,
            (Role::Noun(_), Role::Brand) if close => second.factor *= BRAND_BESIDE_NOUN,
            _ => {}
        }
    }
}

fn share_a_leaf(a: &Mention, b: &Mention) -> bool {
    let leaf = |meaning| match meaning {
        Meaning::Noun(leaf) | Meaning::Brand(leaf) => Some(leaf),
        _ => None,
    };
    a.senses()
        .iter()
        .filter_map(|sense| leaf(sense.meaning))
        .any(|of_a| {
            b.senses()
                .iter()
                .filter_map(|sense| leaf(sense.meaning))
                .any(|of_b| of_a == of_b)
        })
}
