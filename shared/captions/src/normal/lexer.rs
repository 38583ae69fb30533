//! Plain characters to tokens.

use domain::Span;

use super::characters::is_pictograph;
use super::number::{self, InList};
use super::{Gap, Reading, Token, TokenKind, fold_into};
use crate::{market, phone};

/// Letters before figures that are a word of their own: `UGX350000`, `size40`, `Tel0774`.
/// Single letters are currencies only in their own market.
const PREFIXES: &[&str] = &[
    "ugx", "ush", "ushs", "shs", "sh", "ksh", "kshs", "kes", "tsh", "tshs", "tzs", "frw", "rwf",
    "ngn", "ghs", "ghc", "gh", "zar", "usd", "us", "gbp", "eur", "rp", "idr", "zmw", "naira",
    "price", "bei", "size", "sizes", "at", "only", "now", "was", "from", "tel", "call", "whatsapp",
    "rs", "shop", "cedis",
];

/// The most tokens that are read. TikTok allows 4,000 characters, about 1,000 tokens of real
/// text; text that is made of thousands of marks is cut here, so that it costs no time.
const MOST_TOKENS: usize = 1_600;

/// Reads the plain text of `reading` into its tokens.
pub(super) fn run(reading: &mut Reading<'_>) {
    Lexer {
        reading,
        at: 0,
        gap: Gap::Line,
        struck: 0,
    }
    .run();
}

struct Lexer<'r, 'a> {
    reading: &'r mut Reading<'a>,
    at: usize,
    gap: Gap,
    struck: usize,
}

impl Lexer<'_, '_> {
    fn run(mut self) {
        while let Some(c) = self.rest().chars().next()
            && self.reading.tokens.len() < MOST_TOKENS
        {
            match c {
                '\n' | '\r' => {
                    self.gap = Gap::Line;
                    self.at += 1;
                }
                _ if c.is_whitespace() => {
                    self.gap = self.gap.max(Gap::Space);
                    self.at += c.len_utf8();
                }
                '#' => self.tag(),
                '@' => self.mention(),
                '+' | '(' if self.phone() => {}
                '0'..='9' => self.figures(),
                _ if c.is_alphabetic() => self.word(c),
                _ if is_pictograph(c) => self.push(TokenKind::Emoji(c), c.len_utf8()),
                _ if c.is_numeric() => self.push(TokenKind::Emoji(c), c.len_utf8()),
                _ if c.is_control() => self.at += c.len_utf8(),
                _ => self.push(TokenKind::Symbol(c), c.len_utf8()),
            }
        }
    }

    fn rest(&self) -> &str {
        self.reading.plain.text.get(self.at..).unwrap_or_default()
    }

    fn length_while(&self, skip: usize, fits: impl Fn(char) -> bool) -> usize {
        let rest = self.rest().get(skip..).unwrap_or_default();
        rest.find(|c| !fits(c)).unwrap_or(rest.len())
    }

    /// A hashtag, or a lone `#`.
    fn tag(&mut self) {
        let length = self.length_while(1, |c| c.is_alphanumeric() || c == '_');
        // "#1", "#15,000": TikTok makes no tag of figures alone.
        let name = self.rest().get(1..=length).unwrap_or_default();
        // Nigerians write `#` for the naira: "#70k".
        let figures = match self.reading.market {
            domain::Market::Ng => name.trim_end_matches(['k', 'K', 'm', 'M']),
            _ => name,
        };
        if figures.bytes().all(|byte| byte.is_ascii_digit()) {
            self.push(TokenKind::Symbol('#'), 1);
            return;
        }
        self.push_named(TokenKind::Hashtag, 1, length + 1);
    }

