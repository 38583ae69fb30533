//! Which tokens a title can have inside.

use super::Reader;
use crate::lexicon::{Class, Classes, one_of};
use crate::normal::{Gap, Token, TokenKind};

impl Reader<'_, '_, '_> {
    pub(super) fn is_taken(&self, at: usize) -> bool {
        self.is_figure(at)
            || self
                .place
                .is_some_and(|(start, end)| start <= at && at < end)
    }

    /// Whether a token belongs to a price, a size or a specification that a name leaves out.
    /// `7 seater`, `2 bedroom` and `king size` stay, and so does a car's model year.
    pub(super) fn is_figure(&self, at: usize) -> bool {
        if !self.taken.get(at).copied().unwrap_or(false) {
            return false;
        }
        let room = |at: usize| {
            one_of(self.word(at), "burner burners tier")
                || self.word(at).starts_with("bedroom")
                || matches!(self.word(at), "seater" | "king" | "queen")
        };
        let kept = room(at)
            || room(at + 1)
            || at.checked_sub(1).is_some_and(room) && self.word(at) == "size"
            || self.word(at).len() == 4
                && self
                    .word(at)
                    .parse()
                    .is_ok_and(|year: u32| (1980..=2027).contains(&year))
                && at.checked_sub(1).is_some_and(|before| {
                    self.marks.has(before, Class::Vehicle) || self.marks.has(before, Class::Noun)
                });
        !kept
    }

    /// Whether a token ends a segment.
    pub(super) fn breaks(&self, at: usize) -> bool {
        let Some(token) = self.marks.reading.token(at) else {
            return true;
        };
        match token.kind {
            TokenKind::Symbol(c) => match c {
                '-' | '/' => token.gap != Gap::Glued,
                '&' | '+' | '\'' | '"' | '.' => false,
                ',' => !self.joins_nouns(at),
                _ => true,
            },
            TokenKind::Emoji(_)
            | TokenKind::Phone(_)
            | TokenKind::Link
            | TokenKind::Hashtag
            | TokenKind::Mention => true,
            TokenKind::Word | TokenKind::Number(_) => false,
        }
    }

    /// "Fridge, washing machine & cooker repair": a comma between two plain nouns.
    pub(super) fn joins_nouns(&self, comma: usize) -> bool {
        let Some(before) = self.marks.ending(comma, Class::Noun) else {
            return false;
        };
        let opens = before.start == 0
            || !self.marks.same_clause(before.start - 1, before.start)
            || self
                .marks
                .reading
                .token(before.start - 1)
                .is_some_and(|t| t.is_symbol(','));
        opens
            && before.value != "local"
            && self
                .marks
                .starting(comma + 1, Class::Noun)
                .is_some_and(|next| {
                    let last = self.marks.reading.token(next.end);
                    last.is_some_and(|t| t.is_symbol(',') || t.is_symbol('&') || t.is_symbol('+'))
                        || self.word(next.end) == "and"
                })
    }

    /// A token a title can have inside.
    pub(super) fn fits(&self, at: usize) -> bool {
        if self.is_taken(at) || self.breaks(at) {
            return false;
        }
        let classes = self.marks.at(at);
        let Some(token) = self.marks.reading.token(at) else {
            return false;
        };
        if token.is_symbol(',') {
            return self.joins_nouns(at);
        }
        if self.marks.in_phrase(at, Class::Hype) || self.marks.in_phrase(at, Class::New) {
            return false;
        }
        let gift = self.word(at) == "free"
            && !one_of(self.word(at + 1), "range fire standing size from style");
        if gift
            || one_of(self.word(at), "i3 i5 i7 i9 core ssd hdd")
            || self.word(at) == "ram" && self.marks.any(Class::Device)
        {
            return false;
        }
        if classes.has(Class::Noun) || classes.has(Class::Brand) {
            return true;
        }
        if token.number().is_some() {
            return self.is_model_number(at);
        }
        // The letter of `40i` and `250D`, and the `in` of `3 in 1`.
        let before = at
            .checked_sub(1)
            .and_then(|before| self.marks.reading.token(before));
        let after_number = before.is_some_and(|before| before.number().is_some());
        if after_number && (token.is_glued() || self.word(at) == "in" && self.is_number(at + 1)) {
            return self.fits(at - 1);
        }
        if classes.has(Class::Place) || self.is_plate(at) {
            return false;
        }
        if token.is_symbol('&')
            || token.is_symbol('+')
            || token.is_symbol('-')
            || token.is_symbol('/')
        {
            return true;
        }
        if !token.is_word() {
            return false;
        }
        if classes.has(Class::Modifier) {
            return true;
        }
        let refused = classes.has(Class::Hype)
            || classes.has(Class::Stop)
            || classes.has(Class::Order)
            || classes.has(Class::Sale)
            || classes.has(Class::DeliveryYes)
            || classes.has(Class::SizeCue)
            || classes.has(Class::Used)
            || classes.has(Class::New)
            || classes.has(Class::Currency)
            || classes.has(Class::PerUnit)
            || classes.has(Class::From)
            || classes.has(Class::Was)
            || classes.has(Class::PriceCue)
            || classes.has(Class::Weekday)
            || classes.has(Class::Month)
            || classes.has(Class::SoldOut)
            || classes.has(Class::Negotiable)
            || classes.has(Class::Fixed)
            || classes.has(Class::PlaceCue);
        !refused
    }

    /// A word the lexicons do not know right behind a maker: "Dell latitude", "Rolex datejust".
    pub(super) fn is_model_word(&self, at: usize) -> bool {
        let unknown = self.marks.at(at) == Classes::none();
        let word = self.marks.reading.token(at).is_some_and(Token::is_word);
        unknown
            && word
            && at.checked_sub(1).is_some_and(|before| {
                self.marks.has(before, Class::Brand) && self.marks.same_clause(before, at)
            })
    }

    /// What is said about a thing behind its name: "TV frameless", "stroller new model".
    pub(super) fn is_afterthought(&self, at: usize) -> bool {
        one_of(
            self.word(at),
            "frameless touch touchscreen manual auto automatic model grade fresh plain pure \
             original collection collections",
        ) && !self.marks.has(at, Class::Brand)
            && self.marks.starting(at, Class::Noun).is_none()
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.marks
            .reading
            .token(at)
            .is_some_and(|token| token.number().is_some())
    }

    /// The letters of a number plate behind a car: `KDG`, `UBF`.
    pub(super) fn is_plate(&self, at: usize) -> bool {
        self.marks.any(Class::Vehicle)
            && self.marks.reading.token(at).is_some_and(|token| {
                let text = self.marks.reading.text(token);
                text.len() == 3
                    && text.starts_with(['U', 'K'])
                    && text.bytes().all(|byte| byte.is_ascii_uppercase())
                    && !self.marks.has(at, Class::Brand)
            })
    }

    /// Figures that belong to a name: `Air Force 1`, `Hot 40i`, `3 in 1`.
    pub(super) fn is_model_number(&self, at: usize) -> bool {
        let Some(number) = self
            .marks
            .reading
            .token(at)
            .and_then(crate::normal::Token::number)
        else {
            return false;
        };
        let after_name = at.checked_sub(1).is_some_and(|before| {
            self.marks.has(before, Class::Noun)
                || self.marks.has(before, Class::Brand)
                || self.marks.has(before, Class::Modifier)
                || matches!(self.word(before), "in" | "gauge")
                || self.is_model_word(before)
                || self.marks.reading.token(before).is_some_and(|token| {
                    self.marks
                        .reading
                        .text(token)
                        .chars()
                        .next()
                        .is_some_and(char::is_uppercase)
                })
        });
        // "dresses 3 for 50k", "4 men", "8wks" count something.
        let counts = one_of(self.word(at + 1), "for at men women kids left ladies")
            || self.marks.has(at + 1, Class::NotMoney) && self.word(at + 1) != "core";
        let before_in = self.word(at + 1) == "in"
            && self
                .marks
                .reading
                .token(at + 2)
                .is_some_and(|t| t.number().is_some());
        let glued_letters =
            self.marks.reading.token(at + 1).is_some_and(|next| {
                next.is_word() && next.is_glued() && self.word(at + 1).len() <= 2
            });
        !counts
            && number.length <= 4
            && !number.grouped
            && (after_name || before_in || glued_letters)
            || self.marks.has(at, Class::Noun)
    }
}
