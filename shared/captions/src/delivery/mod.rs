//! Whether a seller brings or sends what is sold.

mod learned;
mod verbs;

use domain::{Delivery, Finding};

use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Hit, Marks, one_of};

pub(crate) use self::learned::features;

/// Whether the seller delivers.
pub(crate) fn find(marks: &Marks<'_, '_>) -> Option<Finding<Delivery>> {
    let refused = marks
        .hits(Class::DeliveryNo)
        .find(|hit| !is_cost(marks, hit.end));
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
        let (value, percent, reason) = if is_refused(marks, hit) {
            (Delivery::Refused, 85, "refuses-delivery")
        } else {
            (Delivery::Offered, 93, "offers-delivery")
        };
        return Some(finding(value, percent, spans_of(marks, hit), reason));
    }
    if let Some(verb) = verbs::first(marks) {
        let spans = marks.reading.span(verb, verb + 1).into_iter().collect();
        return Some(finding(Delivery::Offered, 90, spans, "verb-of-bringing"));
    }
    // Words that speak of another delivery would mislead the model, too.
    if marks.any(Class::DeliveryYes) {
        return None;
    }
    learned::find(marks)
}

/// The most tokens between "no" and what is refused: `we don't do any deliveries`.
const REFUSING: usize = 4;

/// "We don't do deliveries". What a delivery costs is refused another way: "no delivery fee".
fn is_refused(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let before = (hit.start.saturating_sub(REFUSING)..hit.start).rev();
    let near = before.take_while(|at| {
        let token = marks.reading.token(*at);
        marks.same_clause(*at, hit.start) && token.is_some_and(|token| !token.is_symbol(','))
    });
    let (mut negated, mut costs) = (false, is_cost(marks, hit.end));
    for at in near {
        negated |= marks.has(at, Class::Negation);
        costs |= is_cost(marks, at) || one_of(marks.reading.folded_at(at), "pay");
    }
    negated && !costs
}

/// "No delivery fee" refuses no delivery.
fn is_cost(marks: &Marks<'_, '_>, at: usize) -> bool {
    one_of(
        marks.reading.folded_at(at),
        "fee fees charge charges cost costs",
    )
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
