//! Amounts for several pieces at once.

use super::Window;
use crate::lexicon::{Class, one_of};
use crate::money::unit;

/// More pieces than this nobody sells at one price.
const MANY: u64 = 1_000;

impl Window<'_, '_, '_> {
    /// Whether a token counts several things, `most` at most.
    fn counts(&self, at: usize, most: u64) -> bool {
        let number = self.marks.reading.number_at(at);
        number.is_some_and(|number| number.decimals == 0 && (2..=most).contains(&number.digits))
    }

    /// "dozen 19k … 1,900 each": the price of one piece follows.
    fn piece_follows(&self) -> bool {
        let later = self
            .amounts
            .iter()
            .filter(|other| other.start > self.amount.start);
        later
            .filter(|other| other.money.amount_minor < self.amount.money.amount_minor)
            .any(|other| unit::find(self.marks, other).is_some_and(|unit| unit.name == "piece"))
    }

    /// "from 2 plots 42k", "kuanzia pc 10 18,000": the price for many.
    fn is_for_many(&self) -> bool {
        let from = (self.left..self.amount.start)
            .rev()
            .take(4)
            .take_while(|at| self.marks.same_clause(*at, self.amount.start))
            .find(|at| {
                one_of(
                    self.marks.reading.folded_at(*at),
                    "from kuanzia okuva guhera",
                )
            });
        // "100 and above 1,200".
        let above = self.marks.ending(self.amount.start, Class::FromBehind);
        let above = above.and_then(|hit| hit.start.checked_sub(1));
        from.is_some_and(|from| (from + 1..self.amount.start).any(|at| self.counts(at, MANY)))
            || above.is_some_and(|at| self.counts(at, MANY))
    }

    /// "170k each if you take 5", "ukichukua 10 @3,000".
    fn is_for_takers(&self) -> bool {
        let takes = |at: usize| {
            one_of(
                self.marks.reading.folded_at(at),
                "if ukichukua ukinunua ukibeba when oguze bw",
            )
        };
        let same = |at: &usize| self.marks.same_clause(*at, self.amount.start);
        let behind = self.amount.end..self.right.min(self.amount.end + 6);
        let before = self.left.max(self.amount.start.saturating_sub(4))..self.amount.start;
        [behind, before].into_iter().any(|range| {
            let mut tokens = range.filter(same).skip_while(|at| !takes(*at));
            tokens.any(|at| self.counts(at, MANY))
        })
    }

    /// "3 for 50k", "6 pieces at 90k", "dozen 150k", "carton of 6 at 66,000".
    pub(super) fn is_bundle(&self) -> bool {
        let reading = self.marks.reading;
        let start = self.amount.start;
        let Some(link) = start.checked_sub(1) else {
            return false;
        };
        let linked = one_of(reading.folded_at(link), "for at @ = kwa pour ku ni : - a");
        let count_at = if linked {
            link.checked_sub(1)
        } else {
            Some(link)
        };
        if let Some(at) = count_at.filter(|at| *at >= self.left) {
            let table = at
                .checked_sub(1)
                .is_some_and(|before| reading.folded_at(before) == "of");
            let for_all = reading.folded_at(link) == "for"
                || self.earlier && reading.folded_at(link) == "kwa";
            if for_all && self.counts(at, MANY) && !table {
                return true;
            }
            // "10k each, 3 @ 25k", "45 each, any 3 = 120".
            let opens = at.checked_sub(1).is_none_or(|before| {
                !self.marks.same_clause(before, at)
                    || one_of(reading.folded_at(before), ", any les or ama au buy take /")
            });
            if self.earlier
                && one_of(reading.folded_at(link), "@ = a")
                && self.counts(at, 24)
                && opens
            {
                return true;
            }
            // "60pcs 48k a pack" says what is in the pack.
            let per = self.marks.starting(self.amount.end, Class::PerUnit);
            let pieces = per.is_none()
                && one_of(
                    reading.folded_at(at),
                    "pcs pieces pc pairs pair units vipande copies",
                );
            // "10k a bar, 3 bars 27k".
            let portions = self.earlier && self.marks.any(Class::PerUnit) && {
                let word = reading.folded_at(at);
                self.marks
                    .hits(Class::PerUnit)
                    .any(|unit| word.strip_suffix('s') == Some(unit.value))
            };
            if (pieces || portions) && at.checked_sub(1).is_some_and(|at| self.counts(at, MANY)) {
                return true;
            }
        }
        // "45k one, 80k two", "jozi elfu 18, jozi mbili elfu 33".
        let several = |hit: &crate::lexicon::Hit| {
            hit.value
                .parse()
                .is_ok_and(|count: u32| (2..=12).contains(&count))
        };
        let number_behind = self
            .marks
            .starting(self.amount.end, Class::NumberWord)
            .filter(|hit| several(hit))
            .is_some_and(|hit| {
                !self.marks.same_clause(hit.start, hit.end)
                    || one_of(reading.folded_at(hit.end), ", .")
                    || hit.end >= self.marks.len()
            });
        let number_before = self
            .marks
            .ending(start, Class::NumberWord)
            .is_some_and(|hit| several(hit) && hit.start >= self.left);
        if self.earlier && (number_behind || number_before) {
            return true;
        }
        let near = (self.left..start)
            .rev()
            .take(5)
            .take_while(|at| self.marks.same_clause(*at, start) && !self.symbol(*at, ','))
            .any(|at| self.marks.has(at, Class::Bulk));
        near && (self.earlier || self.piece_follows())
            || self.earlier && (self.is_for_many() || self.is_for_takers())
    }
}