    /// A mention of a handle, or a lone `@`, which sellers write for "at": `@45,000`, `@ Spintex`.
    fn mention(&mut self) {
        let length = self.length_while(1, |c| c.is_alphanumeric() || c == '_' || c == '.');
        let handle = self.rest().get(1..=length).unwrap_or_default();
        let begins_with_letter = handle.starts_with(|c: char| c.is_alphabetic());
        if begins_with_letter && self.gap != Gap::Glued {
            self.push_named(TokenKind::Mention, 1, length + 1);
        } else {
            self.push(TokenKind::Symbol('@'), 1);
        }
    }

    /// A phone number at this place; says whether there is one.
    fn phone(&mut self) -> bool {
        let glued_to_figure = self.gap == Gap::Glued
            && self.reading.tokens.last().is_some_and(|token| {
                matches!(
                    token.kind,
                    TokenKind::Number(_) | TokenKind::Symbol('.' | ',')
                )
            });
        if glued_to_figure {
            return false;
        }
        let market = self.reading.market;
        let scanned = phone::scan(self.rest(), market).or_else(|| {
            let cued = self.reading.tokens.last().is_some_and(|token| {
                matches!(token.kind, TokenKind::Emoji('📞' | '☎' | '📲' | '📱'))
                    || [
                        "call", "whatsapp", "tel", "contact", "wa", "piga", "app", "number",
                    ]
                    .contains(&self.reading.folded(token))
            });
            cued.then(|| phone::scan_without_trunk(self.rest(), market))
                .flatten()
        });
        let Some(scanned) = scanned else { return false };
        self.reading.phones.push(scanned.number);
        self.push(
            TokenKind::Phone(self.reading.phones.len() - 1),
            scanned.length,
        );
        true
    }

    fn figures(&mut self) {
        if self.phone() {
            return;
        }
        let in_list = match self.reading.tokens.as_slice() {
            [.., before, comma]
                if comma.is_symbol(',')
                    && comma.is_glued()
                    && self.gap == Gap::Glued
                    && before.number().is_some() =>
            {
                InList::Yes
            }
            _ => InList::No,
        };
        let (number, length) = number::read(self.rest(), in_list);
        self.push(TokenKind::Number(number), length);
    }

    fn word(&mut self, first: char) {
        if matches!(first, 'o' | 'O') && self.gap != Gap::Glued && self.phone() {
            return;
        }
        let letters = self.length_while(0, |c| c.is_alphabetic() || c == '\'' || is_joiner(c));
        let run = letters + self.length_while(letters, |c| c.is_alphanumeric() || c == '\'');
        if let Some(length) = self.link(run) {
            self.push_link(length);
            return;
        }
        let glued_to_number = self.gap == Gap::Glued
            && self
                .reading
                .tokens
                .last()
                .is_some_and(|token| token.number().is_some());
        let length = if run > letters && self.splits_before_digits(letters, run) {
            letters
        } else if glued_to_number {
            self.magnitude_letters(letters)
        } else {
            run
        };
        let text = self.rest().get(..length).unwrap_or_default();
        let trimmed = text.trim_end_matches('\'').len().max(first.len_utf8());
        self.push(TokenKind::Word, trimmed);
    }

    /// Whether the digits behind the letters of a word are a number of their own.
    fn splits_before_digits(&self, letters: usize, run: usize) -> bool {
        let word = self.rest().get(..letters).unwrap_or_default();
        let digits = self.length_while(letters, |c| c.is_ascii_digit());
        if digits == 0 || letters > 8 {
            return false;
        }
        let mut folded = String::with_capacity(8);
        word.chars().for_each(|c| fold_into(c, &mut folded));
        let single = market::letter_before_figures(self.reading.market);
        let glued = self.gap == Gap::Glued
            && self
                .reading
                .tokens
                .last()
                .is_some_and(|token| token.number().is_some());
        // 4x6: the dimension sign between figures.
        let dimension = glued && (folded == "x" || folded == "by");
        let ends_plainly = letters + digits == run
            || self
                .rest()
                .get(letters + digits..run)
                .is_some_and(|rest| ["k", "K", "m", "M", "rb", "jt", "gb", "GB"].contains(&rest));
        dimension
            || digits >= 7
            || PREFIXES.contains(&folded.as_str())
            || (ends_plainly && !single.is_empty() && folded == single)
    }

