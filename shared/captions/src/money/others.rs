//! Prices of others, told to praise one's own: "in town they ask 80k, here 45k".

use super::amount::Amount;
use super::role::Role;
use crate::clause::Clauses;
use crate::lexicon::{Class, Marks};

/// The most tokens between a word for whose price it is and the price.
const REACH: usize = 12;

/// Whose price an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The words before it say that it is the seller's.
    Own,
    /// The words before it say that it is not.
    Others,
    /// It stands in a question, or in a sentence about people to laugh or cry at.
    Aside,
    Unsaid,
}

/// Takes the role of a price from what is not asked for what is sold, where another price stands
/// beside it. What others ask is higher.
pub(super) fn set_aside(marks: &Marks<'_, '_>, amounts: &[Amount], roles: &mut [Role]) {
    let prices: Vec<(usize, &Amount)> = amounts
        .iter()
        .enumerate()
        .filter(|(index, _)| matches!(roles.get(*index), Some(Role::Price | Role::Bundle)))
        .collect();
    if prices.len() < 2 {
        return;
    }
    let clauses = Clauses::new(marks);
    let whose: Vec<(Whose, &Amount)> = prices
        .iter()
        .map(|(index, amount)| (whose(marks, &clauses, amounts, *index), *amount))
        .collect();
    for (place, (index, amount)) in prices.iter().enumerate() {
        let lower = |other: &Amount| {
            other.money.currency != amount.money.currency
                || other.money.amount_minor < amount.money.amount_minor
        };
        let mut later = whose.iter().skip(place + 1);
        let is_aside = match whose.get(place) {
            Some((Whose::Others, _)) => whose
                .iter()
                .any(|(whose, other)| matches!(whose, Whose::Own | Whose::Unsaid) && lower(other)),
            Some((Whose::Aside, _)) => later.any(|(whose, other)| {
                matches!(whose, Whose::Own | Whose::Unsaid)
                    && !marks.same_clause(other.start, amount.start)
            }),
            // "Elsewhere 1,299. Makro 1,199. My garage: 750".
            Some((Whose::Unsaid, _)) => later
                .find(|(whose, _)| *whose != Whose::Unsaid)
                .is_some_and(|(whose, other)| *whose == Whose::Own && lower(other)),
            _ => false,
        };
        if is_aside && let Some(role) = roles.get_mut(*index) {
            *role = Role::Elsewhere;
        }
    }
}

fn whose(marks: &Marks<'_, '_>, clauses: &Clauses, amounts: &[Amount], index: usize) -> Whose {
    let Some(amount) = amounts.get(index) else {
        return Whose::Unsaid;
    };
    let before = index.checked_sub(1).and_then(|index| amounts.get(index));
    let left = before.map_or(0, |before| before.end);
    let left = left.max(amount.start.saturating_sub(REACH));
    let said = (left..amount.start).rev().find_map(|at| {
        let classes = [(Class::Ours, Whose::Own), (Class::Others, Whose::Others)];
        classes.into_iter().find(|(class, _)| {
            marks
                .starting(at, *class)
                .is_some_and(|hit| hit.end <= amount.start)
        })
    });
    match said {
        Some((_, whose)) => whose,
        None => {
            let clause = clauses.get(marks.clause(amount.start));
            if clause.question || clause.talk && clause.feels {
                Whose::Aside
            } else {
                Whose::Unsaid
            }
        }
    }
}
