//! What the model sees of each token.
//!
//! A feature is an atom ("is a noun") at an offset ("of the token before"). Atoms have numbers
//! while captions are read and names in the model's file, so that a change of the numbering
//! does not make a file unreadable.

use crate::clause::Clauses;
use crate::lexicon::{Class, Marks, one_of};
use crate::normal::{Gap, Token, TokenKind};

/// The number of an atom.
pub(crate) type Atom = u16;

/// Tokens around a token that count: two on each side.
pub(crate) const OFFSETS: [isize; 5] = [-2, -1, 0, 1, 2];

const KINDS: [&str; 8] = [
    "word", "number", "phone", "hashtag", "mention", "link", "symbol", "emoji",
];
const SHAPES: [&str; 5] = ["digits", "capitals", "capital", "digits-inside", "small"];
const SYMBOLS: [char; 17] = [
    ',', '.', '\'', '"', '&', '+', '-', '/', '(', ')', ':', '@', '!', '?', '%', '=', '|',
];
/// What else can be said of a token itself.
const FLAGS: [&str; 3] = ["unknown", "taken", "place"];
/// What is said of a token only as the one in question.
const RELATIONS: [&str; 22] = [
    "glued",
    "spaced",
    "new-line",
    "begins-clause",
    "thing-before",
    "noun-before",
    "in-hashtag",
    "next-is-glued",
    "other-clause-2-before",
    "other-clause-before",
    "other-clause-behind",
    "other-clause-2-behind",
    "first",
    "last",
    "last-but-one",
    "behind-gift",
    "in-question",
    "in-talk",
    "thing-behind",
    "priceless",
    "in-name-clause",
    "name-clause-elsewhere",
];
/// Clauses and stretches of four tokens from the start, the last of them and all behind it; clauses
/// from three before the price to three behind it.
const STEPS: u16 = 7;
/// How far off the price is, in tokens: up to each of these, or further, before it and behind it.
const REACHES: [usize; 4] = [2, 5, 10, 20];
/// How many words a clause has: up to each of these, or more.
const LENGTHS: [usize; 5] = [1, 2, 3, 5, 9];
const DISTANCES: u16 = 2 * (REACHES.len() as u16 + 1);

const SHAPE: Atom = KINDS.len() as Atom;
const SYMBOL: Atom = SHAPE + SHAPES.len() as Atom;
const FLAG: Atom = SYMBOL + SYMBOLS.len() as Atom;
const CLASS: Atom = FLAG + FLAGS.len() as Atom;
const BEGINS: Atom = CLASS + Class::ALL.len() as Atom;
const RELATION: Atom = BEGINS + Class::ALL.len() as Atom;
const CLAUSE: Atom = RELATION + RELATIONS.len() as Atom;
const POSITION: Atom = CLAUSE + STEPS;
const PRICE_CLAUSE: Atom = POSITION + STEPS;
const PRICE: Atom = PRICE_CLAUSE + STEPS;
const LENGTH: Atom = PRICE + DISTANCES;
/// The number of atoms that are no words. Words of the model follow.
pub(crate) const FIXED: Atom = LENGTH + LENGTHS.len() as Atom + 1;

/// The name of each atom that is no word, by its number.
pub(crate) fn names() -> impl Iterator<Item = String> {
    let plain = |name: &&str| (*name).to_owned();
    KINDS
        .iter()
        .map(plain)
        .chain(SHAPES.iter().map(plain))
        .chain(SYMBOLS.iter().map(|symbol| format!("symbol:{symbol}")))
        .chain(FLAGS.iter().map(plain))
        .chain(Class::ALL.iter().map(|(name, _)| format!("class:{name}")))
        .chain(Class::ALL.iter().map(|(name, _)| format!("begins:{name}")))
        .chain(RELATIONS.iter().map(plain))
        .chain((0..STEPS).map(|step| format!("clause:{step}")))
        .chain((0..STEPS).map(|step| format!("stretch:{step}")))
        .chain((0..STEPS).map(|step| format!("clause-of-price:{step}")))
        .chain((0..DISTANCES).map(|step| format!("price:{step}")))
        .chain((0..=LENGTHS.len()).map(|step| format!("words-of-clause:{step}")))
}

/// What is known of a caption before its names are.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    /// The tokens that belong to prices and sizes.
    pub(crate) taken: &'k [bool],
    /// The tokens that the rules take for the place.
    pub(crate) place: Option<(usize, usize)>,
    /// The token at which the price begins.
    pub(crate) price: Option<usize>,
}