    /// `85konly` is 85, k, only: how many of the glued letters are the magnitude.
    fn magnitude_letters(&self, letters: usize) -> usize {
        let word = self.rest().get(..letters).unwrap_or_default();
        let rest = word.strip_prefix(['k', 'K', 'm', 'M']).unwrap_or_default();
        let follows = [
            "only",
            "each",
            "neg",
            "per",
            "last",
            "fixed",
            "cash",
            "now",
            "negotiable",
        ];
        if follows
            .iter()
            .any(|follow| rest.eq_ignore_ascii_case(follow))
        {
            1
        } else {
            letters
        }
    }

    /// The length of a web address that begins here; `run` is the length of its first word.
    fn link(&self, run: usize) -> Option<usize> {
        let rest = self.rest();
        let word = rest.get(..run)?;
        let next = rest.get(run..)?;
        let scheme = next.starts_with("://") && word.get(..4)?.eq_ignore_ascii_case("http");
        let host = next.strip_prefix('.').is_some_and(|behind| {
            let name = behind
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or("");
            let after = behind.get(name.len()..).unwrap_or_default();
            let domains = [
                "com", "me", "ly", "net", "org", "shop", "link", "store", "africa", "bio", "ee",
            ];
            let known = domains
                .iter()
                .any(|domain| name.eq_ignore_ascii_case(domain));
            known && !after.starts_with(|c: char| c.is_alphabetic())
                || (word.eq_ignore_ascii_case("www") && !name.is_empty())
                || (after.starts_with(".com") || after.starts_with(".co."))
        });
        (scheme || host).then(|| rest.find(char::is_whitespace).unwrap_or(rest.len()))
    }

    fn push_link(&mut self, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default();
        let number = chat_number(text);
        match number {
            Some(number) => {
                self.reading.phones.push(number);
                self.push(TokenKind::Phone(self.reading.phones.len() - 1), length);
            }
            None => self.push(TokenKind::Link, length),
        }
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        self.push_named(kind, 0, length);
    }

    /// Pushes a token of `length` bytes whose name begins `skip` bytes in.
    fn push_named(&mut self, kind: TokenKind, skip: usize, length: usize) {
        let (start, end) = (self.at, self.at + length);
        let folded_start = self.reading.folded.len();
        let name = self
            .reading
            .plain
            .text
            .get(start + skip..end)
            .unwrap_or_default();
        for c in name.chars() {
            fold_into(c, &mut self.reading.folded);
        }
        let struck = self.is_struck(start, end);
        let span: Span = self.reading.origin_of(start, end);
        self.reading.tokens.push(Token {
            kind,
            gap: self.gap,
            struck,
            span,
            text: (small(start + skip), small(end)),
            folded: (small(folded_start), small(self.reading.folded.len())),
        });
        self.gap = Gap::Glued;
        self.at = end;
    }

    /// Whether any character of `text[start..end]` is struck out. Called in rising order.
    fn is_struck(&mut self, start: usize, end: usize) -> bool {
        let mut found = false;
        while let Some(&at) = self.reading.plain.struck.get(self.struck) {
            if at as usize >= end {
                break;
            }
            found |= at as usize >= start;
            self.struck += 1;
        }
        found
    }
}

fn is_joiner(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The number in a WhatsApp link: `wa.me/2567…`, `api.whatsapp.com/send?phone=2567…`.
fn chat_number(link: &str) -> Option<domain::PhoneNumber> {
    let behind = link
        .split_once("wa.me/")
        .or_else(|| link.split_once("phone="))
        .map(|(_, behind)| behind.trim_start_matches(['+', '0']))?;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    phone::abroad(&digits)
}
