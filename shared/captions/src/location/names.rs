//! Which words are the name of a place, and where a name ends.

use super::Search;
use crate::lexicon::{Class, one_of};
use crate::normal::Gap;

impl Search<'_, '_, '_> {
    /// A word that can be part of a place's name.
    pub(super) fn names(&self, at: usize) -> bool {
        let classes = self.marks.at(at);
        if !self.is_word(at) {
            return false;
        }
        if classes.has(Class::Place) || self.is_type(at) {
            return true;
        }
        // "Musanze craft market": a plain word inside a name.
        if at > 0
            && self.marks.has(at - 1, Class::Place)
            && self.is_word(at)
            && !classes.has(Class::Stop)
            && self.is_type(at + 1)
            && !self.capital(at)
        {
            return true;
        }
        let other = classes.has(Class::Order)
            || classes.has(Class::DeliveryYes)
            || classes.has(Class::Currency)
            || classes.has(Class::NumberLabel)
            || classes.has(Class::Weekday) && !self.capital(at + 1)
            || classes.has(Class::Thanks)
            || classes.has(Class::Color) && !classes.has(Class::Place);
        self.capital(at)
            && !other
            && !self.is_taken(at)
            && !self.marks.has(at, Class::Stop)
            && (!self.marks.has(at, Class::Noun) || self.marks.has(at + 1, Class::PlaceType))
    }

    /// A word such as `road`; words that mean much else besides count when they begin large.
    pub(super) fn is_type(&self, at: usize) -> bool {
        self.marks.has(at, Class::PlaceType)
            && (self.capital(at)
                || one_of(
                    self.word(at),
                    "road rd street avenue ave lane plaza mall market arcade complex building \
                stage roundabout junction centre towers st str library church school \
                showgrounds sokoni trading shopping estate bypass highway supermarket \
                stadium university town village hill gate bridge grounds",
                ))
    }

    /// One place name that begins at a token: its end, and whether a known word is in it.
    pub(super) fn name_at(&self, start: usize) -> Option<(usize, bool)> {
        let mut end = start;
        let mut known = false;
        while end < start + 6 && self.names(end) {
            if end > start && (self.line_before(end) || !self.marks.same_clause(start, end)) {
                break;
            }
            // A second known place after a whole name begins another name: "Kampala Ntinda".
            known |= self.marks.has(end, Class::Place) || (self.is_type(end) && end > start);
            // French, Swahili, Kinyarwanda and Indonesian put the kind of place first.
            known |= end > start && one_of(self.word(start), "quartier rue mtaa umuhanda jalan jl");
            end += 1;
            let hyphen = self.symbol(end, '-')
                && self
                    .marks
                    .reading
                    .token(end)
                    .is_some_and(|t| t.gap == Gap::Glued)
                && self.names(end + 1);
            if hyphen {
                end += 1;
            }
            // "Wuse 2", "Comm. 4", "Lekki Phase 1", "Paris 18e".
            let mut number = end;
            if self.symbol(number, '.') && self.marks.same_clause(end.saturating_sub(1), number) {
                number += 1;
            }
            let small = self
                .marks
                .reading
                .number_at(number)
                .is_some_and(|n| n.length <= 2 && !n.grouped);
            let counted = self.marks.has(number + 1, Class::NotMoney)
                && self.word(number + 1).len() > 1
                || self.marks.has(number + 1, Class::Measure)
                    && self
                        .marks
                        .reading
                        .token(number + 1)
                        .is_some_and(|t| t.is_glued());
            if small
                && !counted
                && !self.taken.get(number).copied().unwrap_or(false)
                && one_of(
                    self.word(end.saturating_sub(1)),
                    "wuse comm phase area mile community paris zone section extension comm. \
                lyon marseille estate gate stage sector block",
                )
            {
                end = number + 1;
                if self
                    .marks
                    .reading
                    .token(end)
                    .is_some_and(|t| t.is_glued() && t.is_word())
                {
                    end += 1;
                }
                break;
            }
        }
        // "City of Hope", "Mtaa wa Congo", "Bureau de poste".
        if end > start
            && one_of(self.word(end), "wa ya la of de du za")
            && self.capital(end + 1)
            && self.marks.has(end.saturating_sub(1), Class::PlaceType)
        {
            end += 2;
        }
        (end > start).then_some((end, known))
    }

    /// Names joined by commas, as in "Yaba, Lagos".
    pub(super) fn run_at(&self, start: usize) -> Option<(usize, bool)> {
        let (mut end, mut known) = self.name_at(start)?;
        let mut names = 1;
        while self.symbol(end, ',') && names < 3 {
            let Some((next, next_known)) = self.name_at(end + 1) else {
                break;
            };
            if self.line_before(end + 1) || !next_known {
                break;
            }
            known |= next_known;
            end = next;
            names += 1;
        }
        Some((end, known))
    }

    /// "Shop F-24 Mutaasa Kafeero Plaza": the labels before the name.
    pub(super) fn skip_labels(&self, start: usize) -> usize {
        if one_of(
            self.word(start),
            "shop stall room level suite unit office workshop store showroom salon \
                farm nursery opp near opposite agrovet duka",
        ) {
            self.skip(start)
        } else {
            start
        }
    }

    /// Skips what stands between a cue and the place: "shop F-24", "2nd floor", "at the".
    pub(super) fn skip(&self, mut at: usize) -> usize {
        for _ in 0..10 {
            let word = self.word(at);
            let label = one_of(
                word,
                "shop no stall room level floor suite office unit store our at in on the \
                is along near opp located mtaa duka namba ku mu ni ya a i we are \
                location from point di au e kwa of ground first second third basement \
                iko ipo number opposite next to behind between st nd rd th premises \
                address showroom workshop branch main just kwenye",
            ) && !(word == "mtaa" && self.capital(at + 1))
                && !(matches!(word, "st" | "rd") && self.capital(at));
            let code = self.marks.reading.token(at).is_some_and(|token| {
                token.number().is_some_and(|n| n.length <= 4)
                    || (token.is_word()
                        && self.marks.reading.text(token).chars().count() <= 4
                        && self
                            .marks
                            .reading
                            .text(token)
                            .chars()
                            .any(|c| c.is_ascii_digit()))
                    || (token.is_word()
                        && self.marks.reading.text(token).len() == 1
                        && self.symbol(at + 1, '-'))
            });
            let mark = self.symbol(at, ':')
                || self.symbol(at, '-')
                || (self.symbol(at, ',') && at > 0)
                || self.symbol(at, '.')
                || self.symbol(at, '#');
            if label || code || mark {
                at += 1;
            } else {
                break;
            }
        }
        at
    }
}