/// The atoms of a caption's tokens. The hub's own hashtag is passed over: it says nothing of the
/// thing, wherever it stands.
pub(crate) struct Features {
    /// The tokens looked at.
    pub(crate) tokens: Vec<usize>,
    /// What holds for a token wherever it is looked at from.
    around: Lists,
    /// What holds for it as the one in question.
    own: Lists,
    clauses: Clauses,
    /// How many clauses are a name and nothing else.
    name_clauses: usize,
    /// The token at which the price begins.
    price: Option<usize>,
    /// The last token that names a thing.
    last_thing: Option<usize>,
}

/// Lists of atoms, one after the other.
#[derive(Default)]
struct Lists {
    atoms: Vec<Atom>,
    ends: Vec<usize>,
}

impl Lists {
    fn close(&mut self) {
        self.ends.push(self.atoms.len());
    }

    fn get(&self, index: usize) -> &[Atom] {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before),
            None => Some(&0),
        };
        start
            .zip(self.ends.get(index))
            .and_then(|(start, end)| self.atoms.get(*start..*end))
            .unwrap_or_default()
    }
}

impl Features {
    /// The features of a caption; `word` numbers the words that the model knows.
    pub(crate) fn new(
        marks: &Marks<'_, '_>,
        known: Known<'_>,
        word: impl Fn(&str) -> Option<Atom>,
    ) -> Self {
        let track = |token: &Token| {
            token.kind == TokenKind::Hashtag && marks.reading.folded(token) == "track"
        };
        let tokens: Vec<usize> = (0..marks.len())
            .filter(|at| marks.reading.token(*at).is_some_and(|token| !track(token)))
            .collect();
        let clauses = Clauses::new(marks);
        let mut features = Self {
            around: Lists::default(),
            own: Lists::default(),
            tokens: Vec::new(),
            name_clauses: clauses.names(),
            clauses,
            price: known.price,
            last_thing: (0..marks.len()).rfind(|at| marks.names_thing(*at)),
        };
        features.around.atoms.reserve(tokens.len() * 6);
        features.own.atoms.reserve(tokens.len() * 8);
        let tags = Tags::new(marks);
        let mut seen = Seen::default();
        for (index, at) in tokens.iter().enumerate() {
            let at = *at;
            let Some(token) = marks.reading.token(at) else {
                continue;
            };
            let is_taken = known.taken.get(at).copied().unwrap_or(false);
            let is_place = known
                .place
                .is_some_and(|(start, end)| start <= at && at < end);
            features.around(marks, at, token, is_taken, is_place, &word);
            features.own(marks, &tokens, index, token, &seen, &tags);
            seen.see(marks, at);
            features.around.close();
            features.own.close();
        }
        features.tokens = tokens;
        features
    }

    /// Every feature of the token at an index of `tokens`: the offset's index in [`OFFSETS`] and the
    /// atom there.
    pub(crate) fn of(&self, index: usize) -> impl Iterator<Item = (usize, Atom)> {
        let around = OFFSETS
            .iter()
            .enumerate()
            .flat_map(move |(number, offset)| {
                let atoms = index
                    .checked_add_signed(*offset)
                    .map_or(&[][..], |other| self.around.get(other));
                atoms.iter().map(move |atom| (number, *atom))
            });
        let own = self.own.get(index).iter().map(|atom| (2, *atom));
        around.chain(own)
    }

    fn around(
        &mut self,
        marks: &Marks<'_, '_>,
        at: usize,
        token: &Token,
        is_taken: bool,
        is_place: bool,
        word: impl Fn(&str) -> Option<Atom>,
    ) {
        let atoms = &mut self.around.atoms;
        let text = marks.reading.text(token);
        atoms.push(kind(token.kind));
        atoms.push(SHAPE + shape(text));
        if let TokenKind::Symbol(symbol) = token.kind {
            atoms.extend(position(&SYMBOLS, &symbol).map(|index| SYMBOL + index));
        }
        let classes = marks.at(at);
        for flag in [token.is_word() && classes.is_empty(), is_taken, is_place]
            .iter()
            .zip(FLAG..)
        {
            if *flag.0 {
                atoms.push(flag.1);
            }
        }
        atoms.extend(classes.numbers().map(|number| CLASS + Atom::from(number)));
        atoms.extend(word(marks.reading.folded(token)));
    }

