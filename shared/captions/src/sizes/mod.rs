//! Sizes: of shoes, clothes, storage, screens, volumes, beds, plots, bedrooms, model years.

mod bare;
mod measured;
mod storage;
mod waist;

use domain::Span;

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::{Number, Token};

/// A size and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) text: String,
    pub(crate) span: Span,
    pub(crate) confidence: u8,
    pub(crate) reason: &'static str,
}

/// All sizes, and which tokens are sizes or specifications and so cannot be money.
#[derive(Debug)]
pub(crate) struct Sizes {
    pub(crate) found: Vec<Size>,
    pub(crate) claimed: Vec<bool>,
}

/// Reads the sizes of a caption.
pub(crate) fn find(marks: &Marks<'_, '_>) -> Sizes {
    let mut finder = Finder {
        marks,
        sizes: Sizes {
            found: Vec::new(),
            claimed: vec![false; marks.len()],
        },
        has_shoes: marks.any(Class::Shoes),
        has_clothes: marks.any(Class::Clothes),
        has_hair: marks.any(Class::HairPiece),
        has_vehicle: marks.any(Class::Vehicle),
        has_device: marks.any(Class::Device),
    };
    finder.specifications();
    finder.storage();
    finder.dimensions();
    finder.measured();
    finder.waists();
    finder.letters();
    finder.cued();
    finder.uncued();
    finder.named();
    finder.years();
    finder.sizes
}

/// The most sizes a range is spread into.
const MOST: u64 = 24;

struct Finder<'m, 'r, 'a> {
    marks: &'m Marks<'r, 'a>,
    sizes: Sizes,
    has_shoes: bool,
    has_clothes: bool,
    has_hair: bool,
    has_vehicle: bool,
    has_device: bool,
}

impl Finder<'_, '_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.marks.reading.token(at)
    }

    fn number(&self, at: usize) -> Option<Number> {
        self.marks.reading.number_at(at)
    }

    /// A whole number without separators.
    fn plain(&self, at: usize) -> Option<u64> {
        let number = self.number(at)?;
        (!number.grouped && number.decimals == 0).then_some(number.digits)
    }

    /// A half shoe size as a buyer reads it: `38.5`, also where written `38,5`.
    fn half(&self, at: usize) -> Option<String> {
        let number = self.number(at)?;
        let half = number.decimals == 1 && number.digits % 10 == 5 && !number.grouped;
        (half && (15..=505).contains(&number.digits)).then(|| self.word(at).replace(',', "."))
    }

    /// `40.5-44`, `36-38.5`: the half size named and the whole sizes between.
    fn half_range(&self, low: usize, high: usize) -> Option<Vec<String>> {
        let tenths = |at: usize| match self.number(at)? {
            number if self.half(at).is_some() => Some(number.digits),
            _ => self.plain(at).map(|whole| whole * 10),
        };
        let (from, to) = (tenths(low)?, tenths(high)?);
        if from >= to || to - from > 10 * MOST {
            return None;
        }
        let whole = (from.div_ceil(10)..=to / 10).map(|size| size.to_string());
        Some(
            self.half(low)
                .into_iter()
                .chain(whole)
                .chain(self.half(high))
                .collect(),
        )
    }

    fn word(&self, at: usize) -> &str {
        self.marks.reading.folded_at(at)
    }

    fn symbol(&self, at: usize, symbol: char) -> bool {
        self.token(at).is_some_and(|token| token.is_symbol(symbol))
    }

    fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_glued)
    }

    fn is_claimed(&self, at: usize) -> bool {
        self.sizes.claimed.get(at).copied().unwrap_or(false)
    }

    fn claim(&mut self, start: usize, end: usize) {
        if let Some(claimed) = self.sizes.claimed.get_mut(start..end.max(start)) {
            claimed.fill(true);
        }
    }

    fn add(
        &mut self,
        text: String,
        start: usize,
        end: usize,
        confidence: u8,
        reason: &'static str,
    ) {
        self.claim(start, end);
        let Some(span) = self.marks.reading.span(start, end) else {
            return;
        };
        if self.sizes.found.len() >= 64 || self.sizes.found.iter().any(|size| size.text == text) {
            return;
        }
        self.sizes.found.push(Size {
            text,
            span,
            confidence,
            reason,
        });
    }

    /// Figures that specify something and are neither size nor money: RAM, watts, mAh, cc, times.
    fn specifications(&mut self) {
        for at in 0..self.marks.len() {
            if self.number(at).is_none() {
                continue;
            }
            let unit = self.word(at + 1);
            let specified = one_of(
                unit,
                "mah mahs w watt watts kw kva kwh cc hp rpm mp mpx hz mhz ghz fps v volt \
                volts ah amps seater seaters burner burners hrs hours yrs years spf dpi \
                psi btu gsm pcs pc pieces masaa mins minutes lumens ply km kms mileage \
                channel channels carat ct",
            );
            let touches = self.glued(at + 1)
                || self
                    .token(at + 1)
                    .is_some_and(|t| t.gap == crate::normal::Gap::Space);
            if specified && touches {
                self.claim(at, at + 2);
            }
        }
    }

    /// Whether the numbers at two tokens are the ends of a range; gives the token of the second.
    fn range_end(&self, at: usize) -> Option<usize> {
        let joined = self.symbol(at + 1, '-')
            || self.symbol(at + 1, '~')
            || one_of(
                self.word(at + 1),
                "to hadi mpaka a until till okutuuka kugeza sampai upto through n",
            );
        let behind = if self.word(at + 1) == "up" && self.word(at + 2) == "to" {
            at + 3
        } else if joined {
            at + 2
        } else {
            return None;
        };
        self.number(behind).map(|_| behind)
    }

    /// Whether the token joins two members of a list.
    fn joins(&self, at: usize) -> bool {
        self.symbol(at, ',')
            || self.symbol(at, '/')
            || self.symbol(at, '&')
            || self.symbol(at, '|')
            || self.symbol(at, '"')
            || self.symbol(at, '.')
            || self.symbol(at, ';')
            || one_of(self.word(at), "and na et n or ne dan ndetse no ou kandi")
    }
}
