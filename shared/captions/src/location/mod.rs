//! The place of the shop, the pick-up point or the property.

mod area;
mod names;

use domain::Finding;

use crate::finding::finding;
use crate::lexicon::{Class, Hit, Marks, one_of};
use crate::normal::{Gap, TokenKind};
use crate::sequence::Names;

/// The place and the tokens it stands on.
pub(crate) struct Location {
    pub(crate) finding: Finding<String>,
    pub(crate) tokens: (usize, usize),
}

/// Finds the place. `taken` are tokens that belong to other fields: prices, sizes.
pub(crate) fn find(marks: &Marks<'_, '_>, taken: &[bool]) -> Option<Location> {
    let search = Search { marks, taken };
    let mut best: Option<(u8, usize, usize, &'static str)> = None;
    let mut offer = |candidate: Option<(u8, usize, usize, &'static str)>| {
        if let Some(candidate) = candidate
            && best.is_none_or(|best| candidate.0 > best.0)
        {
            best = Some(candidate);
        }
    };
    for hit in marks.hits(Class::PlaceCue) {
        offer(search.behind_cue(hit));
    }
    let mut at = 0;
    while at < marks.len() {
        match search.segment(at) {
            Some((confidence, start, end, reason)) => {
                offer(Some((confidence, start, end, reason)));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    offer(search.before_label());
    offer(search.beside_phone());
    let (confidence, start, end, reason) = best?;
    located(marks, (start, end), confidence, reason)
}

/// The place that the learned names and the rules agree on best.
pub(crate) fn settle(
    marks: &Marks<'_, '_>,
    by_rule: Option<Location>,
    places: &Names,
) -> Option<Location> {
    let name = places.best(0, marks.len(), |_| true)?;
    if let Some(rule) = by_rule
        && rule.tokens == (name.start, name.end)
    {
        return Some(rule);
    }
    let tokens = (name.start, name.end);
    located(marks, tokens, confidence(name.probability), "learned-name")
}

/// The place on some tokens, where they hold any text.
fn located(
    marks: &Marks<'_, '_>,
    (start, end): (usize, usize),
    confidence: u8,
    reason: &str,
) -> Option<Location> {
    let text = text(marks, start, end);
    let spans = marks.reading.span(start, end).into_iter().collect();
    (!text.is_empty()).then(|| Location {
        finding: finding(text, confidence, spans, reason),
        tokens: (start, end),
    })
}

struct Search<'m, 'r, 'a> {
    marks: &'m Marks<'r, 'a>,
    taken: &'m [bool],
}

impl Search<'_, '_, '_> {
    fn is_word(&self, at: usize) -> bool {
        self.marks
            .reading
            .token(at)
            .is_some_and(|token| token.is_word())
    }

    fn word(&self, at: usize) -> &str {
        self.marks.reading.folded_at(at)
    }

    fn symbol(&self, at: usize, symbol: char) -> bool {
        self.marks
            .reading
            .token(at)
            .is_some_and(|token| token.is_symbol(symbol))
    }

    fn capital(&self, at: usize) -> bool {
        self.marks.reading.token(at).is_some_and(|token| {
            token.is_word()
                && self
                    .marks
                    .reading
                    .text(token)
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    fn line_before(&self, at: usize) -> bool {
        self.marks
            .reading
            .token(at)
            .is_some_and(|token| token.gap == Gap::Line)
    }

    fn behind_cue(&self, hit: &Hit) -> Option<(u8, usize, usize, &'static str)> {
        let cue = self.word(hit.start);
        let single = hit.end - hit.start == 1;
        let weak = single
            && one_of(
                cue,
                "@ at mu next beside iko ipo office dey near opp opposite behind along \
                turi collection workshop based viewing visit pickup collect tuko dari \
                yuko dukani sise karibu venue eneo lipo",
            );
        let start = self.skip(hit.end);
        let (end, known) = self.run_at(start)?;
        if self
            .marks
            .clause(start)
            .saturating_sub(self.marks.clause(hit.end.saturating_sub(1)))
            > 1
        {
            return None;
        }
        if self.is_area(hit.start, start)
            && !matches!(cue, "pickup" | "pick" | "📍" | "collection" | "collect")
        {
            return None;
        }
        let pin = one_of(
            cue,
            "📍 📌 🏬 🏪 location located pickup pick collect collection tuli tupo \
                tunapatikana lokasi alamat",
        );
        let confidence = match (pin, weak, known) {
            (true, _, true) => 93,
            (true, _, false) => 86,
            (false, false, true) => 90,
            (false, false, false) => 76,
            (false, true, true)
                if matches!(cue, "near" | "opp" | "opposite" | "behind" | "next") =>
            {
                58
            }
            (false, true, true) => 82,
            (false, true, false) => {
                if !one_of(cue, "workshop @ viewing office pickup tuko venue eneo") {
                    return None;
                }
                68
            }
        };
        Some((confidence, start, end, "place-word"))
    }

    /// A clause, or the part between commas, that is nothing but a place.
    fn segment(&self, start: usize) -> Option<(u8, usize, usize, &'static str)> {
        let opens = start == 0
            || self.line_before(start)
            || !self.marks.same_clause(start - 1, start)
            || self.opens(start - 1);
        let preposition = start.checked_sub(1).is_some_and(|before| {
            one_of(
                self.word(before),
                "in at mu a i e di ku huko let rent sale inauzwa kinauzwa inapangishwa louer vendre \
                location last",
            )
        }) && self.marks.has(start, Class::Place);
        if !opens && !preposition {
            return None;
        }
        let from = if opens {
            self.skip_labels(start)
        } else {
            start
        };
        let (end, known) = self.run_at(from)?;
        if !known || self.is_area(from, from) {
            return None;
        }
        let first = self.marks.at(from);
        let title_like = first.has(Class::Noun) && !first.has(Class::Place)
            || first.has(Class::Brand)
                && !first.has(Class::Place)
                && !self.marks.has(from + 1, Class::PlaceType);
        if title_like {
            return None;
        }
        let country = end - from == 1 && is_country(self.word(from));
        if country {
            return None;
        }
        let closes = end >= self.marks.len()
            || self.line_before(end)
            || !self.marks.same_clause(end - 1, end)
            || self.closes(end);
        let list = self.is_list_of_towns(from, end);
        if list {
            return None;
        }
        let typed = (from..end).any(|at| self.marks.has(at, Class::PlaceType));
        // "Kyaliwajjala pork joint.": a place and what stands there fill a clause.
        let short = opens
            && (end..(end + 4).min(self.marks.len() + 1)).any(|at| {
                at >= self.marks.len()
                    || !self.marks.same_clause(from, at)
                    || self
                        .marks
                        .reading
                        .token(at)
                        .is_some_and(|t| matches!(t.kind, TokenKind::Phone(_)))
            });
        let confidence = match (closes, preposition, typed) {
            (true, false, true) => 88,
            (true, false, false) => 85,
            (_, true, _) => 78,
            (false, _, true) => 70,
            (false, _, false) if short => 64,
            (false, _, false) => 0,
        };
        let beside = from.checked_sub(1).is_some_and(|at| {
            let at = if self.symbol(at, '.') {
                at.saturating_sub(1)
            } else {
                at
            };
            one_of(self.word(at), "opp opposite near behind next to")
        });
        let confidence = if beside {
            confidence.min(60)
        } else {
            confidence
        };
        (confidence > 0).then_some((confidence, from, end, "place-name"))
    }

    fn opens(&self, before: usize) -> bool {
        self.marks
            .reading
            .token(before)
            .is_some_and(|token| match token.kind {
                TokenKind::Symbol(c) => matches!(c, ',' | '|' | '(' | '-' | '—' | ':' | '/' | '@'),
                TokenKind::Emoji(_) | TokenKind::Phone(_) => true,
                _ => false,
            })
            || self.taken.get(before).copied().unwrap_or(false)
    }

    fn closes(&self, end: usize) -> bool {
        self.marks
            .reading
            .token(end)
            .is_some_and(|token| match token.kind {
                TokenKind::Symbol(_)
                | TokenKind::Emoji(_)
                | TokenKind::Phone(_)
                | TokenKind::Hashtag
                | TokenKind::Link => true,
                TokenKind::Word => one_of(
                    self.word(end),
                    "opp opposite next near shop stall room level basement call whatsapp tel \
                ground office showroom off along behind stand contact upper first we or \
                dm inbox block beside only second ou hadi branch farm na et mtaa quartier",
                ),
                TokenKind::Number(_) => true,
                TokenKind::Mention => true,
            })
    }

    /// "come early Gikomba stall 47": a known place before a shop's number.
    fn before_label(&self) -> Option<(u8, usize, usize, &'static str)> {
        self.marks
            .hits(Class::Place)
            .filter(|hit| self.is_word(hit.start))
            .find(|hit| {
                one_of(self.word(hit.end), "stall shop room market stage branch")
                    && !self.is_area(hit.start, hit.start)
            })
            .map(|hit| (66, hit.start, hit.end, "place-before-shop"))
    }

    /// An unknown capitalised name right before or behind the phone number.
    fn beside_phone(&self) -> Option<(u8, usize, usize, &'static str)> {
        let tokens = self.marks.reading.tokens();
        let phone = tokens
            .iter()
            .position(|token| matches!(token.kind, TokenKind::Phone(_)))?;
        let mut end = phone;
        for _ in 0..4 {
            let before = end.checked_sub(1)?;
            let token = tokens.get(before)?;
            let passes = match token.kind {
                TokenKind::Symbol(_) | TokenKind::Emoji(_) => true,
                _ => self.marks.has(before, Class::Order),
            };
            if !passes {
                break;
            }
            end = before;
        }
        let mut start = end;
        while let Some(before) = start.checked_sub(1)
            && start + 3 > end
            && self.capital(before)
            && !crate::lexicon::LEXICON.knows(self.word(before))
            && self.marks.same_clause(before, end - 1)
        {
            start = before;
        }
        if start == end || start == 0 {
            return None;
        }
        let opens = self.opens(start - 1) || !self.marks.same_clause(start - 1, start);
        let area = self.is_area(start, start);
        (opens && !area).then_some((62, start, end, "name-before-phone"))
    }
}

/// The share of learned names of such a probability that are the place.
fn confidence(probability: f32) -> u8 {
    match probability {
        p if p > 0.9 => 88,
        p if p > 0.6 => 78,
        _ => 62,
    }
}

/// The place as written.
fn text(marks: &Marks<'_, '_>, start: usize, end: usize) -> String {
    let text = marks.reading.text_between(start, end);
    let text = text.trim().trim_end_matches([',', '.', '-']);
    if text.chars().any(char::is_uppercase) {
        return text.to_owned();
    }
    crate::title::title_case(text)
}

fn is_country(word: &str) -> bool {
    one_of(
        word,
        "uganda kenya tanzania rwanda nigeria ghana zambia dubai china turkey usa \
                uk oman japan congo drc burundi africa america canada europe germany \
                italy thailand india indonesia france naija mzansi worldwide countrywide \
                nationwide upcountry",
    )
}
