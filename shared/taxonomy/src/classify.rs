//! A text's words to the leaves it may belong to.

use std::ops::Range;

use domain::{Confidence, Market};

use crate::context::{Weighed, language_factor, weigh};
use crate::keyword::Meaning;
use crate::lexicon::lexicon;
use crate::mention::{Form, Mention, mentions};
use crate::scores::Scores;
use crate::service::Cues;
use crate::{Department, Gap, Leaf, Word, WordKind, likelihood};

/// What to classify.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The text's words, in order.
    pub words: &'a [Word<'a>],
    /// Where it was posted: decides which languages are likely and what "moto" is.
    pub market: Market,
    /// Words that are known to name the thing, such as the title's, as ranges of `words`.
    pub focus: &'a [Range<usize>],
    /// What else speaks for a leaf, in points; a plain noun in the text has 10.
    pub hints: &'a [(Leaf, u8)],
}

/// The leaves a text may belong to.
#[derive(Debug, Clone, Default)]
pub struct Classification {
    /// Best first; empty when nothing in the text says.
    pub candidates: Vec<Candidate>,
    /// A finer Google product category for the best leaf, where a word of the text has one.
    pub google_product_category: Option<u32>,
    /// The things and makes named for the best leaf, the weightiest first.
    pub named: Vec<Named>,
}

/// A phrase that names a thing or its make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The leaf it was named for.
    pub leaf: Leaf,
    /// Its words as the text has them, folded, one space between.
    pub phrase: String,
    /// What kind of phrase it is.
    pub kind: NamedKind,
}

/// What kind of phrase names a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedKind {
    /// The thing itself.
    Noun,
    /// A make or model.
    Brand,
    /// A hashtag, cut into words.
    Hashtag,
}

/// A leaf with what speaks for it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The leaf.
    pub leaf: Leaf,
    /// How likely it is right.
    pub confidence: Confidence,
    /// The words that speak for it, as ranges of the query's words.
    pub evidence: Vec<Range<usize>>,
    /// Why, in a short stable name.
    pub reason: Reason,
}

/// What spoke loudest for a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A word that names such a thing.
    Noun,
    /// A make or model.
    Brand,
    /// A hashtag.
    Hashtag,
    /// Words that go with such things.
    Context,
    /// Words of repair, hire or sale beside a thing.
    Service,
}

impl Reason {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Noun => "category-noun",
            Self::Brand => "category-brand",
            Self::Hashtag => "category-hashtag",
            Self::Context => "category-context",
            Self::Service => "category-service",
        }
    }
}

/// A phrase said again adds little.
const REPEATED: f32 = 0.2;
/// More candidates than anyone would choose from.
const CANDIDATES: usize = 4;

/// Ranks the leaves a text may belong to. Linear in the number of words.
pub fn classify(query: &Query<'_>) -> Classification {
    let (weighed, scores) = score(query);
    conclude(query, &weighed, &scores)
}

/// What the rules make of a text: its mentions and the points of each leaf.
pub(crate) fn score(query: &Query<'_>) -> (Vec<Weighed>, Scores) {
    let weighed = weigh(
        query.words,
        mentions(query.words),
        query.market,
        query.focus,
    );
    let mut scores = Scores::new();
    let mut cues = Cues::default();
    for (leaf, points) in query.hints {
        scores.add(*leaf, f32::from(*points));
    }
    for (index, weighed_mention) in weighed.iter().enumerate() {
        let repeated = weighed
            .iter()
            .take(index)
            .any(|earlier| earlier.mention.node == weighed_mention.mention.node);
        let factor = weighed_mention.factor * if repeated { REPEATED } else { 1.0 };
        add(
            weighed_mention,
            factor,
            query.market,
            &mut scores,
            &mut cues,
        );
    }
    cues.apply(&mut scores);
    (weighed, scores)
}

fn add(weighed: &Weighed, factor: f32, market: Market, scores: &mut Scores, cues: &mut Cues) {
    let words = u8::try_from(weighed.mention.words.len()).unwrap_or(1);
    // "Bone straight wig" says more than "wig".
    let specific = 1.0 + 0.15 * f32::from(words.saturating_sub(1).min(3));
    let senses = weighed.mention.senses();
    for (index, sense) in senses.iter().enumerate() {
        let points = f32::from(sense.weight) * factor * language_factor(sense, market);
        match sense.meaning {
            Meaning::Noun(leaf) | Meaning::Brand(leaf) => {
                // One word in several languages or lists still names one thing.
                let louder = senses.iter().enumerate().any(|(other, sense)| {
                    let same = matches!(
                        sense.meaning,
                        Meaning::Noun(of) | Meaning::Brand(of) if of == leaf
                    );
                    let others = f32::from(sense.weight) * factor * language_factor(sense, market);
                    same && (others > points || (others == points && other < index))
                });
                if !louder {
                    scores.add(leaf, points * specific);
                }
            }
            Meaning::Hint(leaf) => scores.add(leaf, points),
            Meaning::Tag(leaf) if weighed.mention.form == Form::Hashtag => scores.add(leaf, points),
            Meaning::Against(leaf) => scores.add(leaf, -points),
            // A hashtag such as #fundi is for being found by, not what is done.
            Meaning::Cue(cue) if weighed.mention.form != Form::Hashtag => {
                cues.add(cue, points / 10.0);
            }
            Meaning::Tag(_)
            | Meaning::Cue(_)
            | Meaning::Google(..)
            | Meaning::Ignored
            | Meaning::Link(_) => {}
        }
    }
}

