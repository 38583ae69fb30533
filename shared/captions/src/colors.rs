//! Colours a buyer can choose, as canonical English names.

use domain::Finding;

use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Hit, Marks, one_of};

/// The most colour words that are read.
const MOST: usize = 48;

/// The colours of a caption, in its order.
pub(crate) fn find(marks: &Marks<'_, '_>, place: Option<(usize, usize)>) -> Vec<Finding<String>> {
    let hits: Vec<Hit> = marks.hits(Class::Color).take(MOST).copied().collect();
    let mut found: Vec<Finding<String>> = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        if found.len() >= 16 {
            break;
        }
        let Some(confidence) = sureness(marks, &hits, index, place) else {
            continue;
        };
        if found.iter().any(|color| color.value == hit.value) {
            continue;
        }
        found.push(finding(
            hit.value.to_owned(),
            confidence,
            spans_of(marks, hit),
            "color-word",
        ));
    }
    found
}

/// How sure it is that the word names a colour of the thing; `None` where it names something else.
fn sureness(
    marks: &Marks<'_, '_>,
    hits: &[Hit],
    index: usize,
    place: Option<(usize, usize)>,
) -> Option<u8> {
    let hit = hits.get(index)?;
    let reading = marks.reading;
    let token = reading.token(hit.start)?;
    if !token.is_word() {
        return None;
    }
    let covered = (hit.start..hit.end).any(|at| marks.has(at, Class::NotColor));
    let named = marks.hits(Class::Brand).any(|other| {
        other.end - other.start > 1 && other.start <= hit.start && other.end >= hit.end
    });
    let noun = marks.hits(Class::Noun).any(|other| {
        other.end - other.start > hit.end - hit.start
            && other.start <= hit.start
            && other.end >= hit.end
    });
    let in_place = place.is_some_and(|(start, end)| start <= hit.start && hit.start < end);
    if covered || named || noun || in_place || is_gone(marks, hit) {
        return None;
    }
    // "black & white" is a neighbour, "gold, silver & rose gold" a list.
    let near = |other: &Hit| {
        other.start != hit.start
            && other.start.abs_diff(hit.start) <= 5
            && !(other.start..other.end).any(|at| marks.has(at, Class::NotColor))
    };
    // Wine, coffee and chocolate are colours among colours only.
    let drink = matches!(
        reading.folded_at(hit.start),
        "wine" | "coffee" | "chocolate"
    ) && hit.end - hit.start == 1;
    let listed = reading
        .token(hit.start.wrapping_sub(1))
        .is_some_and(|token| {
            token.is_symbol(',') || token.is_symbol('/') || reading.folded(token) == "and"
        });
    let sure = |other: &Hit| {
        near(other)
            && other.start.abs_diff(hit.start) <= 3
            && !one_of(
                reading.folded_at(other.start),
                "wine coffee chocolate mint peach orange",
            )
    };
    if drink && !(listed && hits.iter().any(sure)) {
        return None;
    }
    let neighbour = hits.iter().any(near);
    let cued = (hit.start.saturating_sub(8)..(hit.end + 4).min(marks.len())).any(|at| {
        one_of(
            reading.folded_at(at),
            "colour color colours colors rangi warna couleur couleurs langi amabara \
                ibara amabala ebbala shade shades col colourway umubala kala kalas",
        ) && (marks.same_clause(at, hit.start) || at < hit.start)
    });
    if neighbour || cued {
        return Some(93);
    }
    let word = reading.folded_at(hit.start);
    let doubtful = one_of(
        word,
        "gold golden silver orange peach cream nude tan mustard mint sage plum \
                olive lavender emerald camel fedha emas nudes lilac violet rose or perak \
                argent marine krem coklat cokelat dhahabu pinki ivory ja champagne \
                marron",
    );
    let jewelry = reading.words().any(|word| {
        one_of(
            word.strip_suffix('s').unwrap_or(word),
            "ring necklace chain bracelet earring hoop jewelry jewellery pendant \
                bangle anklet pete mkufu bague collier",
        )
    });
    if doubtful {
        let metal = matches!(word, "gold" | "golden" | "silver") && jewelry;
        let beside_thing = marks.has(hit.end, Class::Clothes)
            || marks.has(hit.end, Class::Shoes)
            || marks.has(hit.start.wrapping_sub(1), Class::Brand)
            || marks.has(hit.end, Class::Device)
            || is_alone(marks, hit);
        return (!metal && beside_thing).then_some(75);
    }
    Some(85)
}

/// "Grey sold out", "sold out in grey": a colour that is not to be had.
fn is_gone(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let behind =
        marks.starting(hit.end, Class::SoldOut).is_some() && marks.same_clause(hit.start, hit.end);
    let before = hit.start.checked_sub(1).is_some_and(|at| {
        one_of(marks.reading.folded_at(at), "in en dalam")
            && marks.ending(at, Class::SoldOut).is_some()
            && marks.same_clause(at, hit.start)
    });
    behind || before
}

/// Whether the word fills the space between two separators: ", silver."
fn is_alone(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let open = hit.start.checked_sub(1).is_none_or(|before| {
        marks
            .reading
            .token(before)
            .is_some_and(|token| !token.is_word() && token.number().is_none())
    });
    let closed = marks
        .reading
        .token(hit.end)
        .is_none_or(|token| !token.is_word() && token.number().is_none());
    open && closed
}
