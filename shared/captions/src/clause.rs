//! What each clause of a caption is.

use crate::lexicon::{Class, Marks, one_of};
use crate::normal::TokenKind;

/// Emojis to laugh, cry or shake one's head with.
const FEELINGS: &str = "😂🤣😭💀😤🥲🤡🙄😏😅😴🤦😳💔🤯";

/// Classes of words that stand in names beside what names the thing and its maker.
const PARTS_OF_NAMES: [Class; 4] = [Class::Modifier, Class::Color, Class::Variant, Class::Stop];

/// What a clause is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) question: bool,
    /// Whether it speaks of persons, as stories do.
    pub(crate) talk: bool,
    /// Whether its emoji laughs, cries or despairs.
    pub(crate) feels: bool,
    /// How many words it has.
    pub(crate) words: usize,
    /// Whether it names a thing.
    names_thing: bool,
    /// Whether a word of it is no part of a name.
    tells: bool,
}

impl Clause {
    /// "Fleece duvets.": a name and nothing else.
    pub(crate) fn is_name(self) -> bool {
        self.names_thing && !self.tells
    }
}

/// The clauses of a caption, by their numbers.
pub(crate) struct Clauses(Vec<Clause>);

impl Clauses {
    pub(crate) fn new(marks: &Marks<'_, '_>) -> Self {
        let mut clauses: Vec<Clause> = Vec::new();
        for (at, token) in marks.reading.tokens().iter().enumerate() {
            let number = usize::from(marks.clause(at));
            clauses.resize(clauses.len().max(number + 1), Clause::default());
            let Some(clause) = clauses.get_mut(number) else {
                continue;
            };
            match token.kind {
                TokenKind::Symbol('?') => clause.question = true,
                TokenKind::Emoji(emoji) => clause.feels |= FEELINGS.contains(emoji),
                TokenKind::Word => {
                    clause.talk |= is_person(marks.reading.folded(token));
                    clause.words += 1;
                    clause.names_thing |= marks.names_thing(at);
                    clause.tells |= !marks.names_thing(at)
                        && !marks.names_maker(at)
                        && !PARTS_OF_NAMES.iter().any(|class| marks.has(at, *class));
                }
                _ => {}
            }
        }
        Self(clauses)
    }

    /// How many clauses are a name and nothing else.
    pub(crate) fn names(&self) -> usize {
        self.0.iter().filter(|clause| clause.is_name()).count()
    }

    /// The clause of a number.
    pub(crate) fn get(&self, number: u16) -> Clause {
        self.0.get(usize::from(number)).copied().unwrap_or_default()
    }
}

/// Words for who speaks, is spoken to or spoken of.
fn is_person(word: &str) -> bool {
    one_of(
        word,
        "i me my mine you u your ur yours he him his she her they them their we us our nobody \
        everyone someone somebody people una dem nze gwe ffe mmwe mimi wewe sisi nyinyi watu je tu \
        moi toi vous nous aku kamu kita",
    )
}
