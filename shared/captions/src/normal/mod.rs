//! A caption in plain characters and typed tokens, with a way back to the original bytes.
//!
//! Every rule reads this and nothing else, so that a price in mathematical bold, in keycaps or in
//! full-width digits is found by the same rule as a plain one. Meaning (is this number money?) is
//! left to the rules.

mod characters;
mod lexer;
mod number;
mod token;

use domain::{Market, PhoneNumber, Span};

use self::characters::{Plain, compatibility, fold_into, plain};
pub use self::number::Number;
pub use self::token::{Gap, Token, TokenKind};

/// A caption, read.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    caption: &'a str,
    market: Market,
    plain: PlainText,
    folded: String,
    tokens: Vec<Token>,
    phones: Vec<PhoneNumber>,
}

/// Plain characters with the place each came from.
#[derive(Debug, Clone, Default)]
struct PlainText {
    text: String,
    /// For every byte of `text`: the caption's bytes its character came from.
    origins: Vec<Span>,
    /// Bytes of `text` that are struck out, in order, one per character.
    struck: Vec<u32>,
}

impl<'a> Reading<'a> {
    /// Reads a caption. Linear in its length. The market decides what a national phone number
    /// looks like and which single letters are currencies.
    pub fn new(caption: &'a str, market: Market) -> Self {
        let plain = PlainText::of(caption);
        let mut reading = Self {
            caption,
            market,
            folded: String::with_capacity(plain.text.len()),
            tokens: Vec::with_capacity(plain.text.len() / 4 + 4),
            phones: Vec::new(),
            plain,
        };
        lexer::run(&mut reading);
        reading
    }

    /// The caption as posted.
    pub fn caption(&self) -> &'a str {
        self.caption
    }

    /// The market it was posted in.
    pub fn market(&self) -> Market {
        self.market
    }

    /// The caption in plain characters: NFKC, styled letters plain, invisible ones gone.
    pub fn plain_text(&self) -> &str {
        &self.plain.text
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The token at `index`, if there is one.
    pub fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// The phone numbers, in order.
    pub fn phones(&self) -> &[PhoneNumber] {
        &self.phones
    }

    /// A token's plain text, case kept; a hashtag is without its `#`.
    pub fn text(&self, token: &Token) -> &str {
        let (start, end) = token.text;
        self.plain
            .text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// A token's text in lower case without accents and apostrophes: what lexicons are keyed by.
    pub fn folded(&self, token: &Token) -> &str {
        let (start, end) = token.folded;
        self.folded
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The number a token is, if it is one.
    pub fn number_at(&self, index: usize) -> Option<Number> {
        self.token(index).and_then(Token::number)
    }

    /// The folded text of the token at `index`; empty where there is none.
    pub fn folded_at(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| self.folded(token))
    }

    /// The folded words and numbers, in order; hashtags, links and ornaments are left out.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number(_)))
            .map(|token| self.folded(token))
    }

    /// The folded hashtags without `#`, in order.
    pub fn hashtags(&self) -> impl Iterator<Item = &str> {
        self.tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Hashtag)
            .map(|token| self.folded(token))
    }

    /// The caption's bytes from the token `first` up to the token before `end`.
    pub fn span(&self, first: usize, end: usize) -> Option<Span> {
        let first = self.tokens.get(first)?;
        let last = self.tokens.get(end.checked_sub(1)?)?;
        (first.span.start <= last.span.end).then_some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    }

    /// The plain text from the token `first` up to the token before `end`, white space as it was.
    pub fn text_between(&self, first: usize, end: usize) -> &str {
        let range = self
            .tokens
            .get(first)
            .zip(end.checked_sub(1).and_then(|i| self.tokens.get(i)));
        range
            .and_then(|(first, last)| {
                self.plain
                    .text
                    .get(first.text.0 as usize..last.text.1 as usize)
            })
            .unwrap_or_default()
    }

    /// Whether a currency sign or letter stands for money in this market: `R` is the rand in
    /// South Africa and nothing elsewhere.
    fn origin_of(&self, start: usize, end: usize) -> Span {
        let first = self.plain.origins.get(start).copied();
        let last = end
            .checked_sub(1)
            .and_then(|last| self.plain.origins.get(last))
            .copied();
        match (first, last) {
            (Some(first), Some(last)) => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span { start: 0, end: 0 },
        }
    }
}

impl PlainText {
    fn of(caption: &str) -> Self {
        let mut plain_text = Self {
            text: String::with_capacity(caption.len()),
            origins: Vec::with_capacity(caption.len()),
            struck: Vec::new(),
        };
        for (start, c) in caption.char_indices() {
            let origin = Span {
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(start + c.len_utf8()).unwrap_or(u32::MAX),
            };
            match plain(c) {
                Plain::Nothing => {}
                Plain::One(one) => plain_text.push(one, origin),
                Plain::Several => {
                    for one in compatibility(c) {
                        plain_text.push(one, origin);
                    }
                }
                Plain::Strike => plain_text.strike(),
                Plain::Mark(mark) => plain_text.compose(mark, origin),
            }
        }
        plain_text
    }

    fn push(&mut self, c: char, origin: Span) {
        self.text.push(c);
        self.origins.resize(self.text.len(), origin);
    }

    fn strike(&mut self) {
        let last = self.text.char_indices().next_back();
        if let Some((start, _)) = last {
            self.struck.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
    }

    /// Puts a combining mark on the last character where Unicode has the two as one.
    fn compose(&mut self, mark: char, origin: Span) {
        let Some((start, last)) = self.text.char_indices().next_back() else {
            return;
        };
        let Some(composed) = unicode_normalization::char::compose(last, mark) else {
            return;
        };
        let first = self
            .origins
            .get(start)
            .map_or(origin.start, |span| span.start);
        self.text.truncate(start);
        self.origins.truncate(start);
        self.push(
            composed,
            Span {
                start: first,
                end: origin.end,
            },
        );
    }
}

#[cfg(test)]
mod tests;
