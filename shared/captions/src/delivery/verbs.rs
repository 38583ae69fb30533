//! Verbs that say by themselves that something is brought.

use domain::Market;

use crate::lexicon::Marks;

/// How verbs of bringing begin and what they hold, in languages that put who brings, when, what and
/// to whom into one word: tukutuusiza, tunakuletea, turayikuzanira. No list has them all.
struct Verbs {
    markets: &'static [Market],
    beginnings: &'static [&'static str],
    roots: &'static [&'static str],
}

const VERBS: [Verbs; 6] = [
    // Luganda: okutuusa, okuleeta, okuweereza, okutwalira, okusindika.
    Verbs {
        markets: &[Market::Ug],
        beginnings: &["tu", "aku", "eku", "oku", "nku", "twa", "anaku"],
        roots: &[
            "tuusa", "tuuse", "tuusi", "leeta", "reeta", "letera", "leetera", "weereza", "twalir",
            "sindik",
        ],
    },
    // Swahili: kuleta, kutuma, kupeleka, kusafirisha, kufikisha.
    Verbs {
        markets: &[Market::Ke, Market::Tz, Market::Ug],
        beginnings: &[
            "tuna", "tuta", "naku", "nina", "nita", "anaku", "ataku", "uta", "wana",
        ],
        roots: &[
            "leta", "letew", "tuma", "tumia", "pelek", "safirish", "fikish",
        ],
    },
    // Kinyarwanda: kuzana, kugeza, kohereza.
    Verbs {
        markets: &[Market::Rw],
        beginnings: &["tu", "tw"],
        roots: &["zana", "zani", "geza", "hereza"],
    },
    // Nyanja: kubweretsa, kutumiza, kupeleka.
    Verbs {
        markets: &[Market::Zm],
        beginnings: &["tima", "tiku", "tiza", "tidza", "nima", "nizi", "tinga"],
        roots: &["bwerets", "tumiz", "pelek"],
    },
    // Bemba: ukuleta, ukutwala, ukutuma.
    Verbs {
        markets: &[Market::Zm],
        beginnings: &["tula", "tuka", "tuku", "twala", "nkala", "nala"],
        roots: &["let", "twal", "tum"],
    },
    // Zulu and Xhosa: ukuletha, ukuthumela, ukuhambisa, ukuzisa.
    Verbs {
        markets: &[Market::Za],
        beginnings: &["siya", "sizo", "ngiya", "ngizo", "ndiya", "siku"],
        roots: &["leth", "thumel", "hambis", "zis"],
    },
];

/// The first token that is a verb of bringing.
pub(super) fn first(marks: &Marks<'_, '_>) -> Option<usize> {
    let market = marks.reading.market();
    let brings = |word: &str| {
        VERBS.iter().any(|verbs| {
            verbs.markets.contains(&market)
                && verbs.beginnings.iter().any(|begin| {
                    word.strip_prefix(begin)
                        .is_some_and(|rest| verbs.roots.iter().any(|root| rest.contains(root)))
                })
        })
    };
    (0..marks.len()).find(|at| {
        marks
            .reading
            .token(*at)
            .is_some_and(|token| token.is_word() && brings(marks.reading.folded(token)))
    })
}
