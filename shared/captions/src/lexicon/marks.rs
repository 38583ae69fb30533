//! A reading with the lexicons laid over it.

use super::{Class, Classes, LEXICON, Pattern};
use crate::normal::{Gap, Reading, TokenKind};

/// A phrase of a lexicon, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) class: Class,
    pub(crate) value: &'static str,
    /// First token.
    pub(crate) start: usize,
    /// Token behind the last one.
    pub(crate) end: usize,
}

/// Every lexicon phrase of a caption, and where its clauses begin.
pub(crate) struct Marks<'r, 'a> {
    pub(crate) reading: &'r Reading<'a>,
    classes: Vec<Classes>,
    /// The classes that occur at all.
    present: Classes,
    hits: Vec<Hit>,
    /// The number of the clause each token stands in.
    clauses: Vec<u16>,
}

impl<'r, 'a> Marks<'r, 'a> {
    pub(crate) fn new(reading: &'r Reading<'a>) -> Self {
        let count = reading.tokens().len();
        let mut marks = Self {
            reading,
            classes: vec![Classes::none(); count],
            present: Classes::none(),
            hits: Vec::with_capacity(count),
            clauses: clauses(reading),
        };
        for start in 0..count {
            marks.match_at(start);
        }
        marks
    }

    fn match_at(&mut self, start: usize) {
        let Some(token) = self.reading.token(start) else {
            return;
        };
        if matches!(
            token.kind,
            TokenKind::Phone(_) | TokenKind::Link | TokenKind::Mention
        ) {
            return;
        }
        let word = self.reading.folded(token);
        let patterns = LEXICON.starting_with(word);
        let mut found = Classes::none();
        for pattern in patterns {
            self.match_pattern(pattern, start, &mut found);
        }
        if !found.has(Class::Noun) {
            self.match_singular(word, start, &mut found);
        }
    }

    /// Nouns are listed in the singular: `shoes` is read as `shoe`, `torches` as `torch`.
    fn match_singular(&mut self, word: &str, start: usize, found: &mut Classes) {
        let stems = [
            word.strip_suffix("es").filter(|stem| stem.len() > 2),
            word.strip_suffix('s').filter(|stem| stem.len() > 1),
        ];
        for stem in stems.into_iter().flatten() {
            let singular = LEXICON
                .starting_with(stem)
                .iter()
                .filter(|pattern| pattern.rest.is_empty() && is_inflected(pattern.class));
            for pattern in singular {
                self.match_pattern(pattern, start, found);
            }
        }
    }

    fn match_pattern(&mut self, pattern: &'static Pattern, start: usize, found: &mut Classes) {
        let class = pattern.class;
        // The longest phrase of a class at a place counts, and nothing inside it.
        if found.has(class) || !pattern.markets.has(self.reading.market()) {
            return;
        }
        let Some(end) = self.end_of(pattern, start) else {
            return;
        };
        let inside = self
            .hits
            .iter()
            .rev()
            .take(24)
            .any(|hit| hit.class == class && hit.start < start && hit.end >= end);
        if inside {
            return;
        }
        found.add(class);
        self.present.add(class);
        self.hits.push(Hit {
            class,
            value: pattern.value,
            start,
            end,
        });
        if let Some(classes) = self.classes.get_mut(start..end) {
            classes.iter_mut().for_each(|classes| classes.add(class));
        }
    }

