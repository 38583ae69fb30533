//! Whether a seller brings or sends what is sold.

use domain::{Delivery, Finding, Market};

use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Hit, Marks, one_of};

/// Whether the seller delivers.
pub(crate) fn find(marks: &Marks<'_, '_>) -> Option<Finding<Delivery>> {
    let refused = marks.hits(Class::DeliveryNo).next();
    if let Some(hit) = refused {
        return Some(finding(
            Delivery::Refused,
            92,
            spans_of(marks, hit),
            "refuses-delivery",
        ));
    }
    let offered = marks
        .hits(Class::DeliveryYes)
        .find(|hit| is_delivery(marks, hit));
    if let Some(hit) = offered {
        return Some(finding(
            Delivery::Offered,
            93,
            spans_of(marks, hit),
            "offers-delivery",
        ));
    }
    let verb = verb(marks)?;
    Some(finding(
        Delivery::Offered,
        90,
        marks.reading.span(verb, verb + 1).into_iter().collect(),
        "verb-of-bringing",
    ))
}

fn is_delivery(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let word = marks.reading.folded_at(hit.start);
    let single = hit.end - hit.start == 1;
    let behind = marks.reading.folded_at(hit.end);
    let next = marks.reading.folded_at(hit.end + 1);
    // Files, logos and results are delivered too, but not to a door.
    let digital = matches!(word, "delivered" | "delivery" | "deliver")
        && (matches!(behind, "in" | "within")
            && (next.contains("hrs")
                || next.contains("hour")
                || marks
                    .reading
                    .token(hit.end + 1)
                    .is_some_and(|t| t.number().is_some()))
            && marks.reading.words().any(|word| {
                one_of(
                    word,
                    "design logo website files formats pdf flyer editing edited album photos \
                video soft digital cv animation",
                )
            }));
    let service = single
        && ((matches!(word, "shipping" | "courier" | "cod" | "waybill")
            && one_of(behind, "service services company container line fish liver"))
            || (word == "delivery"
                && one_of(
                    behind,
                    "service services room note bike box bag man guy rider",
                )));
    // "Free transport to site every Saturday" takes buyers to a plot.
    let to_site = (hit.start..hit.end)
        .any(|at| one_of(marks.reading.folded_at(at), "transport usafiri"))
        && (hit.end..hit.end + 4)
            .any(|at| one_of(marks.reading.folded_at(at), "site office ofisini"));
    let story = word == "delivery" && matches!(behind, "guys" | "people");
    !digital && !service && !story && !to_site
}

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
fn verb(marks: &Marks<'_, '_>) -> Option<usize> {
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
