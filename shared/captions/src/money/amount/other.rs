//! Figures that are something else than money: views, shops, hours, mileages, grades.

use super::{Figures, Finder};
use crate::lexicon::{Class, Marks, one_of};

impl Finder<'_, '_, '_> {
    /// Whether the figures count, date or name something: views, shops, hours, houses.
    pub(super) fn names_something_else(&self, at: usize, figures: &Figures) -> bool {
        let behind = figures.end;
        let word = self.marks.reading.folded_at(behind);
        if counts_audience(word) {
            return true;
        }
        if is_mileage(self.marks, at)
            || figures.power == 3 && is_resolution(self.marks, at, behind)
            || figures.power == 3 && is_carat(self.marks, at, behind)
            || figures.power == 6 && (self.is_distance(behind) || self.is_sheet_length(at, figures))
            || figures.power == 9 && self.is_hair_colour(at, figures)
            || self.counts_things(behind)
        {
            return true;
        }
        if figures.power > 0 {
            return false;
        }
        // "1000 of these sold".
        let counted = word == "of"
            && one_of(
                self.marks.reading.folded_at(behind + 1),
                "these those them our the this",
            );
        if counted {
            return true;
        }
        if self.symbol(behind, '%') || self.symbol(at.wrapping_sub(1), '#') {
            return true;
        }
        if self.marks.has(behind, Class::NotMoney)
            && self.marks.same_clause(at, behind)
            && (word.len() > 2 || self.glued(behind))
        {
            return true;
        }
        // "18e", "300A", "10th": letters that touch the figures name a grade or a rank.
        let suffixed = self.glued(behind)
            && self
                .marks
                .reading
                .token(behind)
                .is_some_and(|token| token.is_word());
        if suffixed {
            return true;
        }
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let labelled = self.marks.ending(at, Class::NumberLabel).is_some()
            || (self.symbol(before, ':') || self.symbol(before, '.'))
                && self.marks.ending(before, Class::NumberLabel).is_some()
                && self.marks.ending(before, Class::PriceCue).is_none();
        let dated = self.marks.has(before, Class::Month) || self.marks.has(behind, Class::Month);
        let clock = (self.symbol(behind, ':') && self.glued(behind) && self.glued(behind + 1))
            || (self.symbol(before, ':') && self.glued(before) && self.glued(at));
        let glued_before = self.glued(at)
            && (self.symbol(before, '-') || self.symbol(before, '/') || self.symbol(before, '+'))
            && self.glued(before)
            && before
                .checked_sub(1)
                .is_some_and(|first| self.marks.reading.token(first).is_some_and(|t| t.is_word()));
        if labelled && !(figures.number.grouped && figures.number.digits >= 1_000) {
            return true;
        }
        dated && !figures.number.grouped || clock || glued_before
    }

    /// "1B" is a colour of hair.
    fn is_hair_colour(&self, at: usize, figures: &Figures) -> bool {
        let letter = figures.end == at + 2 && self.marks.reading.folded_at(at + 1) == "b";
        letter && figures.number.decimals == 0
    }

    /// "900m from tarmac", but "25m from 30m".
    fn is_distance(&self, behind: usize) -> bool {
        let metres = self.marks.reading.folded_at(behind.wrapping_sub(1)) == "m";
        metres
            && one_of(
                self.marks.reading.folded_at(behind),
                "from off away kutoka toka okuva wide long tall deep high walk folded",
            )
            && (behind + 1..behind + 3)
                .all(|at| self.number(at).is_none() || !self.marks.same_clause(behind, at))
    }

    /// "gauge 28, 3m": how long iron sheets are.
    fn is_sheet_length(&self, at: usize, figures: &Figures) -> bool {
        let metres = self.marks.reading.folded_at(figures.end - 1) == "m";
        let near = (at.saturating_sub(4)..at).filter(|before| self.marks.same_clause(*before, at));
        metres
            && figures.number.digits <= 12
            && near
                .map(|before| self.marks.reading.folded_at(before))
                .any(|word| one_of(word, "gauge gauges geji g28 g30 g32"))
    }

    /// "3,200+ fridges fixed".
    fn counts_things(&self, behind: usize) -> bool {
        self.symbol(behind, '+')
            && self.glued(behind)
            && !self.glued(behind + 1)
            && (self.marks.names_thing(behind + 1)
                || self.marks.has(behind + 1, Class::NotMoney)
                || counts_audience(self.marks.reading.folded_at(behind + 1)))
    }
}

/// Words behind figures that count an audience, a distance or power, even with a magnitude:
/// `10k followers`, `98k km`.
fn counts_audience(word: &str) -> bool {
    one_of(
        word,
        "followers follower subscribers subs views view likes people members \
                customers clients students fans km kms mileage kilometers kilometres \
                miles mah mahs steps words shares comments run marathon race puffs \
                abonnes vues abantu watu wafuasi orang pengikut btu lumens orders \
                downloads streams reviews hz rpm abagoberezi strong family kilometero",
    )
}

/// `4K` beside screens and cameras is a resolution.
fn is_resolution(marks: &Marks<'_, '_>, at: usize, behind: usize) -> bool {
    let small = marks
        .reading
        .number_at(at)
        .is_some_and(|n| n.decimals == 0 && matches!(n.digits, 2 | 4 | 5 | 8));
    let screen = |index: usize| {
        one_of(
            marks.reading.folded_at(index),
            "uhd tv ultra hdr smart video videos camera cameras hd led qled oled \
                display resolution android 60fps frameless monitor drone google webos \
                projector screen",
        )
    };
    // "Vitron 50 4K": behind the inches of a screen.
    let inches = |index: usize| {
        let number = marks.reading.number_at(index);
        number.is_some_and(|number| number.decimals == 0 && (20..=110).contains(&number.digits))
    };
    small
        && (screen(behind)
            || at
                .checked_sub(1)
                .is_some_and(|before| screen(before) || inches(before)))
}

/// "gold 18k", "18k gold plated": how pure it is.
fn is_carat(marks: &Marks<'_, '_>, at: usize, behind: usize) -> bool {
    let pure = marks
        .reading
        .number_at(at)
        .is_some_and(|n| n.decimals == 0 && matches!(n.digits, 9 | 10 | 14 | 18 | 21 | 22 | 24));
    let gold = |index: usize| {
        one_of(
            marks.reading.folded_at(index),
            "gold golden dhahabu zaabu zahabu or plaque emas plated karat carat",
        )
    };
    pure && (gold(behind) || at.checked_sub(1).is_some_and(gold))
}

/// "Mileage 112k", "km 31,000": how far a vehicle has gone, or how often a shutter has opened.
fn is_mileage(marks: &Marks<'_, '_>, at: usize) -> bool {
    let names = |index: usize| {
        one_of(
            marks.reading.folded_at(index),
            "mileage odometer odo kilometrage clocked km kms count shutter ibirometero kilometero",
        )
    };
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let colon = marks
        .reading
        .token(before)
        .is_some_and(|token| token.is_symbol(':'));
    names(before) || colon && before.checked_sub(1).is_some_and(names)
}
