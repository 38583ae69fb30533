//! Trousers by waist and inside leg: `W32 L32`, `W34/L30`, `w30`.

use super::Finder;
use crate::normal::Gap;

/// Inches that a waist or an inside leg can have.
const INCHES: std::ops::RangeInclusive<u64> = 22..=60;

impl Finder<'_, '_, '_> {
    /// Every waist with the leg behind it, as one size.
    pub(super) fn waists(&mut self) {
        let mut at = 0;
        while at < self.marks.len() {
            at = self.waist_at(at).unwrap_or(at + 1);
        }
    }

    /// Reads a waist that begins at a token; gives the token behind the size.
    fn waist_at(&mut self, at: usize) -> Option<usize> {
        let (waist, behind) = self.lettered(at, 'w')?;
        let joined =
            self.symbol(behind, '/') || self.symbol(behind, '-') || self.word(behind) == "x";
        let leg = self.lettered(if joined { behind + 1 } else { behind }, 'l');
        let (text, end) = match leg {
            Some((leg, end)) => (format!("W{waist} L{leg}"), end),
            // "65W30" and the like are power and models; alone, only trousers have a waist.
            None if self.has_clothes => (format!("W{waist}"), behind),
            None => return None,
        };
        self.add(text, at, end, 92, "waist-and-leg");
        Some(end)
    }

    /// A letter with inches glued behind it, in one token or two.
    fn lettered(&self, at: usize, letter: char) -> Option<(u64, usize)> {
        if self.token(at)?.gap == Gap::Glued && self.number(at.wrapping_sub(1)).is_some() {
            return None;
        }
        let rest = self.word(at).strip_prefix(letter)?;
        let (inches, end) = if rest.is_empty() && self.glued(at + 1) {
            (self.plain(at + 1)?, at + 2)
        } else {
            (rest.parse().ok()?, at + 1)
        };
        INCHES.contains(&inches).then_some((inches, end))
    }
}
