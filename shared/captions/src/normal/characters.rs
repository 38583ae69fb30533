//! One character of a caption to the plain characters it stands for.
//!
//! Sellers write in styled letters, keycaps, full-width digits and with invisible characters
//! between. Here each becomes plain text or falls away. What is a word or a number is decided
//! later, by the lexer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// What one character of a caption becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// Nothing: invisible, or decoration of the character before.
    Nothing,
    /// A combining line through the character before: the text is struck out.
    Strike,
    /// A mark that may compose with the character before, such as an acute accent.
    Mark(char),
    /// Exactly one character.
    One(char),
    /// Several characters: take them from [`compatibility`].
    Several,
}

/// What `c` becomes.
pub(super) fn plain(c: char) -> Plain {
    if c.is_ascii() {
        return Plain::One(c);
    }
    match c {
        // Zero width and direction marks, soft hyphen, variation selectors, tags.
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E01EF}' => Plain::Nothing,
        // The keycap that encloses a digit, and skin tones.
        '\u{20E3}' | '\u{20DD}'..='\u{20E2}' | '\u{1F3FB}'..='\u{1F3FF}' => Plain::Nothing,
        '™' | '®' | '©' | '℠' => Plain::Nothing,
        '\u{0335}'..='\u{0338}' => Plain::Strike,
        '‘' | '’' | 'ʼ' | '′' | '´' | '‛' | '`' => Plain::One('\''),
        '“' | '”' | '„' | '″' | '‟' | '«' | '»' => Plain::One('"'),
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' => Plain::One('-'),
        '×' | '✕' | '✖' => Plain::One('x'),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => Plain::One('\n'),
        '⁄' | '∕' => Plain::One('/'),
        // Letters in circles and squares that compatibility mappings leave out.
        '\u{1F150}'..='\u{1F169}' => letter(c, 0x1F150),
        '\u{1F170}'..='\u{1F189}' => letter(c, 0x1F170),
        // Small capitals are not compatibility characters either.
        'ᴀ' => Plain::One('A'),
        'ʙ' => Plain::One('B'),
        'ᴄ' => Plain::One('C'),
        'ᴅ' => Plain::One('D'),
        'ᴇ' => Plain::One('E'),
        'ꜰ' => Plain::One('F'),
        'ɢ' => Plain::One('G'),
        'ʜ' => Plain::One('H'),
        'ɪ' => Plain::One('I'),
        'ᴊ' => Plain::One('J'),
        'ᴋ' => Plain::One('K'),
        'ʟ' => Plain::One('L'),
        'ᴍ' => Plain::One('M'),
        'ɴ' => Plain::One('N'),
        'ᴏ' => Plain::One('O'),
        'ᴘ' => Plain::One('P'),
        'ʀ' => Plain::One('R'),
        'ꜱ' => Plain::One('S'),
        'ᴛ' => Plain::One('T'),
        'ᴜ' => Plain::One('U'),
        'ᴠ' => Plain::One('V'),
        'ᴡ' => Plain::One('W'),
        'ʏ' => Plain::One('Y'),
        'ᴢ' => Plain::One('Z'),
        _ if is_combining_mark(c) => Plain::Mark(c),
        _ if c.is_whitespace() => Plain::One(' '),
        _ if is_pictograph(c) && c != '\u{1F51F}' => Plain::One(c),
        // Latin letters with accents and currency signs stand for themselves.
        '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{20A0}'..='\u{20BF}' => {
            Plain::One(c)
        }
        _ => {
            let mut mapped = compatibility(c);
            match (mapped.next(), mapped.next()) {
                (Some(one), None) => Plain::One(one),
                _ => Plain::Several,
            }
        }
    }
}

fn letter(c: char, first: u32) -> Plain {
    char::from_u32(u32::from(c) - first + u32::from('A')).map_or(Plain::Nothing, Plain::One)
}

/// The compatibility decomposition, composed again: `ﬁ` is `fi`, `㎏` is `kg`, 🔟 is `10`.
pub(super) fn compatibility(c: char) -> impl Iterator<Item = char> {
    let ten = (c == '\u{1F51F}')
        .then_some(['1', '0'])
        .into_iter()
        .flatten();
    let other = (c != '\u{1F51F}').then_some(c).into_iter().nfkc();
    ten.chain(other)
        .map(|c| if c == '\u{2044}' { '/' } else { c })
}

/// Emoji, arrows, box drawing, dingbats: pictures and ornaments, not text.
pub(super) fn is_pictograph(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{27BF}' | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{203B}' | '\u{2022}'
        | '\u{1F000}'..='\u{1F0FF}' | '\u{1F18E}'..='\u{1F1FF}' | '\u{1F200}'..='\u{1FAFF}'
    ) && c != '\u{2212}'
}

/// Adds the lower-case letters of `c` without accents to `folded`; apostrophes fall away.
pub(super) fn fold_into(c: char, folded: &mut String) {
    if c.is_ascii() {
        if c != '\'' {
            folded.push(c.to_ascii_lowercase());
        }
        return;
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        if base.is_none() {
            base = Some(part);
        }
    });
    match base.unwrap_or(c) {
        'ß' => folded.push_str("ss"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'ø' | 'Ø' => folded.push('o'),
        'ɛ' | 'Ɛ' => folded.push('e'),
        'ɔ' | 'Ɔ' => folded.push('o'),
        'ŋ' | 'Ŋ' => folded.push('n'),
        other => folded.extend(other.to_lowercase()),
    }
}
