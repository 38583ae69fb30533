//! Figures with a unit of measure, and dimensions.

use super::{Finder, MOST};
use crate::lexicon::{Class, Hit, one_of};

impl Finder<'_, '_, '_> {
    /// `5x6`, `50 x 100ft`, `120x190`: beds, plots, frames; not lace and not lenses.
    pub(super) fn dimensions(&mut self) {
        for at in 0..self.marks.len() {
            let Some(times) = self.times_behind(at) else {
                continue;
            };
            if self.number(at).is_none() || self.is_claimed(at) {
                continue;
            }
            let Some(width) = self.number(times + 1) else {
                continue;
            };
            let mut end = times + 2;
            let mut text = format!("{}x{}", self.word(at), self.word(times + 1));
            if let Some(more) = self.times_behind(times + 1)
                && self.number(more + 1).is_some()
            {
                text.push('x');
                text.push_str(self.word(more + 1));
                end = more + 2;
            }
            let lace = self.has_hair && width.digits <= 13;
            // Four wheels, or the bolts of a rim.
            let drive = self.has_vehicle && matches!(&*text, "4x4" | "4x100" | "5x100" | "5x114");
            let lens = matches!(self.word(end), "zoom" | "optical");
            let unit = self.marks.starting(end, Class::Measure).copied();
            if let Some(unit) = unit.filter(|unit| unit.value != "acre" && unit.value != "bedroom")
            {
                end = unit.end;
                // Plots, beds and sheets go by feet, which nobody names.
                match unit.value {
                    "cm" => text.push_str("cm"),
                    "inch" if self.word(unit.start).starts_with(char::is_alphabetic) => {
                        text.push_str(" inch")
                    }
                    _ => {}
                }
            }
            // "15m x 30m", "30x40m": metres, not millions.
            if self.word(end) == "m" && self.glued(end) {
                end += 1;
                if times == at + 1 {
                    text.push('m');
                }
            }
            let money = self.marks.starting(end, Class::Magnitude).is_some() && self.glued(end);
            if money {
                continue;
            }
            if lace || drive || lens {
                self.claim(at, end);
            } else {
                self.add(text, at, end, 90, "dimensions");
            }
        }
    }

    /// The token of the multiplication sign behind the number at a token.
    fn times_behind(&self, at: usize) -> Option<usize> {
        let skip = match self.marks.starting(at + 1, Class::Measure) {
            Some(hit) if matches!(hit.value, "ft" | "cm" | "m" | "inch") && self.glued(at + 1) => {
                hit.end
            }
            None if self.word(at + 1) == "m" && self.glued(at + 1) => at + 2,
            _ => at + 1,
        };
        let sign = matches!(self.word(skip), "x" | "by") || self.symbol(skip, '*');
        sign.then_some(skip)
    }

    /// Figures with a unit, one at a time or several before one unit.
    pub(super) fn measured(&mut self) {
        let mut at = 0;
        while at < self.marks.len() {
            at = self.measured_at(at).max(at + 1);
        }
    }

    fn measured_at(&mut self, at: usize) -> usize {
        if self.is_claimed(at) {
            return at + 1;
        }
        if let Some(end) = self.land_or_rooms_in_words(at) {
            return end;
        }
        if self.number(at).is_none() {
            return self.unit_before(at);
        }
        if let Some(end) = self.metres(at) {
            return end;
        }
        // "3-bedroomed".
        let hyphen = usize::from(self.symbol(at + 1, '-') && self.glued(at + 1));
        let Some(unit) = self
            .unit_of(at + 1 + hyphen)
            .filter(|unit| hyphen == 0 || unit.value == "bedroom")
        else {
            return at + 1;
        };
        // A range: 13-17 inch, 24 to 32 inches.
        let first = self.start_of_run(at, unit.value);
        if self.is_no_size(first, at, &unit) {
            self.claim(first, unit.end);
            return unit.end;
        }
        let mut members: Vec<(String, usize)> = Vec::new();
        let mut index = first;
        while index <= at {
            if let Some(low) = self.plain(index)
                && let Some(high_at) = self.range_end(index).filter(|high| *high <= at)
                && let Some(high) = self.plain(high_at)
                && low < high
                && high - low < MOST
            {
                // Screens and hair go up by two where both ends are even.
                let step = if unit.value == "inch" && low % 2 == 0 && high % 2 == 0 && low >= 8 {
                    2
                } else {
                    1
                };
                let mut value = low;
                while value <= high {
                    members.push((value.to_string(), index));
                    value += step;
                }
                index = high_at + 1;
                continue;
            }
            if self.number(index).is_some() {
                members.push((self.figure_text(index), index));
            }
            index += 1;
        }
        if let Some(numerator) = self.numerator_before(at).filter(|_| unit.value == "acre") {
            let text = format!("{}/{} acre", self.word(numerator), self.word(at));
            self.add(text, numerator, unit.end, 90, "fraction");
            self.claim(numerator, unit.end);
            return unit.end;
        }
        for (member, from) in members {
            let text = text_of(&member, unit.value);
            let end = if from == at { unit.end } else { from + 1 };
            self.add(text, from, end, 90, "measure");
        }
        self.claim(first, unit.end);
        unit.end
    }

    /// `3m wide`, `5m cable` beside a price: metres, not millions.
    fn metres(&mut self, at: usize) -> Option<usize> {
        let letter = self.word(at + 1) == "m" && self.glued(at + 1);
        let value = self
            .number(at)
            .filter(|number| number.digits <= 5_000 && !number.grouped)?;
        if !letter || value.digits == 0 {
            return None;
        }
        let distance = one_of(self.word(at + 2), "from off away before after kutoka okuva")
            || self.word(at + 2) == "to"
                && one_of(self.word(at + 3), "tarmac the main road town stage");
        let shaped = one_of(
            self.word(at + 2),
            "wide long high tall deep width length height x by cable rope",
        ) || one_of(
            self.word(at.wrapping_sub(1)),
            "width length height urefu upana longueur largeur panjang lebar",
        );
        let by_length = self.marks.any(Class::ByLength)
            && value.digits <= 50
            && self
                .marks
                .hits(Class::Magnitude)
                .any(|hit| self.word(hit.start) == "k")
            && self.marks.ending(at, Class::PriceCue).is_none();
        if distance {
            self.claim(at, at + 2);
            return Some(at + 2);
        }
        if !(shaped || by_length) || value.digits > 300 {
            return None;
        }
        let figure = self.figure_text(at);
        self.add(format!("{figure}m"), at, at + 2, 82, "metres");
        Some(at + 2)
    }

    /// The figures as written, without separators that group.
    fn figure_text(&self, at: usize) -> String {
        self.word(at).replace(
            ',',
            if self.number(at).is_some_and(|n| n.grouped) {
                ""
            } else {
                "."
            },
        )
    }

    /// The unit of measure that begins at a token, where it can be one.
    fn unit_of(&self, at: usize) -> Option<Hit> {
        let hit = *self.marks.starting(at, Class::Measure)?;
        let word = self.word(at);
        let spaced = !self.glued(at);
        let fits = match hit.value {
            "GB" | "TB" | "carat" => false,
            // "in" alone is mostly a preposition, "a" a word.
            "inch" if word == "in" => !spaced,
            "inch" if word == "\"" => true,
            "ml" if word == "mil" => false,
            "litre" if word == "l" => !spaced && self.number(at.wrapping_sub(1)).is_some(),
            "g" | "ft" | "bedroom" if word.len() <= 2 => !spaced || word == "ft" || word == "br",
            "bedroom" if word == "bed" => true,
            _ => true,
        };
        let line = self
            .token(at)
            .is_some_and(|token| token.gap == crate::normal::Gap::Line);
        (fits && !line).then_some(hit)
    }

    /// Where the list of figures begins that ends at `at` and shares its unit.
    fn start_of_run(&self, at: usize, unit: &str) -> usize {
        let mut first = at;
        if !one_of(unit, "inch ml litre kg g mm cm bedroom ft yard oz") {
            return first;
        }
        while let Some(joint) = first.checked_sub(1) {
            let Some(before) = joint.checked_sub(1) else {
                break;
            };
            let range =
                self.symbol(joint, '-') || matches!(self.word(joint), "to" | "hadi" | "mpaka");
            let list = self.joins(joint) && !self.symbol(joint, '|');
            if !(range || list) || self.plain(before).is_none_or(|n| n == 0 || n > 1_000) {
                break;
            }
            let money = self.marks.ending(before, Class::Currency).is_some()
                || self.follows_currency_letter(before);
            if money || self.is_claimed(before) || !self.marks.same_clause(before, at) {
                break;
            }
            first = before;
        }
        // "A05s 4/64" and "shop 5, 10kg": a number that names something begins no list.
        let labelled = first < at && self.marks.ending(first, Class::NumberLabel).is_some();
        if labelled { at } else { first }
    }

    /// The 1 of `1/8 acre`.
    fn numerator_before(&self, at: usize) -> Option<usize> {
        let stroke = at
            .checked_sub(1)
            .filter(|stroke| self.symbol(*stroke, '/'))?;
        let numerator = stroke.checked_sub(1)?;
        let fraction = self.plain(numerator)? < self.plain(at)?;
        (fraction && self.glued(at) && self.glued(stroke)).then_some(numerator)
    }

    /// "2L R45, 5L R100": the 45 is rand.
    fn follows_currency_letter(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|letter| {
            let market = self.marks.reading.market();
            self.glued(at) && crate::market::currency_letter(self.word(letter), market).is_some()
        })
    }

    fn is_no_size(&self, first: usize, at: usize, unit: &Hit) -> bool {
        let behind = self.word(unit.end);
        let context = |words: &[&str]| {
            (at.saturating_sub(4)..(unit.end + 4).min(self.marks.len()))
                .any(|index| words.contains(&self.word(index)))
        };
        // "Minimum 5kg", "MOQ 50 litres": how much must be ordered.
        let ordered = (1..=3)
            .filter_map(|back| first.checked_sub(back))
            .any(|before| {
                self.marks.same_clause(before, at)
                    && one_of(self.word(before), "minimum min moq least kuanzia minimal")
            });
        if ordered {
            return true;
        }
        match unit.value {
            "mm" => {
                first < at
                    && context(&[
                        "lens", "lenses", "canon", "nikon", "sony", "kit", "camera", "f",
                    ])
                    || context(&["lens", "lenses", "f1", "f2"])
            }
            "m" | "ft" => {
                one_of(behind, "from off away to tall deep")
                    && matches!(behind, "from" | "off" | "away")
            }
            "litre" => {
                (self.has_vehicle
                    && !self.marks.any(Class::Container)
                    && context(&["engine", "petrol", "diesel", "turbo", "v6", "vvti"]))
                    || self.marks.ending(first, Class::Per).is_some()
            }
            "kg" => {
                matches!(behind, "load" | "capacity" | "in" | "lighter" | "heavier")
                    || one_of(
                        self.word(first.wrapping_sub(1)),
                        "load max maximum capacity",
                    )
            }
            "bedroom" => self.word(unit.start) == "bed" && self.word(unit.end).starts_with("sheet"),
            "inch" => {
                context(&["lace", "parting"])
                    && first == at
                    && self.plain(at).is_some_and(|n| n < 8)
            }
            "lb" => false,
            _ => false,
        }
    }

    /// Languages that put the unit first: `yiika 5`, `yard 6`, `lita 20`, `vyumba 3`.
    fn unit_before(&mut self, at: usize) -> usize {
        let Some(hit) = self.marks.starting(at, Class::Measure).copied() else {
            return at + 1;
        };
        let value = hit.value;
        let word = self.word(at);
        let fits = one_of(value, "acre yard litre bedroom m ml kg inch ft g cm")
            && word.len() > 1
            && !matches!(word, "in" | "\"" | "bed" | "foot" | "br" | "kt" | "mil")
            && at
                .checked_sub(1)
                .is_none_or(|before| self.number(before).is_none());
        let number = self.number(hit.end).filter(|number| number.length <= 4);
        let magnitude = self.marks.starting(hit.end + 1, Class::Magnitude).is_some();
        if !fits || number.is_none() || magnitude || self.is_claimed(hit.end) {
            return at + 1;
        }
        // In "per kg 15000" and "kilo 15k" the number is money.
        let money = self.marks.ending(at, Class::Per).is_some()
            || self.number(hit.end).is_some_and(|n| n.grouped)
            || (one_of(word, "kilo kg ikilo ikiro litiro")
                && self.plain(hit.end).is_some_and(|n| n > 100));
        if money {
            return at + 1;
        }
        let figure = self.figure_text(hit.end);
        self.add(text_of(&figure, value), at, hit.end + 1, 80, "measure");
        hit.end + 1
    }

    /// `two bedroom`, `one acre`, `half acre`, `quarter acre`.
    fn land_or_rooms_in_words(&mut self, at: usize) -> Option<usize> {
        let part = match self.word(at) {
            "half" | "nusu" => Some("half"),
            "quarter" | "robo" => Some("quarter"),
            _ => None,
        };
        if let Some(part) = part {
            let mut next = at + 1;
            while matches!(self.word(next), "an" | "a" | "of" | "ya") {
                next += 1;
            }
            let hit = *self.marks.starting(next, Class::Measure)?;
            if matches!(hit.value, "acre" | "litre" | "kg") {
                self.add(text_of(part, hit.value), at, hit.end, 75, "measure");
                return Some(hit.end);
            }
            return None;
        }
        let hit = *self.marks.starting(at, Class::NumberWord)?;
        let unit = *self.marks.starting(hit.end, Class::Measure)?;
        let fits = matches!(unit.value, "bedroom" | "acre") && self.word(hit.end) != "br";
        if !fits || hit.value.len() > 2 {
            return None;
        }
        self.add(text_of(hit.value, unit.value), at, unit.end, 85, "measure");
        Some(unit.end)
    }
}

/// A figure and a unit as a buyer reads them.
fn text_of(figure: &str, unit: &str) -> String {
    let one = figure == "1" || figure == "half" || figure == "quarter";
    match unit {
        "litre" | "yard" | "acre" | "bedroom" | "decimal" | "hectare" => {
            format!("{figure} {unit}{}", if one { "" } else { "s" })
        }
        "inch" | "sqm" => format!("{figure} {unit}"),
        _ => format!("{figure}{unit}"),
    }
}
