//! What an amount of money is for: the price, the former price, a fee, a deposit, a prize.

mod bundle;
mod fee;
mod instalment;

use super::Amount;
use crate::lexicon::{Class, Marks, one_of};

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
    /// What others ask.
    Elsewhere,
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
        if let (Some(previous), Some(Role::Fee)) = (previous, roles.last())
            && is_next_town(marks, previous, amount)
        {
            roles.push(Role::Fee);
            continue;
        }
        let window = Window {
            marks,
            amount,
            amounts,
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

/// "Deliveries: Kampala 5k, Entebbe 10k, Jinja by bus 12k": the fee of one town more.
fn is_next_town(marks: &Marks<'_, '_>, previous: &Amount, amount: &Amount) -> bool {
    let between = previous.end..amount.start;
    between.len() <= 5
        && marks.same_clause(previous.start, amount.start)
        && marks
            .reading
            .token(previous.end)
            .is_some_and(|token| token.is_symbol(','))
        && marks.has(previous.end + 1, Class::Place)
        && !between.into_iter().any(|at| marks.names_thing(at))
}

struct Window<'w, 'r, 'a> {
    marks: &'w Marks<'r, 'a>,
    amount: &'w Amount,
    amounts: &'w [Amount],
    left: usize,
    right: usize,
    earlier: bool,
}

impl Window<'_, '_, '_> {
    fn role(&self) -> Role {
        if self.amount.struck {
            return Role::Former;
        }
        if self.before(Class::Saving, 2) && !self.before(Class::Was, 0)
            || self.behind(Class::SavingBehind, 1)
                && !self.behind(Class::Negotiable, 0)
                && !self.behind(Class::Fixed, 0)
                // "900k one-off".
                && self.folded_behind(0) != "one"
                && !self.begins_another(Class::Was)
        {
            return Role::Saving;
        }
        if (self.before(Class::Deposit, 3) && !self.before(Class::Fee, 1) && !self.is_ticket())
            || self.behind(Class::Deposit, 0) && !self.begins_another(Class::Deposit)
            || self.folded_behind(0) == "down" && self.folded_behind(1) != "from"
        {
            return Role::Deposit;
        }
        if self.is_instalment() || self.has_cash_price() && self.is_period() {
            return Role::Instalment;
        }
        if self.before(Class::Salary, 4) || self.behind(Class::Salary, 2) {
            return Role::Salary;
        }
        if self.is_former() {
            return Role::Former;
        }
        let distance = if self.is_shown() { 0 } else { 3 };
        if self.before(Class::Budget, distance) && !self.is_offered_despite() {
            return Role::Spent;
        }
        if self.earlier && self.before(Class::Extra, 2) || self.is_added() || self.is_gone() {
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
        if self.symbol(at, '(') {
            at += 1;
        }
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

    /// "cash 5.4m deposit 1.2m", "28k (b4 35k)": the word behind belongs to the next amount.
    fn begins_another(&self, class: Class) -> bool {
        (self.amount.end..self.amount.end + 2).any(|at| {
            self.marks.starting(at, class).is_some_and(|hit| {
                let joined =
                    (hit.end..self.right).any(|at| self.symbol(at, '+') || self.symbol(at, ','));
                hit.end + 1 >= self.right && self.right < self.marks.len() && !joined
            })
        })
    }

    /// "Bedsitter kutoka 6k, one bedroom 9k", "mulai dari 85.000": words that say "from" of a lowest
    /// price as of a former one.
    fn is_lowest(&self) -> bool {
        let begin = |class| {
            let hit = self.marks.ending(self.amount.start, class);
            hit.map(|hit| hit.start)
        };
        match (begin(Class::From), begin(Class::Was)) {
            (Some(from), Some(was)) => from < was || from == was && !self.earlier,
            (from, _) => from.is_some() && !self.earlier,
        }
    }

    fn is_former(&self) -> bool {
        self.before(Class::Was, 2) && !self.is_retail() && !self.is_lowest()
            || self.behind(Class::WasBehind, 0) && !self.begins_another(Class::WasBehind)
    }

    fn symbol(&self, at: usize, symbol: char) -> bool {
        let token = self.marks.reading.token(at);
        token.is_some_and(|token| token.is_symbol(symbol))
    }

    fn folded_behind(&self, offset: usize) -> &str {
        self.marks.reading.folded_at(self.amount.end + offset)
    }

    /// "early bird 5k sold out, regular 10k", "105 a pack, the 98 one is out of stock": nobody can
    /// buy at this price any more.
    fn is_gone(&self) -> bool {
        let next = self.right < self.marks.len() && self.behind(Class::SoldOut, 0);
        let this_one = self.earlier && self.folded_behind(0) == "one";
        (next || this_one && self.behind(Class::SoldOut, 2)) && {
            let hit = self
                .marks
                .hits(Class::SoldOut)
                .find(|hit| hit.start >= self.amount.end);
            hit.is_some_and(|hit| !self.marks.has(hit.end, Class::Currency))
        }
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

    /// "Advance 1,000 | gate 1,500": bought before the day.
    fn is_ticket(&self) -> bool {
        let advance = self.left..self.amount.start;
        let mut advance = advance.rev().take(2);
        advance.any(|at| self.marks.reading.folded_at(at) == "advance")
            && self
                .marks
                .reading
                .words()
                .any(|word| one_of(word, "gate ticket tickets vip"))
    }

    /// "+20k", "add 50k", "extra 10k".
    fn is_added(&self) -> bool {
        let Some(before) = self.amount.start.checked_sub(1) else {
            return false;
        };
        let plus = self.symbol(before, '+');
        let word = matches!(
            self.marks.reading.folded_at(before),
            "add" | "extra" | "additional"
        );
        (plus && (before > self.left || self.earlier)) || word
    }
}
