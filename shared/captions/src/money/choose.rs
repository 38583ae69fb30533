//! From amounts with roles to the price, its kind, the former price and the items.

use domain::Money;

use super::amount::{Amount, Strength};
use super::label::{self, Label};
use super::role::Role;
use crate::lexicon::{Class, Marks, one_of};

/// How the chosen amounts are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Exact,
    From,
    Range(Money),
}

/// The price of a caption.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) money: Money,
    pub(crate) kind: Kind,
    /// Indexes of the amounts it was read from.
    pub(crate) sources: Vec<usize>,
    pub(crate) former: Option<usize>,
    /// Amounts that begin the price of another item.
    pub(crate) others: Vec<usize>,
    pub(crate) confidence: u8,
    pub(crate) reason: &'static str,
}

/// Chooses among the amounts. Adjusts `roles` where two prices turn out to be was and now.
pub(crate) fn choose(
    marks: &Marks<'_, '_>,
    amounts: &[Amount],
    roles: &mut [Role],
) -> Option<Chosen> {
    drop_lengths(marks, amounts, roles);
    find_former(marks, amounts, roles);
    total_of_instalments(marks, amounts, roles);
    let mut prices: Vec<usize> = indexes(roles, Role::Price);
    // Where a written currency or magnitude stands, figures without any are something else.
    let strongest = prices
        .iter()
        .filter_map(|i| amounts.get(*i))
        .map(|a| a.strength)
        .max();
    if strongest > Some(Strength::Millions) {
        prices.retain(|i| {
            amounts.get(*i).is_some_and(|a| {
                a.strength >= Strength::Millions
                    || (a.strength == Strength::Cued
                        && (label::is_joined_to_price(marks, amounts, *i)
                            || label::is_behind_size(marks, a)))
            })
        });
    }
    let bundle_only = prices.is_empty();
    if bundle_only {
        prices = indexes(roles, Role::Bundle);
    }
    let (&first, rest) = prices.split_first()?;
    let start = amounts.get(first)?;
    let from = label::is_from(marks, amounts, first);
    let mut sources = vec![first];
    let mut others = Vec::new();
    if !bundle_only {
        for &index in rest {
            let same = others.is_empty()
                && label::between(marks, amounts, *sources.last()?, index) == Label::Variant;
            if same {
                sources.push(index)
            } else {
                others.push(index)
            }
        }
    }
    let chosen: Vec<&Amount> = sources.iter().filter_map(|i| amounts.get(*i)).collect();
    let same_currency = chosen
        .iter()
        .all(|a| a.money.currency == start.money.currency);
    let lowest = chosen.iter().map(|a| a.money.amount_minor).min()?;
    let highest = chosen.iter().map(|a| a.money.amount_minor).max()?;
    let currency = start.money.currency;
    // "from 350k to 600k" names both ends.
    let closed = start.ranges && sources.len() == 2;
    let (money, kind) = if sources.len() == 1 || !same_currency {
        (start.money, if from { Kind::From } else { Kind::Exact })
    } else if from && !closed {
        (Money::from_minor(lowest, currency), Kind::From)
    } else if lowest == highest {
        (start.money, Kind::Exact)
    } else {
        let highest = Money::from_minor(highest, currency);
        (Money::from_minor(lowest, currency), Kind::Range(highest))
    };
    let former = roles
        .iter()
        .position(|role| *role == Role::Former)
        .filter(|index| {
            amounts.get(*index).is_some_and(|former| {
                former.money.currency == currency && former.money.amount_minor > money.amount_minor
            })
        });
    let (confidence, reason) = confidence(start, &others, sources.len(), bundle_only);
    Some(Chosen {
        money,
        kind,
        sources,
        former,
        others,
        confidence,
        reason,
    })
}

fn indexes(roles: &[Role], wanted: Role) -> Vec<usize> {
    roles
        .iter()
        .enumerate()
        .filter(|(_, role)| **role == wanted)
        .map(|(i, _)| i)
        .collect()
}

