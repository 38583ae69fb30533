//! A caption to its analysis: the rules in their order.

use domain::{
    CaptionAnalysis, Condition, Confidence, Delivery, Finding, Item, Market, Price, PriceKind,
    Verdict,
};

use crate::finding::finding;
use crate::lexicon::Marks;
use crate::location::Location;
use crate::money::{self, Amount, Chosen, Kind, Role};
use crate::normal::{Reading, TokenKind};
use crate::offer::{self, Evidence};
use crate::sequence::{Known, Names};
use crate::sizes::Size;
use crate::{colors, delivery, location, sequence, sizes, statements, title};

/// Reads a caption of a market.
pub fn parse(caption: &str, market: Market) -> CaptionAnalysis {
    analyse(&Reading::new(caption, market))
}

/// Reads a caption that is already in tokens.
pub fn analyse(reading: &Reading<'_>) -> CaptionAnalysis {
    let marks = Marks::new(reading);
    let parts = Parts::new(&marks);
    let verdict = offer::judge(&marks, &parts.evidence());
    let phone = phone(reading);
    if verdict.value == Verdict::NotAnOffer {
        return nothing_offered(verdict, phone);
    }
    let Parts {
        sizes,
        amounts,
        roles,
        chosen,
        location,
        colors,
        names,
        title,
        condition,
        unit,
        delivery,
        ..
    } = parts;
    let chosen = chosen.as_ref();
    CaptionAnalysis {
        title,
        price_candidates: candidates(reading, &amounts, &roles, chosen),
        compare_at: chosen.and_then(|chosen| {
            let former = amounts.get(chosen.former?)?;
            Some(finding(
                former.money,
                94,
                spans(reading, former),
                "former-price",
            ))
        }),
        unit,
        negotiable: statements::negotiable(&marks),
        sizes: sizes
            .into_iter()
            .map(|size| finding(size.text, size.confidence, vec![size.span], size.reason))
            .collect(),
        colors,
        condition,
        availability: statements::availability(&marks),
        phone,
        location: location.map(|location| location.finding),
        delivery,
        items: items(&marks, &names, &amounts, chosen),
        price: chosen.map(|chosen| price(reading, &amounts, chosen)),
        verdict,
        category: None,
    }
}

/// What the names are looked for on: it must be the same when they are learned.
pub(crate) struct Ground {
    sizes: Vec<Size>,
    amounts: Vec<Amount>,
    roles: Vec<Role>,
    chosen: Option<Chosen>,
    /// The tokens that belong to sizes, specifications and money.
    taken: Vec<bool>,
    /// What the rules take for the place.
    by_rule: Option<Location>,
}

impl Ground {
    pub(crate) fn new(marks: &Marks<'_, '_>) -> Self {
        let sizes = sizes::find(marks);
        let amounts = money::find(marks, &sizes.claimed);
        let taken = taken(sizes.claimed, &amounts, marks.len());
        let mut roles = money::assign(marks, &amounts);
        Self {
            by_rule: location::find(marks, &taken),
            sizes: sizes.found,
            chosen: money::choose(marks, &amounts, &mut roles),
            amounts,
            roles,
            taken,
        }
    }

    pub(crate) fn known(&self) -> Known<'_> {
        let source = self
            .chosen
            .as_ref()
            .and_then(|chosen| chosen.sources.first());
        let price = source.and_then(|index| self.amounts.get(*index));
        Known {
            taken: &self.taken,
            place: self.by_rule.as_ref().map(|location| location.tokens),
            price: price.map(|amount| amount.start),
        }
    }
}

/// What the rules find before anybody knows whether the caption offers something.
pub(crate) struct Parts {
    sizes: Vec<Size>,
    amounts: Vec<Amount>,
    roles: Vec<Role>,
    chosen: Option<Chosen>,
    location: Option<Location>,
    colors: Vec<Finding<String>>,
    names: Names,
    title: Option<Finding<String>>,
    condition: Option<Finding<Condition>>,
    unit: Option<Finding<String>>,
    delivery: Option<Finding<Delivery>>,
}

impl Parts {
    pub(crate) fn new(marks: &Marks<'_, '_>) -> Self {
        let ground = Ground::new(marks);
        let names = sequence::label(marks, ground.known());
        let Ground {
            sizes,
            amounts,
            roles,
            chosen,
            by_rule,
            ..
        } = ground;
        let location = location::settle(marks, by_rule, &names.places);
        let place = location.as_ref().map(|location| location.tokens);
        let names = names.things;
        Self {
            colors: colors::find(marks, place),
            title: title::find(marks, &names, place),
            condition: statements::condition(marks),
            delivery: delivery::find(marks),
            unit: chosen
                .as_ref()
                .and_then(|chosen| unit(marks, &amounts, chosen)),
            sizes,
            amounts,
            roles,
            chosen,
            location,
            names,
        }
    }

