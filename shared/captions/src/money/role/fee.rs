//! Amounts for delivery, viewing, registration and the like.

use super::Window;
use crate::lexicon::{Class, one_of};

impl Window<'_, '_, '_> {
    /// "delivery around Kla 5k", "viewing fee 20k", "50k booking fee".
    pub(super) fn is_fee(&self) -> bool {
        if let Some(hit) = self.fee_before() {
            let free = hit.checked_sub(1).is_some_and(|before| {
                one_of(
                    self.marks.reading.folded_at(before),
                    "free bure with including incl includes plus",
                )
            }) || (hit..self.amount.start).any(|at| {
                one_of(
                    self.marks.reading.folded_at(at),
                    "free bure included inclusive gratuite offerte gratis",
                )
            });
            return !free;
        }
        let fee_behind = self.behind(Class::Fee, 0)
            || (self.behind(Class::Fee, 1) && {
                let words = [self.folded_behind(0), self.folded_behind(1)];
                words.contains(&"for") || words.contains(&"fee") || self.folded_behind(2) == "fee"
            });
        fee_behind
            && (self.folded_behind(1).starts_with("fee")
                || self.folded_behind(2).starts_with("fee")
                || matches!(
                    self.folded_behind(0),
                    "delivery" | "shipping" | "postage" | "for"
                ) && self.earlier
                    && !self.folded_behind(1).starts_with("included"))
    }

    /// Where the phrase that names a fee before the amount begins.
    fn fee_before(&self) -> Option<usize> {
        let mut words = 0;
        let mut end = self.amount.start;
        while end > self.left && words <= 6 {
            let before = end.checked_sub(1)?;
            if !self.marks.same_clause(before, self.amount.start) {
                return None;
            }
            if let Some(hit) = self.marks.ending(end, Class::Fee) {
                // "Registration: 150k" for a class and "transport 100k" as the offer itself are
                // prices where nothing was priced before.
                let weak = one_of(
                    self.marks.reading.folded_at(hit.start),
                    "registration admission transport data ship post cleaning membership \
                consultation application boda installation fitting service cargo top \
                fine booking customs clearing transfer labour agency uniform security \
                house inspection tip freight",
                ) && hit.end - hit.start == 1;
                let once = one_of(
                    self.marks.reading.folded_at(hit.start),
                    "registration admission application booking inspection consultation fitting \
                installation",
                );
                if !weak || self.earlier || once && self.more_follows() {
                    return Some(hit.start);
                }
            }
            let token = self.marks.reading.token(before)?;
            let list = self.marks.has(before, Class::Place)
                || self.marks.has(before.wrapping_sub(1), Class::Place);
            if (token.is_symbol(',') && !list)
                || self.marks.has(before, Class::Noun) && !self.marks.has(before, Class::Fee)
            {
                return None;
            }
            if token.is_word() || token.number().is_some() {
                words += 1;
            }
            end = before;
        }
        None
    }

    /// "Registration 50k. Tuition 650k": a much larger amount follows.
    fn more_follows(&self) -> bool {
        let later = self
            .amounts
            .iter()
            .filter(|other| other.start > self.amount.start);
        later
            .map(|other| other.money.amount_minor / 3)
            .any(|third| third > self.amount.money.amount_minor)
    }
}
