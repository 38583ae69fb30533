//! Amounts of money in a caption: which figures are money at all, and how much.

mod alone;
mod currency;
mod other;

use domain::{Currency, Money};

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::{Gap, Number, TokenKind};

/// How an amount shows that it is money, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Plain figures beside a word such as `price`.
    Cued,
    /// Plain figures that end in zeros.
    Round,
    /// `18m`, which could be metres.
    Millions,
    /// Thousands are separated: `55,000`.
    Grouped,
    /// A magnitude: `85k`, `elfu 35`.
    Magnitude,
    /// A currency is written.
    Currency,
}

/// An amount of money and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    /// First token, a currency before the figures included.
    pub(crate) start: usize,
    /// Token behind the last one.
    pub(crate) end: usize,
    pub(crate) money: Money,
    pub(crate) strength: Strength,
    pub(crate) struck: bool,
    /// Whether the next amount is the upper end of a range that begins here.
    pub(crate) ranges: bool,
}

/// The most amounts that are read: no caption has so many, and more would only cost time.
const MOST: usize = 48;

/// All amounts, in order. `claimed` says which tokens are known to be sizes or specifications.
pub(crate) fn find(marks: &Marks<'_, '_>, claimed: &[bool]) -> Vec<Amount> {
    let finder = Finder { marks, claimed };
    let mut amounts: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < marks.len() && amounts.len() < MOST {
        match finder.read(at) {
            Some(amount) => {
                at = amount.end.max(at + 1);
                amounts.push(amount);
            }
            None => at += 1,
        }
    }
    if amounts.is_empty() {
        finder.standing_alone()
    } else {
        finder.with_others_of_list(amounts)
    }
}

struct Finder<'m, 'r, 'a> {
    marks: &'m Marks<'r, 'a>,
    claimed: &'m [bool],
}

/// Figures with what directly belongs to them.
struct Figures {
    number: Number,
    /// Token behind the figures.
    end: usize,
    power: u32,
    /// How the figures themselves look like money.
    strength: Option<Strength>,
}

