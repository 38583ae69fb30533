//! Memory: storage is a size, RAM is not.

use super::Finder;
use crate::lexicon::Class;

impl Finder<'_, '_, '_> {
    /// `256GB`, `8/256GB`, `8+256`, `16gb/512gb`, `64/128/256GB`, `GB 128`, `8GB RAM`.
    pub(super) fn storage(&mut self) {
        let mut at = 0;
        while at < self.marks.len() {
            at = self.storage_at(at).max(at + 1);
        }
    }

    /// Reads the run of memory figures that begins at a token; gives the token behind it.
    fn storage_at(&mut self, start: usize) -> usize {
        let Some((mut members, mut end, mut named)) = self.memory_figure(start) else {
            return self.unit_first(start);
        };
        let mut figures = vec![(members, start, end)];
        // More figures joined by a stroke, a plus or nothing but a space.
        loop {
            let joined = self.symbol(end, '/')
                || self.symbol(end, '+')
                || self.symbol(end, '-')
                || self.symbol(end, '|')
                || self.symbol(end, ',')
                || matches!(self.word(end), "ram" | "and" | "na" | "&" | "n");
            let mut next = if joined { end + 1 } else { end };
            if self.symbol(next, '+') || self.symbol(next, '/') || self.symbol(next, ',') {
                next += 1;
            }
            let Some((value, next_end, next_named)) = self.memory_figure(next) else {
                break;
            };
            let touches = self.glued(end) && self.glued(next);
            // "4+128", or as some write it "128+4".
            let plausible = value >= 16 || members >= 64 && is_storage(members);
            if !(joined || named && next_named) || !next_named && (!touches || !plausible) {
                break;
            }
            members = value;
            figures.push((members, next, next_end));
            named |= next_named;
            end = next_end;
        }
        let is_device = self.has_device;
        if !named {
            // "8/256", "8+256" without a unit, on a phone or computer.
            let pair = match figures.as_slice() {
                [(ram, _, _), (storage, _, _)] => {
                    let (ram, storage) = (ram.min(storage), ram.max(storage));
                    is_device && *ram <= 24 && is_storage(*storage) && *storage >= 16
                }
                _ => false,
            };
            if !pair || self.symbol(start.wrapping_sub(1), '/') {
                return start + 1;
            }
        }
        let is_ram_of = |ram: u64, storage: u64| ram <= 32 && storage >= 32 && storage >= 4 * ram;
        let ram_at = match figures.as_slice() {
            [(one, _, _), (other, _, _)] if is_ram_of(*one, *other) => Some(0),
            [(one, _, _), (other, _, _)] if is_ram_of(*other, *one) => Some(1),
            _ => None,
        };
        for (index, (value, first, last)) in figures.iter().enumerate() {
            self.claim(*first, *last);
            let ram = ram_at == Some(index) || self.is_ram(*first, *last) || (!is_storage(*value));
            if ram {
                continue;
            }
            let text = if *value >= 1_000 && value.is_multiple_of(1_000) {
                format!("{}TB", value / 1_000)
            } else if *value >= 1_024 && value.is_multiple_of(1_024) {
                format!("{}TB", value / 1_024)
            } else {
                format!("{value}GB")
            };
            self.add(text, *first, *last, 93, "storage");
        }
        end
    }

    /// A figure that can be memory: value in GB, token behind it, whether GB or TB is written.
    fn memory_figure(&self, at: usize) -> Option<(u64, usize, bool)> {
        let value = self.plain(at)?;
        if self.is_claimed(at) || value == 0 || value > 20_000 {
            return None;
        }
        match self.marks.starting(at + 1, Class::Measure) {
            Some(hit) if hit.value == "GB" => Some((value, hit.end, true)),
            Some(hit) if hit.value == "TB" => Some((value * 1_000, hit.end, true)),
            Some(hit) if self.glued(at + 1) && hit.value != "inch" => None,
            // "8gb ram, 256 ssd".
            _ if value >= 16 && matches!(self.word(at + 1), "ssd" | "hdd" | "nvme" | "rom") => {
                Some((value, at + 1, true))
            }
            _ if self.glued(at + 1) && self.token(at + 1).is_some_and(|t| t.is_word()) => None,
            _ => (value <= 1_024).then_some((value, at + 1, false)),
        }
    }

    fn is_ram(&self, first: usize, last: usize) -> bool {
        let behind = self.word(last);
        let before = first.checked_sub(1).map_or("", |before| self.word(before));
        let before = if matches!(before, ":" | "-" | "of" | "ya" | "=") {
            first.checked_sub(2).map_or("", |before| self.word(before))
        } else {
            before
        };
        behind == "ram"
            || behind == "ddr4"
            || behind == "ddr3"
            || behind == "ddr5"
            || before == "ram" && !matches!(behind, "ssd" | "hdd" | "rom" | "storage")
    }

    /// `GB 128`: the unit before the figure.
    fn unit_first(&mut self, at: usize) -> usize {
        let Some(hit) = self.marks.starting(at, Class::Measure).copied() else {
            return at + 1;
        };
        if hit.value != "GB" || at.checked_sub(1).is_some_and(|b| self.number(b).is_some()) {
            return at + 1;
        }
        if let Some(value) = self.plain(hit.end).filter(|value| is_storage(*value)) {
            self.add(format!("{value}GB"), at, hit.end + 1, 88, "storage");
            return hit.end + 1;
        }
        at + 1
    }
}

/// Sizes memory is sold in; 1,000 and 1,024 stand for a terabyte.
fn is_storage(value: u64) -> bool {
    value.is_power_of_two() && value >= 1
        || matches!(
            value,
            120 | 160 | 240 | 250 | 320 | 480 | 500 | 640 | 750 | 825 | 960
        )
        || value.is_multiple_of(1_000)
}