    fn own(
        &mut self,
        marks: &Marks<'_, '_>,
        tokens: &[usize],
        index: usize,
        token: &Token,
        seen: &Seen,
        tags: &Tags,
    ) {
        let atoms = &mut self.own.atoms;
        let at = |offset: isize| {
            let index = index.checked_add_signed(offset)?;
            tokens.get(index).copied()
        };
        let Some(this) = at(0) else { return };
        let begun = marks.beginning(this);
        atoms.extend(begun.numbers().map(|number| BEGINS + Atom::from(number)));
        let clause = marks.clause(this);
        let elsewhere = |offset| at(offset).is_some_and(|other| marks.clause(other) != clause);
        let next_is_glued = at(1)
            .and_then(|next| marks.reading.token(next))
            .is_some_and(Token::is_glued);
        let kind = self.clauses.get(clause);
        let relations = [
            token.gap == Gap::Glued,
            token.gap == Gap::Space,
            token.gap == Gap::Line,
            at(-1).is_none() || elsewhere(-1),
            seen.thing,
            seen.noun,
            token.is_word() && tags.hold(marks.reading.folded(token)),
            next_is_glued,
            elsewhere(-2),
            elsewhere(-1),
            elsewhere(1),
            elsewhere(2),
            at(-1).is_none(),
            at(1).is_none(),
            at(1).is_some() && at(2).is_none(),
            (-3..0).any(|offset| {
                at(offset).is_some_and(|before| {
                    marks.clause(before) == clause && is_gift(marks.reading.folded_at(before))
                })
            }),
            kind.question,
            kind.talk,
            self.last_thing.is_some_and(|last| last > this),
            self.price.is_none(),
            kind.is_name(),
            self.name_clauses > usize::from(kind.is_name()),
        ];
        let holding = relations
            .iter()
            .zip(RELATION..)
            .filter(|(holds, _)| **holds);
        atoms.extend(holding.map(|(_, atom)| atom));
        let length = LENGTHS.partition_point(|length| *length < kind.words);
        atoms.extend(Atom::try_from(length).map(|length| LENGTH + length));
        atoms.push(CLAUSE + clause.min(STEPS - 1));
        let stretch = u16::try_from(index / 4).unwrap_or(STEPS);
        atoms.push(POSITION + stretch.min(STEPS - 1));
        if let Some(price) = self.price {
            let behind = i32::from(clause) - i32::from(marks.clause(price));
            let middle = i32::from(STEPS / 2);
            let step = (behind + middle).clamp(0, i32::from(STEPS) - 1);
            atoms.extend(u16::try_from(step).map(|step| PRICE_CLAUSE + step));
            atoms.push(PRICE + distance(this, price));
        }
    }
}

/// Words behind which a thing comes free or beside what is sold.
fn is_gift(word: &str) -> bool {
    one_of(
        word,
        "free with plus includes including comes gift bonus bure gratis offert extra",
    )
}

/// Which of the distances one token has from another.
fn distance(from: usize, to: usize) -> u16 {
    let far = REACHES.partition_point(|reach| *reach < from.abs_diff(to));
    let far = u16::try_from(far).unwrap_or_default();
    if from < to { far } else { far + DISTANCES / 2 }
}

fn kind(kind: TokenKind) -> Atom {
    match kind {
        TokenKind::Word => 0,
        TokenKind::Number(_) => 1,
        TokenKind::Phone(_) => 2,
        TokenKind::Hashtag => 3,
        TokenKind::Mention => 4,
        TokenKind::Link => 5,
        TokenKind::Symbol(_) => 6,
        TokenKind::Emoji(_) => 7,
    }
}

fn shape(text: &str) -> Atom {
    let digit = |byte: u8| byte.is_ascii_digit();
    let mut letters = text.chars();
    if !text.is_empty() && text.bytes().all(digit) {
        0
    } else if letters.next().is_some_and(char::is_uppercase) {
        if letters.any(char::is_lowercase) {
            2
        } else {
            1
        }
    } else if text.bytes().any(digit) {
        3
    } else {
        4
    }
}

fn position<T: PartialEq>(items: &[T], item: &T) -> Option<Atom> {
    let index = items.iter().position(|other| other == item)?;
    Atom::try_from(index).ok()
}

/// What stood before a token.
#[derive(Default)]
struct Seen {
    thing: bool,
    noun: bool,
}

impl Seen {
    fn see(&mut self, marks: &Marks<'_, '_>, at: usize) {
        self.noun |= marks.has(at, Class::Noun);
        self.thing |= marks.names_thing(at) || marks.has(at, Class::Brand);
    }
}

/// The hashtags of a caption: a word that is said again in one is likely what is sold.
struct Tags(String);

impl Tags {
    /// Bytes of hashtags looked into: a limit, so that reading stays linear.
    const MOST: usize = 256;

    fn new(marks: &Marks<'_, '_>) -> Self {
        let mut text = String::new();
        for tag in marks.reading.hashtags().filter(|tag| *tag != "track") {
            if text.len() + tag.len() > Self::MOST {
                break;
            }
            text.push_str(tag);
            text.push(' ');
        }
        Self(text)
    }

    fn hold(&self, word: &str) -> bool {
        word.len() > 3 && self.0.contains(word)
    }
}