    /// Where the phrase ends if it stands at `start`. Hyphens, slashes and dots glued between
    /// words are passed over; a plural of the last word of a noun counts.
    fn end_of(&self, pattern: &Pattern, start: usize) -> Option<usize> {
        let mut at = start + 1;
        if pattern.rest.is_empty() {
            return Some(at);
        }
        let mut words = pattern.rest.split(' ').peekable();
        while let Some(word) = words.next() {
            let mut token = self.reading.token(at)?;
            if token.is_glued() && (token.is_symbol('-') || token.is_symbol('.')) {
                at += 1;
                token = self.reading.token(at)?;
            }
            if matches!(token.kind, TokenKind::Phone(_) | TokenKind::Hashtag) {
                return None;
            }
            let folded = self.reading.folded(token);
            let plural = words.peek().is_none()
                && is_inflected(pattern.class)
                && folded
                    .strip_prefix(word)
                    .is_some_and(|rest| rest == "s" || rest == "es");
            if folded != word && !plural {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The classes of the phrases that cover a token.
    pub(crate) fn at(&self, index: usize) -> Classes {
        self.classes.get(index).copied().unwrap_or_default()
    }

    /// The classes of the phrases that begin at a token.
    pub(crate) fn beginning(&self, start: usize) -> Classes {
        let from = self.hits.partition_point(|hit| hit.start < start);
        let mut classes = Classes::none();
        for hit in self.hits.get(from..).unwrap_or_default() {
            if hit.start != start {
                break;
            }
            classes.add(hit.class);
        }
        classes
    }

    pub(crate) fn has(&self, index: usize, class: Class) -> bool {
        self.at(index).has(class)
    }

    /// Whether a word list knows the token as part of a thing.
    pub(crate) fn names_thing(&self, index: usize) -> bool {
        self.has(index, Class::Noun) || self.has(index, Class::Thing)
    }

    /// Whether a word list knows the token as part of a make or model.
    pub(crate) fn names_maker(&self, index: usize) -> bool {
        self.has(index, Class::Brand) || self.has(index, Class::Make)
    }

    /// All phrases, in order.
    pub(crate) fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// All phrases of a class, in order.
    pub(crate) fn hits(&self, class: Class) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.class == class)
    }

    pub(crate) fn any(&self, class: Class) -> bool {
        self.present.has(class)
    }

    pub(crate) fn count(&self, class: Class) -> usize {
        self.hits(class).count()
    }

    /// The phrase of a class that begins at a token.
    pub(crate) fn starting(&self, start: usize, class: Class) -> Option<&Hit> {
        let from = self.hits.partition_point(|hit| hit.start < start);
        self.hits
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|hit| hit.start == start)
            .find(|hit| hit.class == class)
    }

    /// The phrase of a class that ends before the token `end`.
    pub(crate) fn ending(&self, end: usize, class: Class) -> Option<&Hit> {
        let from = self.hits.partition_point(|hit| hit.start + 8 < end);
        self.hits
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|hit| hit.start < end)
            .find(|hit| hit.class == class && hit.end == end)
    }

    /// Whether a question mark stands in a token's clause, at the token or behind it.
    pub(crate) fn asks_from(&self, start: usize) -> bool {
        (start..self.len())
            .take_while(|at| self.same_clause(*at, start))
            .any(|at| {
                self.reading
                    .token(at)
                    .is_some_and(|token| token.is_symbol('?'))
            })
    }

    pub(crate) fn clause(&self, index: usize) -> u16 {
        self.clauses.get(index).copied().unwrap_or(u16::MAX)
    }

    pub(crate) fn same_clause(&self, one: usize, other: usize) -> bool {
        self.clause(one) == self.clause(other)
    }
}

/// Classes whose words are listed in the singular only.
fn is_inflected(class: Class) -> bool {
    matches!(
        class,
        Class::Noun
            | Class::Unit
            | Class::Shoes
            | Class::Clothes
            | Class::Vehicle
            | Class::HairPiece
            | Class::ByLength
            | Class::Device
            | Class::Container
            | Class::Variant
            | Class::Thing
    )
}

/// Numbers the clauses: a full stop, an emoji, a bar or a line break begins a new one.
fn clauses(reading: &Reading<'_>) -> Vec<u16> {
    let mut clause = 0_u16;
    let mut numbers = Vec::with_capacity(reading.tokens().len());
    let tokens = reading.tokens();
    for (index, token) in tokens.iter().enumerate() {
        if token.gap == Gap::Line && index > 0 {
            clause = clause.saturating_add(1);
        }
        numbers.push(clause);
        let spaced_behind = tokens
            .get(index + 1)
            .is_none_or(|next| next.gap != Gap::Glued);
        let breaks = match token.kind {
            TokenKind::Symbol('.') => spaced_behind && !is_abbreviation(reading, index),
            TokenKind::Symbol('!' | '?' | '|' | ';' | '—' | '•' | '·' | '*' | '~' | '…') => {
                true
            }
            TokenKind::Emoji(c) => !matches!(c, '➡' | '→' | '↔' | '👉' | '⬇'),
            _ => false,
        };
        if breaks {
            clause = clause.saturating_add(1);
        }
    }
    numbers
}

/// A full stop behind a currency or a short form ends no clause: `Ksh. 800`, `Tema Comm. 4`.
fn is_abbreviation(reading: &Reading<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    let word = reading.folded_at(before);
    let number_behind = reading
        .token(index + 1)
        .is_some_and(|token| token.number().is_some())
        && before.checked_sub(1).is_none_or(|first| {
            reading
                .token(first)
                .is_none_or(|token| token.number().is_none())
        });
    super::one_of(word, "opp nr no st comm approx dr mr mrs w")
        || (number_behind && super::LEXICON.is(word, Class::Currency))
}
