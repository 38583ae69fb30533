//! Condition, stock and bargaining: what a caption plainly states.

use domain::{Availability, Condition, Finding};

use crate::finding::{finding, spans_of};
use crate::lexicon::{Class, Hit, Marks, one_of};

/// New, used or refurbished.
pub(crate) fn condition(marks: &Marks<'_, '_>) -> Option<Finding<Condition>> {
    let denied = |hit: &Hit| {
        let before = hit.start.checked_sub(1);
        before
            .is_some_and(|before| one_of(marks.reading.folded_at(before), "not no non si sio siyo"))
    };
    let refurbished = marks.hits(Class::Refurbished).find(|hit| !denied(hit));
    if let Some(hit) = refurbished {
        return Some(finding(
            Condition::Refurbished,
            93,
            spans_of(marks, hit),
            "says-refurbished",
        ));
    }
    let used = marks.hits(Class::Used).find(|hit| is_used(marks, hit));
    let new = marks.hits(Class::New).find(|hit| is_new(marks, hit));
    match (used, new) {
        (Some(used), Some(new)) if new.start < used.start => Some(finding(
            Condition::New,
            60,
            spans_of(marks, new),
            "says-new-first",
        )),
        (Some(used), _) => Some(finding(
            Condition::Used,
            94,
            spans_of(marks, used),
            "says-used",
        )),
        (None, Some(new)) => Some(finding(
            Condition::New,
            93,
            spans_of(marks, new),
            "says-new",
        )),
        (None, None) => None,
    }
}

fn is_used(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    if marks.reading.folded_at(hit.start) != "used" || hit.end - hit.start > 1 {
        return true;
    }
    let before = hit
        .start
        .checked_sub(1)
        .map_or("", |at| marks.reading.folded_at(at));
    let behind = marks.reading.folded_at(hit.end);
    let passive = one_of(
        before,
        "be is are been was being can never not i we best widely get",
    );
    let purpose = one_of(behind, "to by in with as on for");
    !passive && !purpose
}

fn is_new(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let single = hit.end - hit.start == 1;
    let word = marks.reading.folded_at(hit.start);
    let before = hit
        .start
        .checked_sub(1)
        .map_or("", |at| marks.reading.folded_at(at));
    // "mzigo mpya" is a new delivery of goods, "challenge mpya" no thing at all.
    let delivery = single
        && one_of(word, "mpya baru empya kapya bishya nshya kipya")
        && one_of(
            before,
            "mzigo mizigo challenge stock koleksi model stoki mwaka warna toleo bei \
                tahun harga",
        );
    let food = word == "sealed" && matches!(before, "vacuum" | "well" | "heat");
    !delivery && !food
}

/// Sold out or, where said, to be had.
pub(crate) fn availability(marks: &Marks<'_, '_>) -> Option<Finding<Availability>> {
    let sold = marks
        .hits(Class::SoldOut)
        .find(|hit| is_sold_out(marks, hit));
    if let Some(hit) = sold {
        return Some(finding(
            Availability::SoldOut,
            93,
            spans_of(marks, hit),
            "says-sold-out",
        ));
    }
    let stocked = marks.hits(Class::InStock).next()?;
    Some(finding(
        Availability::InStock,
        92,
        spans_of(marks, stocked),
        "says-in-stock",
    ))
}

fn is_sold_out(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let word = marks.reading.folded_at(hit.start);
    let before = hit
        .start
        .checked_sub(1)
        .map_or("", |at| marks.reading.folded_at(at));
    let behind = marks.reading.folded_at(hit.end);
    // "vendu 650€" and "sold 45k" name a price.
    let priced = marks.has(hit.end, Class::Currency)
        || marks.has(hit.end + 1, Class::Currency)
        || marks.has(hit.end + 1, Class::Magnitude);
    if priced && marks.same_clause(hit.start, hit.end) {
        return false;
    }
    if hit.end - hit.start == 1 && word == "sold" {
        let counted = marks
            .reading
            .token(hit.start.wrapping_sub(1))
            .is_some_and(|t| t.number().is_some());
        return !one_of(
            behind,
            "separately in at as for per by over individually with to my on",
        ) && !one_of(
            before,
            "be being we i not have already has never are comment",
        ) && !counted;
    }
    if word == "finished" {
        let inside = one_of(
            before,
            "well beautifully fully neatly semi nicely un are when newly almost",
        ) || one_of(behind, "house product products goods with in apartment");
        return !inside && !is_partial(marks, hit);
    }
    let avoided = one_of(
        before,
        "before until almost nearly never not get when always keeps kabla they \
                selling was were usually",
    );
    !avoided && !is_partial(marks, hit)
}