impl Finder<'_, '_, '_> {
    fn is_claimed(&self, index: usize) -> bool {
        self.claimed.get(index).copied().unwrap_or(false)
    }

    fn number(&self, index: usize) -> Option<Number> {
        self.marks.reading.number_at(index)
    }

    fn symbol(&self, index: usize, symbol: char) -> bool {
        self.marks
            .reading
            .token(index)
            .is_some_and(|token| token.is_symbol(symbol))
    }

    fn glued(&self, index: usize) -> bool {
        self.marks
            .reading
            .token(index)
            .is_some_and(|token| token.gap == Gap::Glued)
    }

    fn read(&self, at: usize) -> Option<Amount> {
        if self.is_claimed(at) {
            return None;
        }
        if let Some(amount) = self.read_in_words(at) {
            return Some(amount);
        }
        let figures = self.figures(at)?;
        let (start, before) = self.currency_before(at);
        let (end, after) = self.currency_behind(figures.end);
        if before.is_none() && after.is_none() && self.names_something_else(at, &figures) {
            return None;
        }
        let written = before.or(after);
        let mut strength = figures.strength;
        if written.is_some() {
            strength = Some(Strength::Currency);
        }
        let (power, ranges) = self.range_behind(at, end, &figures);
        if power != figures.power && strength.is_none() {
            strength = Some(Strength::Magnitude);
        }
        let currency = written.unwrap_or_else(|| self.marks.reading.market().currency());
        let money = money(figures.number, power, currency)?;
        let strength = match strength {
            Some(strength) => strength,
            None => self.bare(at, end, &figures, money)?,
        };
        if strength < Strength::Currency && !is_plausible(money) {
            return None;
        }
        // Chats cross out what stands between two tildes.
        let tildes = start.checked_sub(1).is_some_and(|at| self.symbol(at, '~'))
            && self.glued(start)
            && self.symbol(end, '~')
            && self.glued(end);
        let struck = tildes
            || self
                .marks
                .reading
                .token(at)
                .is_some_and(|token| token.struck);
        Some(Amount {
            start,
            end,
            money,
            strength,
            struck,
            ranges,
        })
    }

    /// The figures at a token with spaced groups and magnitude.
    fn figures(&self, at: usize) -> Option<Figures> {
        let mut number = self.number(at)?;
        let mut end = at + 1;
        // "780 000", "R4 500": groups of three behind a space; not behind sizes: "42 43 45 180 000".
        let in_series = number.length == 2
            && at
                .checked_sub(1)
                .and_then(|before| self.number(before))
                .is_some_and(|before| before.length == 2);
        if !number.grouped && number.decimals == 0 && (1..=3).contains(&number.length) && !in_series
        {
            let begin = end;
            let mut joined = number;
            while let Some(group) = self.number(end) {
                let spaced = self
                    .marks
                    .reading
                    .token(end)
                    .is_some_and(|t| t.gap == Gap::Space);
                let fits = group.length == 3 + group.decimals && !group.grouped;
                if !spaced || !fits || joined.decimals > 0 || self.is_claimed(end) {
                    break;
                }
                joined.append(self.marks.reading.folded_at(end));
                joined.decimals = group.decimals;
                end += 1;
            }
            let round = end > begin && joined.digits.is_multiple_of(100);
            let written =
                self.currency_before(at).1.is_some() || self.currency_behind(end).1.is_some();
            if end > begin && number.digits > 0 && (round || written) {
                joined.grouped = true;
                number = joined;
            } else {
                end = begin;
            }
        }
        let (power, magnitude_end) = match self.split_by_magnitude(end) {
            Some((power, tenths)) if number.decimals == 0 && !number.grouped => {
                number.append(tenths);
                number.decimals = 1;
                (power, end + 2)
            }
            _ => self.magnitude(end),
        };
        let mut strength = None;
        if number.grouped && number.decimals == 0 && number.digits >= 1_000 {
            strength = Some(Strength::Grouped);
        }
        if power > 0 {
            // "1.150 million" is 1.15 million, "1,150k" is 1,150 thousand.
            if power > 3 {
                number = number.as_decimal();
            }
            let letter = self.marks.reading.folded_at(end);
            strength = Some(if letter == "m" {
                Strength::Millions
            } else {
                Strength::Magnitude
            });
        }
        Some(Figures {
            number,
            end: magnitude_end,
            power,
            strength,
        })
    }

    /// "3k5" is 3.5 thousand: the power and the digit behind the letter.
    fn split_by_magnitude(&self, at: usize) -> Option<(u32, &str)> {
        let power = match self.marks.reading.folded_at(at) {
            "k" => 3,
            "m" => 6,
            _ => return None,
        };
        let digit = self.number(at + 1).filter(|number| number.length == 1)?;
        let tenths = digit.decimals == 0 && self.glued(at) && self.glued(at + 1);
        tenths.then_some((power, self.marks.reading.folded_at(at + 1)))
    }

    /// The magnitude that begins at a token and the token behind it.
    fn magnitude(&self, at: usize) -> (u32, usize) {
        let none = (0, at);
        let Some(hit) = self.marks.starting(at, Class::Magnitude) else {
            return none;
        };
        if self.is_claimed(at) {
            return none;
        }
        let letters = self.marks.reading.folded_at(at).len();
        // A single letter must touch its figures, except k, which nothing else follows.
        let touches = self.glued(at);
        let k = self.marks.reading.folded_at(at) == "k";
        let word = k || one_of(self.marks.reading.folded_at(at), "jt rb");
        if letters <= 2 && !touches && (!word || self.number(at + 1).is_some()) {
            return none;
        }
        if self.marks.reading.folded_at(at) == "mil" && touches {
            return none;
        }
        hit.value.parse().map_or(none, |power| (power, hit.end))
    }

    /// Amounts in words: `elfu 35`, `laki 1 na 20`, `obukadde 6`, `fifty thousand`.
    fn read_in_words(&self, at: usize) -> Option<Amount> {
        let with_magnitude = crate::money::words::read(self.marks, at);
        let (value, end) =
            with_magnitude.or_else(|| crate::money::words::spelled(self.marks, at))?;
        let (start, before) = self.currency_before(at);
        // "kilo moja tsh 3,200": the currency belongs to the figures behind it.
        let (behind, after) = match self.currency_behind(end) {
            (behind, Some(_)) if self.number(behind).is_some() => (end, None),
            found => found,
        };
        let written = before.or(after);
        let currency = written.unwrap_or_else(|| self.marks.reading.market().currency());
        let money = Money::from_major(i64::try_from(value).ok()?, currency)?;
        let strength = if written.is_some() {
            Strength::Currency
        } else if with_magnitude.is_some() {
            Strength::Magnitude
        } else if crate::market::has_small_prices(currency)
            && value >= 50
            && (crate::money::context::price_word_before(self.marks, at)
                || crate::money::words::is_said_short(self.marks, at)
                || self.marks.starting(end, Class::PerUnit).is_some())
        {
            Strength::Cued
        } else {
            return None;
        };
        let end = behind;
        Some(Amount {
            start,
            end,
            money,
            strength,
            struck: false,
            ranges: one_of(
                self.marks.reading.folded_at(end),
                "to hadi mpaka - okutuuka kugeza",
            ) && crate::money::words::read(self.marks, end + 1).is_some(),
        })
    }

    /// "500g - 25", "6ml 2500": figures behind a size are its price.
    fn behind_size(&self, at: usize) -> bool {
        let mut before = at;
        for _ in 0..2 {
            let Some(index) = before.checked_sub(1) else {
                return false;
            };
            if !self.marks.same_clause(index, at) {
                return false;
            }
            if self.is_claimed(index) {
                return self.marks.has(index, Class::Measure);
            }
            let dash = ['-', '–', '—', ':', '='];
            if !dash.iter().any(|dash| self.symbol(index, *dash)) {
                return false;
            }
            before = index;
        }
        false
    }

    /// "Nissan 1400 bakkie": figures between a maker and a thing.
    fn is_model(&self, at: usize, end: usize) -> bool {
        let made = at
            .checked_sub(1)
            .is_some_and(|before| self.marks.names_maker(before));
        made && self.marks.names_thing(end) && self.marks.same_clause(at, end)
    }

    /// Plain figures are money only where something beside them says so.
    fn bare(&self, at: usize, end: usize, figures: &Figures, money: Money) -> Option<Strength> {
        let number = figures.number;
        let whole = number.whole().unwrap_or(0);
        let looks_like_year = looks_like_year(number);
        let cued = crate::money::context::price_word_before(self.marks, at)
            || crate::money::context::unit_behind(self.marks, end)
            || self.behind_size(at) && number.length >= 2;
        if cued && !looks_like_year && number.length <= 9 && is_plausible(money) {
            return Some(Strength::Cued);
        }
        let round = (4..=9).contains(&number.length)
            && number.decimals == 0
            && whole >= 1_000
            && whole.is_multiple_of(if number.length > 4 { 500 } else { 50 })
            && !looks_like_year;
        let alone = !matches!(
            self.marks
                .reading
                .token(at.wrapping_sub(1))
                .map(|token| token.kind),
            Some(TokenKind::Symbol('/' | '+' | '-'))
        );
        (round && alone && !self.is_model(at, end) && is_plausible(money))
            .then_some(Strength::Round)
    }
}

/// Four figures that may as well be a year.
fn looks_like_year(number: Number) -> bool {
    number.length == 4
        && number
            .whole()
            .is_some_and(|whole| (1950..=2035).contains(&whole))
}

/// `number × 10^power` in major units of the currency.
fn money(number: Number, power: u32, currency: Currency) -> Option<Money> {
    let minor = number.scaled(power + currency.exponent())?;
    let minor = i64::try_from(minor).ok()?;
    // A trillion of anything is not a price.
    (minor > 0 && minor < 100_000_000_000_000).then_some(Money::from_minor(minor, currency))
}

/// Whether anything is sold for so little: keeps counts from being prices.
fn is_plausible(money: Money) -> bool {
    money.amount_minor >= crate::market::least_amount(money.currency)
}
