//! The model of names: which tokens of an offer are its title, and which its place.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use captions::training::{NAME_LABELS, NameFeatures, NameToken};
use captions_eval::Record;
use crfs::Attribute;

use crate::{gold, weights, words};

/// How small weights are kept.
const C2: f64 = 1.0;

const HEADER: &str = "\
// Weights of the model of names in hundredths, learned by `captions-train`: do not edit.
// `offset feature` or `label >`, then the weight of each label for things and for places: outside a
// name, first word, further word. The features are those of src/sequence/features.rs.
";

/// Offers with their titles and places.
pub(crate) struct Examples(Vec<Example>);

/// A caption and the tokens that are its title and its place.
struct Example {
    tokens: Vec<NameToken>,
    title: Range<usize>,
    /// Empty where the caption names no place.
    place: Range<usize>,
}

impl Examples {
    pub(crate) fn of(records: &[Record]) -> Self {
        let features = NameFeatures::default();
        let examples = records.iter().filter_map(|record| {
            let expected = record.expect.as_ref()?;
            let tokens = features.tokens(&record.caption, record.market);
            let title = gold::title(&tokens, expected.title.as_ref()?)?;
            let place = match &expected.location {
                Some(place) => gold::place(&tokens, place)?,
                None => 0..0,
            };
            Some(Example {
                tokens,
                title,
                place,
            })
        });
        Self(examples.collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The file of weights.
    pub(crate) fn learn(&self) -> io::Result<String> {
        let titles = self.weights(|example| &example.title)?;
        let places = self.weights(|example| &example.place)?;
        let mut lines: BTreeMap<String, [i32; 6]> = BTreeMap::new();
        for (learned, first) in [(titles, 0), (places, 3)] {
            for (name, labels) in learned {
                let line = lines.entry(name).or_default();
                for (slot, label) in line.iter_mut().skip(first).zip(NAME_LABELS) {
                    *slot = labels.get(label).copied().unwrap_or(0);
                }
            }
        }
        let mut text = HEADER.to_owned();
        for (name, weights) in lines {
            text += &name;
            for weight in weights {
                text += &format!(" {weight}");
            }
            text.push('\n');
        }
        Ok(text)
    }

    /// What tells the tokens of one kind of name.
    fn weights(&self, name: impl Fn(&Example) -> &Range<usize>) -> io::Result<weights::Weights> {
        let seldom = words::seldom(self.0.iter().map(|example| {
            let features = example.tokens.iter().flat_map(|token| &token.features);
            features.filter_map(|name| word(name))
        }));
        weights::learn(
            C2,
            self.0.iter().map(|example| {
                let items = example.tokens.iter().map(|token| {
                    let kept = token
                        .features
                        .iter()
                        .filter(|name| word(name).is_none_or(|word| !seldom.contains(word)));
                    kept.map(|name| Attribute::new(name.as_str(), 1.0))
                        .collect()
                });
                (items.collect(), labels(example.tokens.len(), name(example)))
            }),
        )
    }
}

fn labels(count: usize, name: &Range<usize>) -> Vec<&'static str> {
    let [outside, first, further] = NAME_LABELS;
    let label = |at: usize| match at {
        at if !name.contains(&at) => outside,
        at if at == name.start => first,
        _ => further,
    };
    (0..count).map(label).collect()
}

/// The word a feature is about.
fn word(name: &str) -> Option<&str> {
    name.split_once(" word:").map(|(_, word)| word)
}
