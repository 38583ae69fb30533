//! The currency of figures, before them or behind, and the second figure of a range.

use domain::Currency;

use super::{Figures, Finder};
use crate::lexicon::{Class, one_of};
use crate::normal::Gap;

impl Finder<'_, '_, '_> {
    /// The currency that stands before a token, and where the amount then begins.
    pub(super) fn currency_before(&self, at: usize) -> (usize, Option<Currency>) {
        let mut end = at;
        while let Some(before) = end.checked_sub(1)
            && at - end < 2
            && (self.symbol(before, '.') || self.symbol(before, ':') || self.symbol(before, ' '))
        {
            end = before;
        }
        for end in [at, end] {
            if let Some(hit) = self.marks.ending(end, Class::Currency) {
                let single = hit.end - hit.start == 1
                    && self.marks.reading.folded_at(hit.start).len() == 1
                    && self
                        .marks
                        .reading
                        .token(hit.start)
                        .is_some_and(|t| t.is_word());
                // "f 20": a single letter is no currency before figures.
                if !single
                    && !self.is_lettered_model(hit.start, at)
                    && self.marks.same_clause(hit.start, at)
                    && !self.number_ends_before(hit.start)
                {
                    return (hit.start, self.currency(hit.value));
                }
            }
        }
        // Letters the lexer split off because they are a currency here: R7,999 and N45k; and those
        // with a space: K 85.
        if let Some(before) = at.checked_sub(1)
            && let Some(token) = self.marks.reading.token(before)
            && token.is_word()
            && (self.glued(at)
                || self.marks.same_clause(before, at)
                    && self
                        .marks
                        .reading
                        .text(token)
                        .starts_with(char::is_uppercase)
                    && !self.number_ends_before(before))
        {
            let found = crate::market::currency_letter(
                self.marks.reading.folded(token),
                self.marks.reading.market(),
            );
            if found.is_some() {
                return (before, found);
            }
        }
        if let Some(sign) = self.typed_naira(at) {
            return (sign, Some(Currency::Ngn));
        }
        (at, None)
    }

    /// `SH5` and `FR2` name a model: nothing costs a single shilling or franc.
    fn is_lettered_model(&self, currency: usize, at: usize) -> bool {
        self.glued(at)
            && one_of(self.marks.reading.folded_at(currency), "sh fr f gh rp")
            && self
                .number(at)
                .is_some_and(|number| number.digits < 10 && number.decimals == 0)
    }

    /// The `#` of `#15,000`: keyboards have no naira sign. `#1` is a rank.
    fn typed_naira(&self, at: usize) -> Option<usize> {
        let sign = at.checked_sub(1).filter(|sign| self.symbol(*sign, '#'))?;
        let naira = self.marks.reading.market().currency() == Currency::Ngn;
        let much = self.number(at).is_some_and(|number| number.digits >= 100)
            || self.marks.has(at + 1, Class::Magnitude);
        (naira && much && self.glued(at)).then_some(sign)
    }

    /// Whether the currency that begins at a token belongs to figures before it: in
    /// `5,000 ugx 3 pieces` the 3 is no money.
    pub(super) fn number_ends_before(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        let number = self.number(before).is_some() || {
            self.marks.has(before, Class::Magnitude)
                && before
                    .checked_sub(1)
                    .is_some_and(|first| self.number(first).is_some())
        };
        number
            && self
                .marks
                .reading
                .token(start)
                .is_some_and(|token| token.is_word())
            && self
                .marks
                .reading
                .token(start)
                .is_some_and(|token| token.gap <= Gap::Space)
    }

    /// The currency or shilling stroke that begins at a token, and the token behind it.
    pub(super) fn currency_behind(&self, at: usize) -> (usize, Option<Currency>) {
        let market = self.marks.reading.market().currency();
        if self.glued(at)
            || self
                .marks
                .reading
                .token(at)
                .is_some_and(|t| t.gap == Gap::Space)
        {
            let stroke = |first, second| {
                self.symbol(at, first) && self.symbol(at + 1, second) && self.glued(at + 1)
            };
            if stroke('/', '=') || stroke('=', '/') || stroke('/', '-') {
                let dash = usize::from(self.symbol(at + 2, '=') && self.glued(at + 2));
                return (at + 2 + dash, Some(market));
            }
            if self.symbol(at, '=') && self.glued(at) && self.number(at + 1).is_none() {
                return (at + 1, Some(market));
            }
        }
        let Some(hit) = self.marks.starting(at, Class::Currency) else {
            return (at, None);
        };
        if self
            .marks
            .reading
            .token(at)
            .is_some_and(|token| token.gap == Gap::Line)
        {
            return (at, None);
        }
        // A sign before figures belongs to them: "64gb 1,350 $20".
        let sign = self
            .marks
            .reading
            .token(at)
            .is_some_and(|token| !token.is_word());
        if sign && self.number(hit.end).is_some_and(|_| self.glued(hit.end)) {
            return (at, None);
        }
        let end = match self.marks.starting(hit.end, Class::Currency) {
            Some(second) if second.value == hit.value => second.end,
            _ => hit.end,
        };
        // "55,000 shs/=".
        let end = if self.symbol(end, '/') && self.symbol(end + 1, '=') {
            end + 2
        } else {
            end
        };
        (end, self.currency(hit.value))
    }

    pub(super) fn currency(&self, code: &str) -> Option<Currency> {
        let market = self.marks.reading.market().currency();
        if code == "market" {
            Some(market)
        } else {
            Currency::parse(code).ok()
        }
    }

    /// `3-7k` and `$20 - 25`: the first number takes the magnitude of the second.
    pub(super) fn range_behind(&self, at: usize, end: usize, figures: &Figures) -> (u32, bool) {
        let none = (figures.power, false);
        let joined = self.symbol(end, '-')
            || self.symbol(end, '~')
            || (self.symbol(end, '/') && figures.power == 0 && figures.strength.is_none())
            || self.marks.reading.token(end).is_some_and(|token| {
                one_of(
                    self.marks.reading.folded(token),
                    "to hadi mpaka a until s sampai kugeza okutuuka",
                ) || (self.marks.reading.folded(token) == "and"
                    && self.marks.reading.folded_at(at.wrapping_sub(1)) == "between")
                    || (self.marks.reading.folded(token) == "and"
                        && self.marks.reading.folded_at(at.wrapping_sub(2)) == "between")
            });
        if !joined || !self.marks.same_clause(at, end) {
            return none;
        }
        let mut next = end + 1;
        if let Some(hit) = self.marks.starting(next, Class::Currency) {
            next = hit.end;
        }
        if self.is_claimed(next) {
            return none;
        }
        let Some(upper) = self.figures(next) else {
            return none;
        };
        let larger = figures.power == 0
            && !figures.number.grouped
            && upper.power > 0
            && figures.number.digits < 1_000
            && figures.number.length <= 3
            // "table of 8 - 800k" is no range.
            && upper.number.whole().unwrap_or(0) <= figures.number.digits.saturating_mul(20);
        if larger {
            return (upper.power, true);
        }
        // Both ends must be money by themselves or by one shared currency.
        let alike = upper.strength.is_some() || figures.strength.is_none();
        (figures.power, alike && !self.symbol(end, '/'))
    }
}
