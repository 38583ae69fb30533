//! A caption's tokens as the taxonomy's words, one for one.

use std::ops::Range;

use captions::normal::{self, Reading, Token, TokenKind};
use domain::Span;
use taxonomy::{Gap, Word, WordKind};

/// The words of a caption; index for index its tokens.
pub(crate) fn words<'r>(reading: &'r Reading<'_>) -> Vec<Word<'r>> {
    let tokens = reading.tokens();
    let behind = tokens.iter().skip(1).map(Some).chain([None]);
    tokens
        .iter()
        .zip(behind)
        .map(|(token, next)| Word {
            text: reading.folded(token),
            kind: if next.is_some_and(|next| multiplies(reading, token, next)) {
                WordKind::Opaque
            } else {
                kind(token)
            },
            gap: gap(token.gap),
        })
        .collect()
}

/// `55k` is money; a 55 alone could be the inches of a television.
fn multiplies(reading: &Reading<'_>, token: &Token, next: &Token) -> bool {
    matches!(token.kind, TokenKind::Number(_)) && next.is_glued() && reading.folded(next) == "k"
}

fn kind(token: &Token) -> WordKind {
    match token.kind {
        TokenKind::Word => WordKind::Letters,
        TokenKind::Number(_) => WordKind::Number,
        TokenKind::Hashtag => WordKind::Hashtag,
        TokenKind::Symbol(_) => WordKind::Mark,
        TokenKind::Emoji(_) => WordKind::Emoji,
        TokenKind::Phone(_) | TokenKind::Mention | TokenKind::Link => WordKind::Opaque,
    }
}

fn gap(gap: normal::Gap) -> Gap {
    match gap {
        normal::Gap::Glued => Gap::Glued,
        normal::Gap::Space => Gap::Space,
        normal::Gap::Line => Gap::Line,
    }
}

/// The tokens that stand under one of the caption's spans.
pub(crate) fn under(reading: &Reading<'_>, span: Span) -> Range<usize> {
    let tokens = reading.tokens();
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    first..end.max(first)
}
