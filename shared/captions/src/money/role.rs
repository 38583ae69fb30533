//! What an amount of money is for: the price, the former price, a fee, a deposit, a prize.

use super::Amount;
use crate::lexicon::{Class, Classes, Marks, one_of};

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What a buyer pays.
    Price,
    /// What a buyer pays for several pieces at once.
    Bundle,
    /// What a buyer used to pay.
    Former,
    Fee,
    Deposit,
    Instalment,
    /// What is saved, won, or how much something is worth.
    Saving,
    Salary,
    /// What somebody spent, owes or wants to spend.
    Spent,
    /// For something added to the product.
    Extra,
}

/// The role of each amount.
pub(crate) fn assign(marks: &Marks<'_, '_>, amounts: &[Amount]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(amounts.len());
    for (index, amount) in amounts.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|before| amounts.get(before));
        // The upper end of a range is for what the lower end is for.
        if let (Some(previous), Some(role)) = (previous, roles.last().copied())
            && previous.ranges
            && role != Role::Former
            && amount.start <= previous.end + 2
        {
            roles.push(role);
            continue;
        }
        let window = Window {
            marks,
            amount,
            left: previous.map_or(0, |previous| previous.end),
            right: amounts
                .get(index + 1)
                .map_or(marks.len(), |next| next.start),
            earlier: index > 0,
        };
        roles.push(window.role());
    }
    roles
}

struct Window<'w, 'r, 'a> {
    marks: &'w Marks<'r, 'a>,
    amount: &'w Amount,
    left: usize,
    right: usize,
    earlier: bool,
}