fn conclude(query: &Query<'_>, weighed: &[Weighed], scores: &Scores) -> Classification {
    let market = query.market;
    let mut ranked = scores.ranked();
    let probabilities = likelihood::probabilities(query.words, &ranked);
    let probability = |leaf: Leaf| probabilities.get(leaf.index()).copied().unwrap_or(0.0);
    ranked.sort_by(|(one, _), (other, _)| probability(*other).total_cmp(&probability(*one)));
    let mut candidates = Vec::with_capacity(ranked.len().min(CANDIDATES));
    for (leaf, _) in ranked.into_iter().take(CANDIDATES) {
        let (evidence, reason) = evidence(leaf, market, weighed);
        candidates.push(Candidate {
            leaf,
            confidence: confidence(probability(leaf)),
            evidence,
            reason,
        });
    }
    let best = candidates.first().map(|best| best.leaf);
    Classification {
        google_product_category: best.and_then(|best| finer_google_category(best, weighed)),
        named: best.map_or_else(Vec::new, |best| named(best, query, weighed)),
        candidates,
    }
}

/// A probability in percent; never certain.
fn confidence(probability: f32) -> Confidence {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1 to 98"
    )]
    Confidence::from_percent((probability * 100.0).clamp(1.0, 98.0) as u8)
}

/// The words that speak for a leaf, and what kind of word spoke loudest.
fn evidence(leaf: Leaf, market: Market, weighed: &[Weighed]) -> (Vec<Range<usize>>, Reason) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut loudest = (0.0, Reason::Service);
    for Weighed { mention, factor } in weighed {
        for sense in mention.senses() {
            let reason = match sense.meaning {
                _ if mention.form == Form::Hashtag => Reason::Hashtag,
                Meaning::Noun(_) => Reason::Noun,
                Meaning::Brand(_) => Reason::Brand,
                _ => Reason::Context,
            };
            let of_leaf = match sense.meaning {
                Meaning::Noun(of) | Meaning::Brand(of) | Meaning::Hint(of) => of == leaf,
                Meaning::Tag(of) => of == leaf && mention.form == Form::Hashtag,
                _ => false,
            };
            let points = f32::from(sense.weight) * factor * language_factor(sense, market);
            if of_leaf && points > 0.0 {
                if ranges.last() != Some(&mention.words) {
                    ranges.push(mention.words.clone());
                }
                if points > loudest.0 {
                    loudest = (points, reason);
                }
            }
        }
    }
    let service = matches!(
        leaf.department(),
        Department::Services | Department::Property
    );
    if service && loudest.0 < 5.0 {
        loudest.1 = Reason::Service;
    }
    (ranges, loudest.1)
}

fn finer_google_category(leaf: Leaf, weighed: &[Weighed]) -> Option<u32> {
    let named = weighed.iter().flat_map(|Weighed { mention, factor }| {
        mention
            .senses()
            .iter()
            .filter_map(move |sense| match sense.meaning {
                Meaning::Google(of, id) if of == leaf => Some((id, *factor)),
                _ => None,
            })
    });
    let mut best: Option<(u32, f32)> = None;
    for (id, factor) in named {
        if factor >= 0.5 && best.is_none_or(|(_, so_far)| factor > so_far) {
            best = Some((id, factor));
        }
    }
    best.map(|(id, _)| id)
}

/// The phrases that name things or makes of a leaf, the weightiest first.
fn named(leaf: Leaf, query: &Query<'_>, weighed: &[Weighed]) -> Vec<Named> {
    let mut found: Vec<(f32, Named)> = Vec::new();
    for Weighed { mention, factor } in weighed {
        let kind = mention
            .senses()
            .iter()
            .find_map(|sense| match sense.meaning {
                _ if language_factor(sense, query.market) == 0.0 => None,
                Meaning::Noun(of) if of == leaf => Some((NamedKind::Noun, sense.weight)),
                Meaning::Brand(of) if of == leaf => Some((NamedKind::Brand, sense.weight)),
                _ => None,
            });
        let Some((kind, weight)) = kind else { continue };
        let named = match mention.form {
            Form::Plain => Named {
                leaf,
                phrase: phrase(mention, query.words),
                kind,
            },
            Form::Hashtag => {
                let Some(phrase) = lexicon().phrase(mention.node) else {
                    continue;
                };
                Named {
                    leaf,
                    phrase,
                    kind: NamedKind::Hashtag,
                }
            }
            Form::Misspelt => {
                let Some(phrase) = lexicon().phrase(mention.node) else {
                    continue;
                };
                Named { leaf, phrase, kind }
            }
        };
        if !found.iter().any(|(_, other)| other.phrase == named.phrase) {
            found.push((f32::from(weight) * factor, named));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, named)| named).collect()
}

fn phrase(mention: &Mention, words: &[Word<'_>]) -> String {
    let mut phrase = String::new();
    for word in words.get(mention.words.clone()).unwrap_or_default() {
        if matches!(word.kind, WordKind::Letters | WordKind::Number) {
            if !phrase.is_empty() && word.gap != Gap::Glued {
                phrase.push(' ');
            } else if !phrase.is_empty() && word.kind == WordKind::Letters {
                phrase.push('-');
            }
            phrase.push_str(word.text);
        }
    }
    phrase
}
