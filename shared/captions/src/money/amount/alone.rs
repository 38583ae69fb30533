//! Plain figures behind a thing or a pause: "BP machine omron sealed, 620", "table 180 chair 110",
//! "pot 800, pan 1,100".

use super::{Amount, Finder, MOST, Strength, is_plausible, looks_like_year, money};
use crate::lexicon::{Class, one_of};
use crate::normal::{Gap, TokenKind};

/// The most tokens between two prices of a list.
const LIST_WORDS: usize = 7;
/// How many times as much one thing of a list costs as another, at most.
const ALIKE: i64 = 12;

/// What stands before the figures.
enum Before {
    /// The thing: "table 180".
    Thing,
    /// A pause: ", 620".
    Pause,
}

impl Finder<'_, '_, '_> {
    /// The amounts of a caption that has no others. Only where ordinary prices have two or three
    /// digits.
    pub(super) fn standing_alone(&self) -> Vec<Amount> {
        let currency = self.marks.reading.market().currency();
        if !crate::market::has_small_prices(currency) {
            return Vec::new();
        }
        let (mut behind_things, mut behind_pauses) = (Vec::new(), Vec::new());
        for at in 0..self.marks.len() {
            let Some((amount, before)) = self.alone(at) else {
                continue;
            };
            match before {
                Before::Thing => behind_things.push(amount),
                Before::Pause => behind_pauses.push(amount),
            }
        }
        // One figure behind a thing may be its model; a list of things with figures is a price list.
        let round = |amount: &Amount| amount.money.amount_minor % 1_000 == 0;
        if behind_things.len() > 1 || behind_pauses.is_empty() && behind_things.iter().all(round) {
            behind_things
        } else {
            behind_pauses.truncate(1);
            behind_pauses
        }
    }

    /// Adds the figures that stand in one list with an amount: of "pot 800, pan 1,100" the first.
    pub(super) fn with_others_of_list(&self, amounts: Vec<Amount>) -> Vec<Amount> {
        let mut others = Vec::new();
        for at in 0..self.marks.len() {
            if let Some((amount, _)) = self.alone(at)
                && is_plausible(amount.money)
                && !amounts.iter().any(|read| read.start <= at && at < read.end)
                && amounts.iter().any(|listed| self.lists(&amount, listed))
            {
                others.push(amount);
            }
        }
        if others.is_empty() {
            return amounts;
        }
        others.truncate(MOST.saturating_sub(amounts.len()));
        others.extend(amounts);
        others.sort_by_key(|amount| amount.start);
        others
    }

    /// Whether plain figures and an amount near them are alike and stand in one list.
    fn lists(&self, plain: &Amount, listed: &Amount) -> bool {
        let (from, to) = if plain.start < listed.start {
            (plain.end, listed.start)
        } else {
            (listed.end, plain.start)
        };
        let apart = to.checked_sub(from);
        let (one, other) = (plain.money.amount_minor, listed.money.amount_minor);
        let alike = plain.money.currency == listed.money.currency
            && one <= other.saturating_mul(ALIKE)
            && other <= one.saturating_mul(ALIKE);
        alike
            && apart.is_some_and(|apart| (1..=LIST_WORDS).contains(&apart))
            && (from..to).all(|at| {
                let kind = self.marks.reading.token(at).map(|token| token.kind);
                !matches!(kind, Some(TokenKind::Phone(_) | TokenKind::Hashtag))
            })
    }

    fn alone(&self, at: usize) -> Option<(Amount, Before)> {
        if self.is_claimed(at) {
            return None;
        }
        let figures = self.figures(at)?;
        let number = figures.number;
        let whole = number.whole()?;
        let fits = figures.power == 0
            && (2..=5).contains(&number.length)
            && !looks_like_year(number)
            && whole >= 10;
        if !fits || self.names_something_else(at, &figures) || !self.ends_there(figures.end) {
            return None;
        }
        let before = self.before(at)?;
        // ", 12" may be anything; "15, 20, 30 cedis" lists prices.
        let listed = self.number(at + 2).is_some() && self.symbol(at + 1, ',');
        let long = number.length >= 3 || listed || matches!(before, Before::Thing);
        let amount = Amount {
            start: at,
            end: figures.end,
            money: money(number, 0, self.marks.reading.market().currency())?,
            strength: Strength::Cued,
            struck: false,
            ranges: false,
        };
        long.then_some((amount, before))
    }

    fn before(&self, at: usize) -> Option<Before> {
        let token = self.marks.reading.token(at)?;
        let before = at.checked_sub(1)?;
        if token.gap == Gap::Glued {
            return None;
        }
        if !self.marks.same_clause(before, at) {
            return Some(Before::Pause);
        }
        match self.marks.reading.token(before)?.kind {
            TokenKind::Symbol(',' | '-' | '=' | ':') | TokenKind::Emoji(_) => Some(Before::Pause),
            TokenKind::Word => {
                if one_of(self.marks.reading.folded_at(before), "ni at for ku kwa na") {
                    return Some(Before::Pause);
                }
                let thing = self.marks.names_thing(before)
                    || self.marks.has(before, Class::Modifier)
                    || self.marks.has(before, Class::Variant);
                (thing && !self.marks.names_maker(before)).then_some(Before::Thing)
            }
            _ => None,
        }
    }

    /// Whether the clause ends behind the figures, or goes on about the price.
    fn ends_there(&self, end: usize) -> bool {
        let Some(token) = self.marks.reading.token(end) else {
            return true;
        };
        if !self.marks.same_clause(end - 1, end) {
            return true;
        }
        match token.kind {
            TokenKind::Symbol('/' | '|' | '(') => !token.is_glued(),
            TokenKind::Symbol('.' | ',' | '!') | TokenKind::Emoji(_) | TokenKind::Hashtag => {
                token.kind != TokenKind::Symbol('.') || !self.glued(end + 1)
            }
            TokenKind::Word => {
                let about = [
                    Class::Fixed,
                    Class::Negotiable,
                    Class::PerUnit,
                    Class::DeliveryYes,
                ];
                about.iter().any(|class| self.marks.has(end, *class))
                    || self.marks.names_thing(end)
                    || one_of(
                        self.marks.reading.folded_at(end),
                        "only last down instead per each moja mmoja kimoja emu imwe",
                    )
            }
            _ => false,
        }
    }
}
