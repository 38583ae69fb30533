//! Places that are served, delivered to or come from, which are not where the shop is.

use super::Search;
use crate::lexicon::Class;
use crate::normal::TokenKind;

impl Search<'_, '_, '_> {
    /// Whether delivery, origin or a service area is spoken of before the place.
    pub(super) fn is_area(&self, from: usize, place: usize) -> bool {
        let before = from.min(place);
        if self.marks.ending(before, Class::AreaCue).is_some() {
            return true;
        }
        // "we deliver Lekki to Ajah", "delivery in Kampala".
        let clause = self.marks.clause(place);
        (place.saturating_sub(8)..place)
            .filter(|at| self.marks.clause(*at) == clause)
            .any(|at| {
                self.marks.has(at, Class::DeliveryYes) && !self.marks.has(at, Class::PlaceCue)
            })
            || matches!(self.word(place + 1), "to") && self.marks.has(place + 2, Class::Place)
            || self
                .marks
                .reading
                .token(place + 1)
                .is_some_and(|t| matches!(t.kind, TokenKind::Emoji('↔' | '→' | '➡' | '✈')))
            || place.checked_sub(1).is_some_and(|at| {
                self.marks
                    .reading
                    .token(at)
                    .is_some_and(|t| matches!(t.kind, TokenKind::Emoji('↔' | '→' | '➡' | '✈')))
            })
    }

    /// "Kampala, Wakiso, Mukono": three towns are a service area.
    pub(super) fn is_list_of_towns(&self, from: usize, end: usize) -> bool {
        let mut commas = (from..end).filter(|at| self.symbol(*at, ',')).count();
        let mut at = from;
        while let Some(comma) = at.checked_sub(1).filter(|comma| self.symbol(*comma, ','))
            && let Some(name) = comma.checked_sub(1)
            && self.marks.has(name, Class::Place)
            && commas < 4
        {
            commas += 1;
            at = name;
        }
        let typed = (from..end).any(|at| self.marks.has(at, Class::PlaceType));
        let more = (self.symbol(end, ',')
            || self.symbol(end, '/')
            || self.symbol(end, '&')
            || self.word(end) == "and")
            && self.marks.has(end + 1, Class::Place);
        !typed && (commas >= 2 || more)
    }
}