    pub(crate) fn evidence(&self) -> Evidence<'_> {
        Evidence {
            amounts: &self.amounts,
            roles: &self.roles,
            priced: self.chosen.is_some(),
            discounted: self
                .chosen
                .as_ref()
                .is_some_and(|chosen| chosen.former.is_some()),
            titled: self
                .title
                .as_ref()
                .is_some_and(|title| title.reason != title::GUESS),
            sizes: self.sizes.len(),
            colors: self.colors.len(),
            located: self.location.is_some(),
            conditioned: self.condition.is_some(),
            per_unit: self.unit.is_some(),
            delivery: self.delivery.as_ref().map(|delivery| delivery.value),
        }
    }
}

fn nothing_offered(
    verdict: Finding<Verdict>,
    phone: Option<Finding<domain::PhoneNumber>>,
) -> CaptionAnalysis {
    CaptionAnalysis {
        phone,
        ..CaptionAnalysis::new(verdict)
    }
}

/// The tokens that belong to sizes, specifications and money.
fn taken(mut claimed: Vec<bool>, amounts: &[Amount], count: usize) -> Vec<bool> {
    claimed.resize(count, false);
    for amount in amounts {
        if let Some(tokens) = claimed.get_mut(amount.start..amount.end.min(count)) {
            tokens.fill(true);
        }
    }
    claimed
}

fn phone(reading: &Reading<'_>) -> Option<Finding<domain::PhoneNumber>> {
    let token = reading
        .tokens()
        .iter()
        .find(|token| matches!(token.kind, TokenKind::Phone(_)))?;
    let number = reading.phones().first()?.clone();
    Some(finding(number, 98, vec![token.span], "phone-number"))
}

fn spans(reading: &Reading<'_>, amount: &Amount) -> Vec<domain::Span> {
    reading.span(amount.start, amount.end).into_iter().collect()
}

fn price(reading: &Reading<'_>, amounts: &[Amount], chosen: &Chosen) -> Finding<Price> {
    let kind = match chosen.kind {
        Kind::Exact => PriceKind::Exact,
        Kind::From => PriceKind::From,
        Kind::Range(max) => PriceKind::Range { max },
    };
    let spans = chosen
        .sources
        .iter()
        .filter_map(|index| amounts.get(*index))
        .flat_map(|amount| spans(reading, amount))
        .collect();
    finding(
        Price {
            amount: chosen.money,
            kind,
        },
        chosen.confidence,
        spans,
        chosen.reason,
    )
}

/// The other amounts that could be the price, those with the price's role first.
fn candidates(
    reading: &Reading<'_>,
    amounts: &[Amount],
    roles: &[Role],
    chosen: Option<&Chosen>,
) -> Vec<Finding<Price>> {
    let mut found: Vec<Finding<Price>> = Vec::new();
    for (index, (amount, role)) in amounts.iter().zip(roles).enumerate() {
        if chosen.is_some_and(|chosen| chosen.sources.contains(&index)) {
            continue;
        }
        let (percent, reason) = match role {
            Role::Price => (30, "another-price"),
            Role::Bundle => (20, "price-of-several"),
            Role::Deposit | Role::Instalment | Role::Former => (8, "deposit-or-former-price"),
            Role::Fee | Role::Extra => (5, "fee"),
            Role::Saving | Role::Salary | Role::Spent | Role::Elsewhere => continue,
        };
        let price = Price {
            amount: amount.money,
            kind: PriceKind::Exact,
        };
        if found.len() < 6 && !found.iter().any(|other| other.value == price) {
            found.push(finding(price, percent, spans(reading, amount), reason));
        }
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.confidence));
    found
}

fn unit(marks: &Marks<'_, '_>, amounts: &[Amount], chosen: &Chosen) -> Option<Finding<String>> {
    if chosen.reason == "bundle-price" {
        return None;
    }
    chosen
        .sources
        .iter()
        .filter_map(|index| amounts.get(*index))
        .find_map(|amount| {
            let unit = money::find_unit(marks, amount)?;
            let (start, end) = unit.tokens;
            Some(finding(
                unit.name.into_owned(),
                92,
                marks.reading.span(start, end).into_iter().collect(),
                "stated-unit",
            ))
        })
}

/// The items of a caption that prices several different things.
fn items(
    marks: &Marks<'_, '_>,
    names: &Names,
    amounts: &[Amount],
    chosen: Option<&Chosen>,
) -> Vec<Item> {
    let Some(chosen) = chosen.filter(|chosen| !chosen.others.is_empty()) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    let mut from = 0;
    for index in chosen.sources.iter().chain(&chosen.others) {
        let Some(amount) = amounts.get(*index) else {
            continue;
        };
        let title = title::between(marks, names, from, amount.start);
        from = amount.end;
        let Some(title) = title else { continue };
        let price = Price {
            amount: amount.money,
            kind: PriceKind::Exact,
        };
        items.push(Item {
            title,
            price: Some(Finding {
                value: price,
                confidence: Confidence::from_percent(80),
                spans: spans(marks.reading, amount),
                reason: "price-of-item".to_owned(),
            }),
        });
    }
    if items.len() < 2 { Vec::new() } else { items }
}