impl Window<'_, '_, '_> {
    fn role(&self) -> Role {
        if self.amount.struck {
            return Role::Former;
        }
        if self.before(Class::Saving, 2)
            || self.behind(Class::SavingBehind, 1) && !self.behind(Class::Negotiable, 0)
        {
            return Role::Saving;
        }
        if (self.before(Class::Deposit, 3) && !self.before(Class::Fee, 1))
            || self.behind(Class::Deposit, 0) && !self.begins_another()
        {
            return Role::Deposit;
        }
        if self.is_instalment() {
            return Role::Instalment;
        }
        if self.before(Class::Salary, 4) || self.behind(Class::Salary, 2) {
            return Role::Salary;
        }
        if self.before(Class::Was, 2) && !self.is_retail() || self.behind(Class::WasBehind, 0) {
            return Role::Former;
        }
        let distance = if self.is_shown() { 0 } else { 3 };
        if self.before(Class::Budget, distance) && !self.is_offered_despite() {
            return Role::Spent;
        }
        if self.earlier && self.before(Class::Extra, 1) || self.is_added() {
            return Role::Extra;
        }
        if self.is_fee() {
            return Role::Fee;
        }
        if self.is_bundle() {
            return Role::Bundle;
        }
        Role::Price
    }

    /// Whether a phrase of a class ends at most `distance` words before the amount, in the same
    /// clause and with no comma between.
    fn before(&self, class: Class, distance: usize) -> bool {
        let mut words = 0;
        let mut end = self.amount.start;
        while end > self.left && words <= distance {
            let Some(before) = end.checked_sub(1) else {
                return false;
            };
            if !self.marks.same_clause(before, self.amount.start) {
                return false;
            }
            if self
                .marks
                .ending(end, class)
                .is_some_and(|hit| hit.start >= self.left)
            {
                return true;
            }
            let Some(token) = self.marks.reading.token(before) else {
                return false;
            };
            if token.is_symbol(',') || token.is_symbol(';') || token.is_symbol('+') {
                return false;
            }
            if token.is_word() || token.number().is_some() {
                words += 1;
            }
            end = before;
        }
        false
    }

    /// Whether a phrase of a class begins at most `distance` words behind the amount.
    fn behind(&self, class: Class, distance: usize) -> bool {
        let mut words = 0;
        let mut at = self.amount.end;
        while at < self.right && words <= distance {
            if !self
                .marks
                .same_clause(at, self.amount.end.saturating_sub(1))
            {
                return false;
            }
            if self.marks.starting(at, class).is_some() {
                return true;
            }
            let Some(token) = self.marks.reading.token(at) else {
                return false;
            };
            if token.is_symbol(',') {
                return false;
            }
            if token.is_word() {
                words += 1;
            }
            at += 1;
        }
        false
    }

    /// "cash 5.4m deposit 1.2m": the word behind belongs to the next amount.
    fn begins_another(&self) -> bool {
        self.marks
            .starting(self.amount.end, Class::Deposit)
            .is_some_and(|hit| hit.end + 1 >= self.right && self.right < self.marks.len())
    }

    fn folded_behind(&self, offset: usize) -> &str {
        self.marks.reading.folded_at(self.amount.end + offset)
    }

    /// "13k daily for 18 months", "22m in 6 installments", "lipa 500 kila siku".
    fn is_instalment(&self) -> bool {
        let spread = |word: &str| one_of(word, "daily weekly monthly kila buli per every a each");
        let named = |at: usize| {
            let word = self.marks.reading.folded_at(at);
            word.starts_with("instalm")
                || word.starts_with("installm")
                || matches!(word, "mensualites" | "angsuran" | "cicilan" | "credit")
        };
        let near = (self.amount.end..self.right.min(self.amount.end + 5))
            .take_while(|at| self.marks.same_clause(*at, self.amount.start))
            .any(named);
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

    fn is_period(&self) -> bool {
        self.marks
            .starting(self.amount.end, Class::PerUnit)
            .is_some_and(|hit| matches!(hit.value, "day" | "week" | "month"))
    }

    /// "this 85k dress" tells of a thing; a pronoun further away says nothing about the amount.
    fn is_shown(&self) -> bool {
        (self.left..self.amount.start)
            .rev()
            .take(4)
            .any(|at| one_of(self.marks.reading.folded_at(at), "this my that these"))
    }

    /// "45m last. Bought new" and other words that only look like spending.
    fn is_offered_despite(&self) -> bool {
        let per = self
            .marks
            .starting(self.amount.end, Class::PerUnit)
            .is_some();
        per && self.marks.any(Class::Order)
    }

    /// "Retail 35k, wholesale 28k": the price of one piece, not a former price.
    fn is_retail(&self) -> bool {
        self.marks.any(Class::Bulk)
            && (self.left..self.amount.start)
                .rev()
                .take(3)
                .any(|at| one_of(self.marks.reading.folded_at(at), "retail retails"))
    }

    /// "+20k", "add 50k", "extra 10k".
    fn is_added(&self) -> bool {
        let Some(before) = self.amount.start.checked_sub(1) else {
            return false;
        };
        let plus = self
            .marks
            .reading
            .token(before)
            .is_some_and(|token| token.is_symbol('+'));
        let word = matches!(
            self.marks.reading.folded_at(before),
            "add" | "extra" | "additional"
        );
        (plus && (before > self.left || self.earlier)) || word
    }

    /// "delivery around Kla 5k", "viewing fee 20k", "50k booking fee".
    fn is_fee(&self) -> bool {
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
                if !weak || self.earlier {
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

    /// "3 for 50k", "6 pieces at 90k", "dozen 150k", "carton of 6 at 66,000".
    fn is_bundle(&self) -> bool {
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
        let count = |at: usize| {
            reading
                .token(at)
                .and_then(crate::normal::Token::number)
                .is_some_and(|number| number.decimals == 0 && (2..=1_000).contains(&number.digits))
        };
        if let Some(at) = count_at.filter(|at| *at >= self.left) {
            let table = at
                .checked_sub(1)
                .is_some_and(|before| reading.folded_at(before) == "of");
            let for_all = reading.folded_at(link) == "for"
                || self.earlier && reading.folded_at(link) == "kwa";
            if for_all && count(at) && !table {
                return true;
            }
            // "10k each, 3 @ 25k", "45 each, any 3 = 120".
            let few = |at: usize| {
                let number = reading.token(at).and_then(crate::normal::Token::number);
                number
                    .is_some_and(|number| number.decimals == 0 && (2..=24).contains(&number.digits))
            };
            let opens = at.checked_sub(1).is_none_or(|before| {
                !self.marks.same_clause(before, at)
                    || one_of(reading.folded_at(before), ", any les or ama au buy take /")
            });
            if self.earlier && one_of(reading.folded_at(link), "@ = a") && few(at) && opens {
                return true;
            }
            let pieces = one_of(
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
            if (pieces || portions) && at.checked_sub(1).is_some_and(count) {
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
        let classes = Classes::of(&[Class::Bulk]);
        let near = (self.left..start)
            .rev()
            .take(5)
            .take_while(|at| {
                self.marks.same_clause(*at, start)
                    && !reading.token(*at).is_some_and(|token| token.is_symbol(','))
            })
            .any(|at| self.marks.at(at).has_any(classes));
        near && self.earlier
    }
}
