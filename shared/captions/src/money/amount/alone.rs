//! Plain figures where nothing else in the caption is money: "BP machine omron sealed, 620", "table
//! 180 chair 110". Only where ordinary prices have two or three digits.

use super::{Amount, Figures, Finder, Strength, looks_like_year, money};
use crate::lexicon::{Class, one_of};
use crate::normal::{Gap, TokenKind};

/// What stands before the figures.
enum Before {
    /// The thing: "table 180".
    Thing,
    /// A pause: ", 620".
    Pause,
}

impl Finder<'_, '_, '_> {
    /// The amounts of a caption that has no others.
    pub(super) fn standing_alone(&self) -> Vec<Amount> {
        let currency = self.marks.reading.market().currency();
        if !crate::market::has_small_prices(currency) {
            return Vec::new();
        }
        let (mut behind_things, mut behind_pauses) = (Vec::new(), Vec::new());
        for at in 0..self.marks.len() {
            let Some((figures, before)) = self.alone(at) else {
                continue;
            };
            let Some(money) = money(figures.number, 0, currency) else {
                continue;
            };
            let amount = Amount {
                start: at,
                end: figures.end,
                money,
                strength: Strength::Cued,
                struck: false,
                ranges: false,
            };
            match before {
                Before::Thing => behind_things.push(amount),
                Before::Pause => behind_pauses.push(amount),
            }
        }
        // One figure behind a thing may be its model; a list of things with figures is a price list.
        if behind_things.len() > 1 {
            behind_things
        } else {
            behind_pauses.truncate(1);
            behind_pauses
        }
    }

    fn alone(&self, at: usize) -> Option<(Figures, Before)> {
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
        let long = number.length >= 3 || matches!(before, Before::Thing);
        long.then_some((figures, before))
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
                        "only last down instead per",
                    )
            }
            _ => false,
        }
    }
}
