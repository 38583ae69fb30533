//! Sizes without a unit: shoes, clothes, letters, beds, paper, model years.

use super::{Finder, MOST};
use crate::lexicon::{Class, one_of};

/// Clothing letters in order, for ranges.
const LETTERS: [&str; 9] = ["XS", "S", "M", "L", "XL", "XXL", "XXXL", "4XL", "5XL"];

impl Finder<'_, '_, '_> {
    /// `S M L XL`, `S-XL`, `M to 3XL`, `XL`.
    pub(super) fn letters(&mut self) {
        let mut at = 0;
        while at < self.marks.len() {
            at = self.letters_at(at).max(at + 1);
        }
    }

    /// The clothing letter at a token and the token behind it.
    fn letter(&self, at: usize) -> Option<(&'static str, usize)> {
        let hit = self.marks.starting(at, Class::SizeName)?;
        if hit.end - hit.start > 1 {
            return None;
        }
        Some((hit.value, hit.end))
    }

    /// A letter, or a figure with XL glued behind it: `2XL`, `3 XL`.
    fn letter_or_figure(&self, at: usize) -> Option<(&'static str, usize)> {
        if let Some(count) = self.plain(at)
            && matches!(self.word(at + 1), "xl" | "x")
            && self.glued(at + 1)
        {
            let value = match count {
                1 => "XL",
                2 => "XXL",
                3 => "XXXL",
                4 => "4XL",
                5 => "5XL",
                6 => "6XL",
                _ => return None,
            };
            return (self.word(at + 1) == "xl").then_some((value, at + 2));
        }
        let glued_to_number = self.glued(at)
            && at
                .checked_sub(1)
                .is_some_and(|before| self.number(before).is_some());
        if glued_to_number || self.is_claimed(at) {
            return None;
        }
        self.letter(at)
    }

    fn letters_at(&mut self, start: usize) -> usize {
        let Some((first, mut end)) = self.letter_or_figure(start) else {
            return start + 1;
        };
        let mut run = vec![(first, start, end)];
        let mut ranged = false;
        loop {
            let range =
                self.symbol(end, '-') || one_of(self.word(end), "to hadi mpaka a upto sampai ~");
            let next = if range || self.joins(end) {
                end + 1
            } else {
                end
            };
            let next = if self.joins(next) && !range {
                next + 1
            } else {
                next
            };
            let Some((value, next_end)) = self.letter_or_figure(next) else {
                break;
            };
            if self
                .token(next)
                .is_some_and(|t| t.gap == crate::normal::Gap::Line)
            {
                break;
            }
            let from = run.last().map_or("", |(value, _, _)| *value);
            if range && let Some(between) = spread(from, value) {
                ranged = true;
                run.extend(between.iter().map(|value| (*value, start, next_end)));
            } else {
                run.push((value, next, next_end));
            }
            end = next_end;
        }
        let cued = self.marks.ending(start, Class::SizeCue).is_some()
            || (self.symbol(start.wrapping_sub(1), ':')
                && self
                    .marks
                    .ending(start.wrapping_sub(1), Class::SizeCue)
                    .is_some());
        let clear = first.len() > 1 && self.upper(start);
        let listed = run.len() >= 2 && (self.upper(start) || cued || run.len() >= 3);
        if !(cued || ranged || listed || clear) || self.is_shape(start, end) {
            return start + 1;
        }
        for (value, first, last) in run {
            self.add(value.to_owned(), first, last, 93, "clothing-letters");
        }
        end
    }

    fn upper(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            !self
                .marks
                .reading
                .text(token)
                .chars()
                .any(char::is_lowercase)
        }) || self.plain(at).is_some()
    }

    /// `L shape`, `Model S`, `iPhone XS`.
    fn is_shape(&self, start: usize, end: usize) -> bool {
        one_of(self.word(end), "shape shaped sofa max class series")
            || start.checked_sub(1).is_some_and(|before| {
                one_of(
                    self.word(before),
                    "iphone model series xbox galaxy hotel mtn",
                )
            })
    }

    /// Numbers behind a word such as `size`.
    pub(super) fn cued(&mut self) {
        let cues: Vec<usize> = self.marks.hits(Class::SizeCue).map(|hit| hit.end).collect();
        for cue in cues {
            let mut at = cue;
            while one_of(
                self.word(at),
                "available from za ya ni is are in uk eu us between no number kuanzia \
                range de du dari starting eur",
            ) || self.symbol(at, ':')
                || self.symbol(at, '-')
                || self.symbol(at, '=')
                || self.symbol(at, '.')
                || self.symbol(at, '(')
            {
                at += 1;
            }
            self.run_of_numbers(at, 94, "size-word");
        }
    }

    /// Ranges and lists that only shoes or clothes have: `37-41`, `38, 39, 40`.
    pub(super) fn uncued(&mut self) {
        if !self.has_shoes && !self.has_clothes {
            return;
        }
        let mut at = 0;
        while at < self.marks.len() {
            let whole = self.plain(at).filter(|n| (16..=50).contains(n)).is_some();
            let listed = (whole || self.has_shoes && self.half(at).is_some())
                && !self.is_claimed(at)
                && !self.follows_label(at)
                && (self.range_end(at).is_some_and(|next| self.fits(next))
                    || (self.joins(at + 1)
                        && self.fits(at + 2)
                        && self.joins(at + 3)
                        && self.fits(at + 4)));
            if listed && self.fits(at) {
                at = self.run_of_numbers(at, 84, "shoe-numbers").max(at + 1);
            } else {
                at += 1;
            }
        }
    }

    fn follows_label(&self, at: usize) -> bool {
        // "Namba 40-45" are shoe numbers, "namba 40" may be a door.
        let numbers = self.has_shoes
            && one_of(self.word(at.wrapping_sub(1)), "namba number no numero")
            && self.range_end(at).is_some();
        self.marks.ending(at, Class::NumberLabel).is_some() && !numbers
            || at.checked_sub(1).is_some_and(|before| {
                self.symbol(before, '-')
                    || self.symbol(before, '+')
                    || self.symbol(before, '#')
                    || self.marks.has(before, Class::Month)
                    || self.marks.has(before, Class::Currency)
            })
    }

    /// Whether the number at a token can be a shoe or clothing size, by its value and neighbours.
    fn fits(&self, at: usize) -> bool {
        let value =
            self.plain(at).is_some_and(|n| (1..=64).contains(&n)) || self.half(at).is_some();
        let suffixed = self.glued(at + 1)
            && self.token(at + 1).is_some_and(|token| token.is_word())
            && !matches!(self.word(at + 1), "eu" | "uk" | "n");
        let money = self
            .marks
            .starting(at + 1, Class::Currency)
            .is_some_and(|hit| {
                // "8-16 ₦18,500": the sign belongs to the figures behind it.
                self.number(hit.end).is_none()
            })
            || self.marks.starting(at + 1, Class::Magnitude).is_some() && self.glued(at + 1);
        // "2 left" counts pieces, "38.5 left" is a size.
        let counted = self.half(at).is_none()
            && (self.marks.has(at + 1, Class::NotMoney) || self.symbol(at + 1, '%'));
        value && !suffixed && !money && !counted && !self.is_claimed(at)
    }

    /// Reads numbers, ranges and lists from a token on; gives the token behind them.
    fn run_of_numbers(&mut self, start: usize, confidence: u8, reason: &'static str) -> usize {
        let mut at = start;
        let mut end = start;
        while self.fits(at) {
            let low = self.plain(at);
            let range = self.range_end(at).filter(|high| self.fits(*high));
            let ends = range.and_then(|high_at| Some((low?, self.plain(high_at)?, high_at)));
            if let Some((low, high, high_at)) =
                ends.filter(|(low, high, _)| high > low && high - low <= MOST)
            {
                let step = self.step(low, high, start);
                let mut value = low;
                while value <= high {
                    self.add(value.to_string(), at, high_at + 1, confidence, reason);
                    value += step;
                }
                end = high_at + 1;
            } else if let Some(halves) =
                range.and_then(|high_at| Some((self.half_range(at, high_at)?, high_at)))
            {
                let (values, high_at) = halves;
                for value in values {
                    self.add(value, at, high_at + 1, confidence, reason);
                }
                end = high_at + 1;
            } else {
                let Some(text) = low.map(|low| low.to_string()).or_else(|| self.half(at)) else {
                    break;
                };
                self.add(text, at, at + 1, confidence, reason);
                end = at + 1;
            }
            let mut next = end;
            while self.joins(next) && next < end + 2 {
                next += 1;
            }
            let new_line = self
                .token(next)
                .is_some_and(|t| t.gap == crate::normal::Gap::Line);
            if new_line || (next == end && self.plain(next).is_none() && self.half(next).is_none())
            {
                break;
            }
            at = next;
        }
        self.remove_finished(start, end);
        end
    }

    /// Dress sizes go up by two, in Britain from 4 and in France from 32.
    fn step(&self, low: u64, high: u64, at: usize) -> u64 {
        let even = low.is_multiple_of(2) && high.is_multiple_of(2);
        let years = matches!(self.word(at + 3), "years" | "yrs");
        let dresses = low >= 4 && high <= 28
            || low >= 32 && high <= 60 && self.marks.reading.market() == domain::Market::Fr;
        if even && self.has_clothes && !self.has_shoes && dresses && !years {
            2
        } else {
            1
        }
    }

    /// `(42 finished)`, `except 41`, `42 sold out`: not to be had.
    fn remove_finished(&mut self, start: usize, end: usize) {
        let limit = (end + 10).min(self.marks.len());
        let mut gone: Vec<String> = Vec::new();
        for at in start..limit {
            let Some(value) = self.plain(at) else {
                continue;
            };
            let finished = self.marks.has(at + 1, Class::SoldOut)
                || one_of(
                    self.word(at + 1),
                    "finished out imeisha ewedde gone epuise habis",
                );
            let excepted = at.checked_sub(1).is_some_and(|before| {
                one_of(
                    self.word(before),
                    "except without sauf isipokuwa kasoro kecuali excluding",
                )
            });
            if (finished && at >= end) || excepted {
                gone.push(value.to_string());
            }
        }
        if !gone.is_empty() {
            self.sizes.found.retain(|size| !gone.contains(&size.text));
        }
    }

    /// Beds by name and paper by its A-number.
    pub(super) fn named(&mut self) {
        for at in 0..self.marks.len() {
            let word = self.word(at);
            let bed = matches!(word, "king" | "queen") && self.word(at + 1).starts_with("size");
            if bed {
                let text = if word == "king" { "King" } else { "Queen" };
                self.add(text.to_owned(), at, at + 2, 82, "bed-size");
            }
            let paper = one_of(self.word(at), "a0 a1 a2 a3 a4 a5 a6");
            if paper && !self.has_vehicle && !self.has_device {
                self.add(self.word(at).to_uppercase(), at, at + 1, 82, "paper-size");
            }
        }
    }

    /// The model year of a vehicle.
    pub(super) fn years(&mut self) {
        if !self.has_vehicle {
            return;
        }
        for at in 0..self.marks.len() {
            let Some(year) = self.plain(at).filter(|year| (1980..=2027).contains(year)) else {
                continue;
            };
            let length = self.number(at).map_or(0, |number| number.length);
            let near_vehicle =
                (at.saturating_sub(7)..(at + 5).min(self.marks.len())).any(|index| {
                    self.marks.has(index, Class::Vehicle) || self.marks.has(index, Class::Brand)
                });
            let before = at.checked_sub(1).map_or("", |before| self.word(before));
            let other = one_of(before, "since until till est in uneb fifa valid")
                || self.marks.has(at.wrapping_sub(1), Class::Month)
                || self.marks.has(at + 1, Class::Currency)
                || self.symbol(at + 1, '/') && self.symbol(at + 2, '=');
            let suffixed = self.glued(at + 1) && self.token(at + 1).is_some_and(|t| t.is_word());
            if length == 4 && near_vehicle && !other && !suffixed && !self.is_claimed(at) {
                self.add(year.to_string(), at, at + 1, 88, "model-year");
            }
        }
    }
}

/// The letters behind `from` up to `to`.
fn spread(from: &str, to: &str) -> Option<&'static [&'static str]> {
    let first = LETTERS.iter().position(|letter| *letter == from)?;
    let last = LETTERS.iter().position(|letter| *letter == to)?;
    LETTERS.get(first + 1..=last)
}
