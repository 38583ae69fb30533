//! The words of a caption that name the thing.

mod fit;

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::{Gap, TokenKind};

/// A run of tokens that could be the title.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) tokens: Vec<usize>,
    pub(super) names_thing: bool,
    pub(super) names_maker: bool,
    score: i32,
}

/// The most words of a title.
const MOST_WORDS: usize = 7;

/// The best phrase of the caption.
pub(super) fn best(
    marks: &Marks<'_, '_>,
    taken: &[bool],
    place: Option<(usize, usize)>,
) -> Option<Phrase> {
    Reader {
        marks,
        taken,
        place,
    }
    .best(0, marks.len())
}

/// The best phrase among the tokens from `start` up to `end`.
pub(super) fn best_between(marks: &Marks<'_, '_>, start: usize, end: usize) -> Option<Phrase> {
    Reader {
        marks,
        taken: &[],
        place: None,
    }
    .best(start, end)
}

struct Reader<'m, 'r, 'a> {
    marks: &'m Marks<'r, 'a>,
    taken: &'m [bool],
    place: Option<(usize, usize)>,
}

impl Reader<'_, '_, '_> {
    fn best(&self, from: usize, to: usize) -> Option<Phrase> {
        let reader = self;
        let mut best: Option<Phrase> = None;
        let mut start = from;
        let mut order = 0;
        while start < to {
            let end = reader.segment_end(start).min(to);
            if let Some(mut phrase) = reader.phrase(start, end) {
                phrase.score -= 5 * order;
                order = (order + 1).min(12);
                if best.as_ref().is_none_or(|best| phrase.score > best.score) {
                    best = Some(phrase);
                }
            }
            start = end.max(start + 1);
        }
        best
    }

    fn word(&self, at: usize) -> &str {
        self.marks.reading.folded_at(at)
    }

    fn segment_end(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.marks.len() {
            if end > start
                && (!self.marks.same_clause(start, end)
                    || self
                        .marks
                        .reading
                        .token(end)
                        .is_some_and(|t| t.gap == Gap::Line))
            {
                break;
            }
            if self.breaks(end) {
                return end.max(start + 1);
            }
            end += 1;
        }
        end
    }

    fn phrase(&self, start: usize, end: usize) -> Option<Phrase> {
        // The first noun or brand of the segment; the phrase grows around it.
        let noun = (start..end).find(|at| self.fits(*at) && self.is_noun(*at));
        let brand = (start..end).find(|at| self.fits(*at) && self.marks.has(*at, Class::Brand));
        let head = match (noun, brand) {
            (Some(noun), Some(brand)) if brand < noun && self.runs(brand, noun) => brand,
            (Some(noun), _) => noun,
            (None, Some(brand)) => brand,
            (None, None) => (start..end).find(|at| self.is_unknown_name(*at))?,
        };
        let first = self.grow_left(head, start);
        let last = self.grow_right(head, end);
        let mut tokens: Vec<usize> = (first..=last).filter(|at| !self.is_dropped(*at)).collect();
        self.trim(&mut tokens);
        self.shorten(&mut tokens, head);
        if tokens.is_empty() {
            return None;
        }
        let names_thing = tokens.iter().any(|at| self.is_noun(*at));
        let names_maker = tokens.iter().any(|at| self.marks.has(*at, Class::Brand));
        let words = i32::try_from(tokens.len()).unwrap_or(8);
        let local = self
            .marks
            .hits_between(first, last + 1, Class::Noun)
            .all(|hit| hit.value == "local");
        let model = names_maker
            && tokens
                .iter()
                .any(|at| self.word(*at).bytes().any(|byte| byte.is_ascii_digit()));
        let long_noun = self
            .marks
            .hits_between(first, last + 1, Class::Noun)
            .any(|hit| hit.end - hit.start > 1);
        let score = 20 * i32::from(names_thing)
            + 10 * i32::from(names_maker)
            + 8 * i32::from(model && !names_thing)
            + 3 * i32::from(long_noun)
            + words.min(4)
            - 7 * i32::from(
                names_thing && local && self.marks.reading.market() == domain::Market::Ug,
            )
            - 18 * i32::from(self.is_only_colors(&tokens))
            - 12 * i32::from(self.is_aside(start, first))
            - 12 * i32::from(self.is_talk(tokens.last().map_or(end, |last| last + 1), end));
        Some(Phrase {
            tokens,
            names_thing,
            names_maker,
            score,
        })
    }

    /// "Silver n cream": what a thing comes in, though a cream is a thing too.
    fn is_only_colors(&self, tokens: &[usize]) -> bool {
        let color = |at: &usize| self.marks.has(*at, Class::Color);
        tokens.iter().filter(|at| color(at)).count() > 1
            && tokens.iter().all(|at| color(at) || self.is_connector(*at))
    }

    fn is_noun(&self, at: usize) -> bool {
        self.marks.has(at, Class::Noun) && !self.is_taken(at)
    }

    /// Whether all tokens from one to another fit.
    fn runs(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| self.fits(at) || self.is_dropped(at))
    }

    /// A segment about delivery, payment, freebies or what the thing fits.
    fn is_aside(&self, start: usize, first: usize) -> bool {
        // "The wig", "Our new bags": it is the thing that is named.
        let determined =
            (start..first).all(|at| one_of(self.word(at), "the our new same these this those"));
        !determined
            && (start..first).any(|at| {
                one_of(
                    self.word(at),
                    "free with plus fits includes including comes for like we your our the no \
                in from at under bure get",
                ) || self.marks.has(at, Class::DeliveryYes)
            })
    }

    /// "Moving house?", "Umbrella season is here": talk that leads up to the thing.
    fn is_talk(&self, behind: usize, end: usize) -> bool {
        one_of(
            self.word(behind),
            "season szn lovers lover gang vibes addict addicts",
        ) || (behind..=end).any(|at| {
            self.marks
                .reading
                .token(at)
                .is_some_and(|token| token.is_symbol('?'))
        })
    }

    fn is_unknown_name(&self, at: usize) -> bool {
        let capital = self.marks.reading.token(at).is_some_and(|token| {
            token.is_word()
                && self
                    .marks
                    .reading
                    .text(token)
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        });
        capital && self.fits(at) && !self.marks.has(at, Class::Place)
    }

    fn grow_left(&self, head: usize, start: usize) -> usize {
        let mut first = head;
        while let Some(before) = first.checked_sub(1).filter(|before| *before >= start) {
            let fits = self.fits(before)
                || self.is_dropped(before)
                || self.is_connector(before)
                    && before > start
                    && self.fits(before - 1)
                    && !self.marks.has(before - 1, Class::Hype);
            if !fits {
                break;
            }
            first = before;
        }
        first
    }

    fn grow_right(&self, head: usize, end: usize) -> usize {
        let mut last = head;
        let mut at = head + 1;
        let mut named = self.is_noun(head);
        while at < end {
            // A size behind the noun ends the name; before it, it only stands between.
            if self.is_figure(at) && (named || !(at..end).any(|later| self.is_noun(later))) {
                break;
            }
            named |= self.is_noun(at);
            let name = self.after_maker(at) && at + 1 < end && self.fits(at + 1);
            if name || self.fits(at) || self.is_dropped(at) {
                last = at;
            } else if !(self.is_connector(at) && at + 1 < end && self.fits(at + 1)) {
                break;
            }
            at += 1;
        }
        last
    }

    /// "Maybelline Fit Me": large letters behind a maker are the product's name.
    fn after_maker(&self, at: usize) -> bool {
        at >= 2
            && self.marks.reading.token(at).is_some_and(|token| {
                let mut letters = self.marks.reading.text(token).chars();
                letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
            })
            && (self.marks.has(at - 1, Class::Brand) || self.marks.has(at - 2, Class::Brand))
            && !self.marks.has(at, Class::PriceCue)
    }

    /// Words that join two parts of one name.
    fn is_connector(&self, at: usize) -> bool {
        one_of(
            self.word(at),
            "ya za wa la cha vya of and de du des n na a e y z gw ku",
        ) || self.word(at) == "for"
            && (self.marks.has(at + 1, Class::Modifier)
                || one_of(self.word(at + 1), "rent hire sale men women kids"))
    }

    /// Sizes and hype inside a name fall away without ending it.
    fn is_dropped(&self, at: usize) -> bool {
        let Some(token) = self.marks.reading.token(at) else {
            return false;
        };
        if self.is_figure(at) {
            return self.marks.has(at, Class::Measure) || token.number().is_some();
        }
        token.is_symbol('"') || token.is_symbol('\'')
    }

    fn trim(&self, tokens: &mut Vec<usize>) {
        let weak = |at: usize| {
            let token = self.marks.reading.token(at);
            self.is_connector(at) && !self.is_noun(at)
                || token.is_some_and(|t| matches!(t.kind, TokenKind::Symbol(_)))
        };
        // Plain words behind the last noun, maker or model tell about the thing.
        let tail = |at: usize| {
            let classes = self.marks.at(at);
            let plain = !classes.has(Class::Noun)
                && !classes.has(Class::Brand)
                && !classes.has(Class::Modifier)
                && !self.is_number(at)
                && !self.marks.reading.token(at).is_some_and(|token| {
                    token.is_glued()
                        || self
                            .marks
                            .reading
                            .text(token)
                            .chars()
                            .next()
                            .is_some_and(char::is_uppercase)
                        || self
                            .marks
                            .reading
                            .text(token)
                            .bytes()
                            .any(|b| b.is_ascii_digit())
                });
            // Languages that put the noun first describe it behind.
            let noun_first = matches!(
                self.marks.reading.market(),
                domain::Market::Id | domain::Market::Fr | domain::Market::Tz
            );
            let color = classes.has(Class::Color) && !classes.has(Class::Noun) && noun_first;
            color || plain && !noun_first && !self.is_model_word(at) || self.is_afterthought(at)
        };
        while tokens.len() > 1 && tokens.last().is_some_and(|at| weak(*at) || tail(*at)) {
            tokens.pop();
        }
        let praise = |at: usize| {
            let classes = self.marks.at(at);
            let praised = classes.has(Class::Hype) || one_of(self.word(at), "new the same our");
            praised && !classes.has(Class::Noun) && !classes.has(Class::Brand)
        };
        while tokens.len() > 1 && tokens.first().is_some_and(|at| weak(*at) || praise(*at)) {
            tokens.remove(0);
        }
    }

    /// Keeps the words around the head where there are too many.
    fn shorten(&self, tokens: &mut Vec<usize>, head: usize) {
        let position = tokens.iter().position(|at| *at >= head).unwrap_or(0);
        let from = position.saturating_sub(3);
        if from > 0 {
            tokens.drain(..from);
        }
        let mut words = 0;
        let keep = tokens
            .iter()
            .take_while(|at| {
                let glued = self.marks.reading.token(**at).is_some_and(|t| t.is_glued());
                words += usize::from(!glued);
                words <= MOST_WORDS
            })
            .count();
        tokens.truncate(keep);
        self.trim(tokens);
    }
}
