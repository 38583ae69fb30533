//! A bare "House" or "Plots" says too little for a title: its bedrooms or its place are added.

use super::title_case;
use crate::lexicon::{Class, Marks, one_of};

/// The title with what tells this property from others; `None` where `title` is no bare property.
pub(super) fn complete(
    marks: &Marks<'_, '_>,
    title: &str,
    place: Option<(usize, usize)>,
) -> Option<String> {
    let bare = title.to_lowercase();
    let home = one_of(
        &bare,
        "house apartment flat home bungalow mansion townhouse",
    );
    let land = one_of(&bare, "plot plots land farm farmland");
    if home && let Some(bedrooms) = bedrooms(marks) {
        return Some(format!("{bedrooms} Bedroom {title}"));
    }
    let (start, end) = place.filter(|_| home || land)?;
    Some(format!(
        "{title} in {}",
        title_case(marks.reading.text_between(start, end))
    ))
}

/// The number of bedrooms, where the caption names only one.
fn bedrooms(marks: &Marks<'_, '_>) -> Option<u64> {
    let mut counts = marks
        .hits(Class::Measure)
        .filter(|hit| hit.value == "bedroom" && marks.reading.folded_at(hit.start).starts_with('b'))
        .filter_map(|hit| {
            let number = marks.reading.token(hit.start.checked_sub(1)?)?.number()?;
            number.whole().filter(|count| (1..=20).contains(count))
        });
    let count = counts.next()?;
    counts.all(|other| other == count).then_some(count)
}
