//! Amounts that are paid again and again, or in parts.

use super::Window;
use crate::lexicon::{Class, one_of};
use crate::money::unit;

impl Window<'_, '_, '_> {
    /// "13k daily for 18 months", "22m in 6 installments", "lipa 500 kila siku".
    pub(super) fn is_instalment(&self) -> bool {
        let spread = |word: &str| one_of(word, "daily weekly monthly kila buli per every a each");
        let named = |at: usize| {
            let word = self.marks.reading.folded_at(at);
            word.starts_with("instalm")
                || word.starts_with("installm")
                || matches!(word, "mensualites" | "angsuran" | "cicilan" | "credit")
        };
        // "cash 650k, installment 720k": the word belongs to the amount it stands before.
        let last = self.right.checked_sub(1);
        let begins_next = |at: usize| self.right < self.marks.len() && Some(at) == last;
        let near = (self.amount.end..self.right.min(self.amount.end + 5))
            .take_while(|at| self.marks.same_clause(*at, self.amount.start))
            // "fee 60,000 (installment allowed 30k x2)".
            .take_while(|at| !self.symbol(*at, '(') && !self.symbol(*at, ','))
            .any(|at| named(at) && !begins_next(at));
        if near || self.before_instalment_word() {
            return true;
        }
        let periodic = spread(self.folded_behind(0)) && self.is_period();
        let deposit_named = self.marks.any(Class::Deposit);
        // "deposit 1.2m and pay 13k daily": a second amount, spread over time.
        periodic
            && self.earlier
            && (deposit_named
                || self.before(Class::Instalment, 2)
                || matches!(
                    self.marks
                        .reading
                        .folded_at(self.amount.start.wrapping_sub(1)),
                    "then" | "pay" | "lipa" | "unalipa" | "balance"
                ))
    }

    /// "20k kwa siku … cash ni milioni 9.2": another amount buys the thing at once.
    pub(super) fn has_cash_price(&self) -> bool {
        let cash = |at: usize| one_of(self.marks.reading.folded_at(at), "cash taslimu comptant");
        let others = self.amounts.iter().filter(|other| *other != self.amount);
        others
            .filter(|other| other.money.amount_minor > self.amount.money.amount_minor)
            .any(|other| {
                cash(other.end)
                    || (1..=2).any(|back| other.start.checked_sub(back).is_some_and(cash))
            })
    }

    fn before_instalment_word(&self) -> bool {
        (self.left..self.amount.start)
            .rev()
            .take(4)
            .take_while(|at| self.marks.same_clause(*at, self.amount.start))
            .any(|at| {
                let word = self.marks.reading.folded_at(at);
                word.starts_with("instalm")
                    || word.starts_with("installm")
                    || word == "mdogo"
                    || word == "cicilan"
                    || word == "pole"
            })
    }

    pub(super) fn is_period(&self) -> bool {
        unit::find(self.marks, self.amount)
            .is_some_and(|unit| matches!(&*unit.name, "day" | "week" | "month"))
    }
}