fn confidence(
    start: &Amount,
    others: &[usize],
    variants: usize,
    bundle: bool,
) -> (u8, &'static str) {
    let (base, reason) = match start.strength {
        Strength::Currency => (97, "currency-at-number"),
        Strength::Magnitude => (95, "magnitude"),
        Strength::Grouped => (92, "grouped-thousands"),
        Strength::Millions => (88, "millions"),
        Strength::Round => (72, "round-number"),
        Strength::Cued => (74, "price-word"),
    };
    let doubt = 3 * u8::try_from(others.len().min(4)).unwrap_or(4)
        + if variants > 1 { 2 } else { 0 }
        + if bundle { 12 } else { 0 };
    (base - doubt, if bundle { "bundle-price" } else { reason })
}

/// `3m` beside a real price is three metres.
fn drop_lengths(marks: &Marks<'_, '_>, amounts: &[Amount], roles: &mut [Role]) {
    let priced = amounts.iter().zip(roles.iter()).any(|(amount, role)| {
        *role == Role::Price && !matches!(amount.strength, Strength::Millions | Strength::Round)
    });
    if !priced || !marks.any(Class::ByLength) {
        return;
    }
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let small =
            amount.money.amount_minor <= 30_000_000 * 10_i64.pow(amount.money.currency.exponent());
        if amount.strength == Strength::Millions && *role == Role::Price && small {
            *role = Role::Extra;
        }
    }
}

/// "Fees 600k in two instalments" with no other amount: the whole price, paid in parts.
fn total_of_instalments(marks: &Marks<'_, '_>, amounts: &[Amount], roles: &mut [Role]) {
    if let ([amount], [role @ Role::Instalment]) = (amounts, roles)
        && one_of(
            marks.reading.folded_at(amount.end),
            "in payable paid en dalam , ( .",
        )
    {
        *role = Role::Price;
    }
}

/// "250k now 180k", "120k → 85k", "from 250k to 180k": the first, higher amount is the former.
fn find_former(marks: &Marks<'_, '_>, amounts: &[Amount], roles: &mut [Role]) {
    if roles.contains(&Role::Former) {
        return;
    }
    let prices = indexes(roles, Role::Price);
    let (Some(&first), Some(&second)) = (prices.first(), prices.get(1)) else {
        return;
    };
    let (Some(one), Some(two)) = (amounts.get(first), amounts.get(second)) else {
        return;
    };
    // "28,000 from 35,000", "620 down from 700".
    let from_more = one.money.amount_minor < two.money.amount_minor
        && one.money.currency == two.money.currency
        && prices.len() == 2
        && two.start > one.end
        && marks.reading.folded_at(two.start - 1) == "from"
        && (one.end..two.start - 1).all(|at| one_of(marks.reading.folded_at(at), "down ,"));
    if from_more && let Some(role) = roles.get_mut(second) {
        *role = Role::Former;
        return;
    }
    let falls =
        one.money.amount_minor > two.money.amount_minor && one.money.currency == two.money.currency;
    if !falls || prices.len() > 2 {
        return;
    }
    let between = one.end..two.start;
    if between.len() > 6 {
        return;
    }
    let now = marks
        .ending(two.start, Class::Now)
        .is_some_and(|hit| hit.start >= one.end)
        || between.clone().any(|at| {
            marks.starting(at, Class::Now).is_some_and(|hit| {
                hit.end <= two.start
                    && !matches!(marks.reading.folded_at(at), "offer" | "sale" | "to")
            })
        });
    let arrow = between.clone().any(|at| {
        one_of(marks.reading.folded_at(at), "➡ → ⬇ 👉 ⏩ ✅ > ↘ 📉 ⤵")
            || (marks.reading.token(at).is_some_and(|t| t.is_symbol('>')))
    });
    let dropped = marks.reading.words().any(|word| {
        one_of(
            word,
            "dropped drop reduced slashed discount discounted cut imeshuka punguzo \
                kikendezeddwa down",
        )
    });
    let cut = (one.ranges || dropped)
        && one.start.checked_sub(1).is_some_and(|before| {
            matches!(
                marks.reading.folded_at(before),
                "from" | "kutoka" | "de" | "dari"
            )
        });
    if (now || arrow || cut)
        && let Some(role) = roles.get_mut(first)
    {
        *role = Role::Former;
    }
}