/// "(42 finished)", "red sold out", "size 40 sold out": only one of several is gone.
fn is_partial(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    // "pink is finished", "white it's finished".
    let mut start = hit.start;
    while let Some(before) = start.checked_sub(1)
        && hit.start - start < 3
        && one_of(
            marks.reading.folded_at(before),
            "is its it s are was one ' ya za",
        )
    {
        start = before;
    }
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    // "early bird sold out, regular 250": one kind of ticket.
    let kind_of_ticket = one_of(
        marks.reading.folded_at(before),
        "bird regular vip vvip ordinary",
    );
    if kind_of_ticket || is_price_of_one(marks, hit) {
        return true;
    }
    let number = marks
        .reading
        .token(before)
        .is_some_and(|token| token.number().is_some_and(|number| number.digits < 100));
    let kind = marks.has(before, Class::Color) || marks.has(before, Class::SizeName) && !number;
    // "sold out in grey": another one of several is gone.
    let of_one = one_of(marks.reading.folded_at(hit.end), "in en dalam mu ya za")
        && marks.same_clause(hit.start, hit.end + 1)
        && (marks.has(hit.end + 1, Class::Color)
            || marks.has(hit.end + 1, Class::SizeCue)
            || marks.has(hit.end + 1, Class::SizeName));
    if of_one {
        return true;
    }
    let in_brackets = marks
        .reading
        .token(hit.end)
        .is_some_and(|token| token.is_symbol(')'));
    (number || kind) && (in_brackets || marks.same_clause(before, hit.start))
}

/// "Early bird 2,500 sold out. Advance 3,500": what another price buys is to be had.
fn is_price_of_one(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    let number = |at: usize| marks.reading.number_at(at);
    let priced = hit.start.checked_sub(1).is_some_and(|before| {
        number(before).is_some_and(|number| number.length >= 3)
            || marks.has(before, Class::Magnitude) && !marks.has(before, Class::Unit)
    });
    let another = || {
        (hit.end..(hit.end + 12).min(marks.len())).any(|at| {
            number(at).is_some_and(|number| number.length >= 3)
                || number(at).is_some() && marks.has(at + 1, Class::Magnitude)
        })
    };
    priced && another()
}

/// Whether the price can be talked about: `true`, or `false` where the caption says it is fixed.
pub(crate) fn negotiable(marks: &Marks<'_, '_>) -> Option<Finding<bool>> {
    let fixed = marks.hits(Class::Fixed).next();
    if let Some(hit) = fixed {
        return Some(finding(false, 93, spans_of(marks, hit), "says-fixed"));
    }
    let hit = marks
        .hits(Class::Negotiable)
        .find(|hit| is_negotiable(marks, hit))?;
    Some(finding(true, 95, spans_of(marks, hit), "says-negotiable"))
}

fn is_negotiable(marks: &Marks<'_, '_>, hit: &Hit) -> bool {
    // In Luganda "ono" is "this one".
    let word = marks.reading.folded_at(hit.start);
    let behind_price = hit.start.checked_sub(1).is_some_and(|before| {
        marks
            .reading
            .token(before)
            .is_some_and(|token| token.number().is_some())
            || marks.has(before, Class::Magnitude)
            || marks.has(before, Class::Currency)
    });
    word != "ono" || behind_price || !matches!(marks.reading.market(), domain::Market::Ug)
}
