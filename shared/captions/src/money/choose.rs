//! From amounts with roles to the price, its kind, the former price and the items.

use domain::{Currency, Money};

use super::amount::{Amount, Strength};
use super::label::{self, Label};
use super::role::Role;
use super::{others, unit};
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
    others::set_aside(marks, amounts, roles);
    total_of_instalments(marks, amounts, roles);
    // "64GB yari 95k, byashize": what it cost before it was gone.
    if let [role @ Role::Former] = roles
        && marks.any(Class::SoldOut)
    {
        *role = Role::Price;
    }
    let mut prices: Vec<usize> = indexes(roles, Role::Price);
    drop_weaker(marks, amounts, &mut prices);
    let bundles = indexes(roles, Role::Bundle);
    // "50 pcs 12k, 100 pcs 22k, delivery from 2k": sold by the fifty.
    let by_the_lot = bundles.len() > 1 && prices.iter().all(|price| Some(price) > bundles.last());
    let bundle_only = prices.is_empty() || by_the_lot;
    if bundle_only {
        prices = bundles;
    }
    let (&first, rest) = prices.split_first()?;
    let start = amounts.get(first)?;
    let from = label::is_from(marks, amounts, first);
    let mut sources = vec![first];
    let mut others = Vec::new();
    if !bundle_only || by_the_lot {
        for &index in rest {
            let same = others.is_empty()
                && label::between(marks, amounts, *sources.last()?, index) == Label::Variant
                && !has_other_unit(marks, start, amounts.get(index)?)
                && !is_trifle(marks, start, amounts.get(index)?);
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

/// Where a written currency or magnitude stands, figures without any are something else.
fn drop_weaker(marks: &Marks<'_, '_>, amounts: &[Amount], prices: &mut Vec<usize>) {
    let strength = |index: &usize| amounts.get(*index).map(|amount| amount.strength);
    let strongest = prices.iter().filter_map(strength).max();
    let currency = marks.reading.market().currency();
    if strongest > Some(Strength::Millions) && !crate::market::has_small_prices(currency) {
        prices.retain(|index| {
            amounts.get(*index).is_some_and(|amount| {
                amount.strength >= Strength::Millions
                    || label::is_joined_to_price(marks, amounts, *index)
                    || label::is_behind_size(marks, amount)
                    || unit::find(marks, amount).is_some()
            })
        });
    }
    // "71k, MOT til March. £4,250": nobody writes the sign of pounds and dollars only once.
    let signed = matches!(currency, Currency::Usd | Currency::Gbp | Currency::Eur);
    if strongest == Some(Strength::Currency) && signed {
        prices.retain(|index| strength(index) != Some(Strength::Magnitude));
    }
}

/// "400 usd/mois, 35 usd/nuit": what is paid for something else is no end of a range.
fn has_other_unit(marks: &Marks<'_, '_>, one: &Amount, other: &Amount) -> bool {
    let unit = |amount| unit::find(marks, amount).map(|unit| unit.name);
    match (unit(one), unit(other)) {
        (Some(one), Some(other)) => one != other,
        // "18,500 a pair. Two pairs 35k".
        (Some(_), None) => other.money.amount_minor > one.money.amount_minor,
        (None, _) => false,
    }
}

/// "18 a set, sizing kit 3": too cheap to be the same thing in another size.
fn is_trifle(marks: &Marks<'_, '_>, one: &Amount, other: &Amount) -> bool {
    other.money.currency == one.money.currency
        && other.money.amount_minor < one.money.amount_minor / 6
        && !label::is_behind_size(marks, other)
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
    let price = amounts.iter().zip(roles.iter()).find(|(amount, role)| {
        **role == Role::Price && !matches!(amount.strength, Strength::Millions | Strength::Round)
    });
    let Some((price, _)) = price else {
        return;
    };
    let small_prices = crate::market::has_small_prices(price.money.currency);
    let most = 30_000_000 * 10_i64.pow(price.money.currency.exponent());
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let minor = amount.money.amount_minor;
        // "water resistant 50m, KES 1,450": where millions are much money.
        let absurd = || small_prices && minor / price.money.amount_minor.max(1) > 100;
        // "sheers 3m": a thing that is sold by length stands near.
        let near = amount.start.saturating_sub(6)..amount.end + 4;
        let by_length = || near.clone().any(|at| marks.has(at, Class::ByLength));
        if amount.strength == Strength::Millions
            && *role == Role::Price
            && (absurd() || minor <= most && by_length())
        {
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
    // "28,000 from 35,000", "620 down from 700", "150,000 okuva ku 200,000".
    let from = marks
        .ending(two.start, Class::From)
        .filter(|hit| hit.start >= one.end);
    let from_more = one.money.amount_minor < two.money.amount_minor
        && one.money.currency == two.money.currency
        && prices.len() == 2
        && from.is_some_and(|from| {
            (one.end..from.start).all(|at| one_of(marks.reading.folded_at(at), "down ,"))
        });
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
        one_of(marks.reading.folded_at(at), "➡ → ⬇ 👉 ⏩ ✅ ❌ > ↘ 📉 ⤵")
            || (marks.reading.token(at).is_some_and(|t| t.is_symbol('>')))
    });
    let dropped = marks.reading.words().any(|word| {
        one_of(
            word,
            "dropped drop reduced slashed discount discounted cut imeshuka punguzo \
                kikendezeddwa down tumeshukisha imeshukishwa tumepunguza tukendezezza",
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
