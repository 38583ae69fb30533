//! The tokens of a caption.

use domain::Span;

use super::Number;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits inside or behind: `shoes`, `A15`, `T480s`.
    Word,
    /// Figures. A letter glued behind them is a token of its own: `85k` is `85` and `k`.
    Number(Number),
    /// A phone number; the index of [`super::Reading::phones`].
    Phone(usize),
    /// `#` and a word; the text is without `#`.
    Hashtag,
    /// `@` and a handle.
    Mention,
    /// A web address.
    Link,
    /// A punctuation mark or a currency sign.
    Symbol(char),
    /// An emoji or an ornament.
    Emoji(char),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    Glued,
    /// White space.
    Space,
    /// A line break.
    Line,
}

/// One token of a caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    /// Whether a line is drawn through it (`1̶2̶0̶k̶`).
    pub struck: bool,
    /// Where it stands in the caption as posted.
    pub span: Span,
    pub(super) text: (u32, u32),
    pub(super) folded: (u32, u32),
}

impl Token {
    /// The number, where the token is one.
    pub fn number(&self) -> Option<Number> {
        match self.kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is this punctuation mark or currency sign.
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.kind == TokenKind::Symbol(symbol)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is glued to the token before.
    pub fn is_glued(&self) -> bool {
        self.gap == Gap::Glued
    }
}
