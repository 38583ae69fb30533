//! The reports as text.
#![expect(clippy::print_stdout, reason = "a command's answer is its output")]

use crate::corrections::Evaluation;
use crate::score::{FIELDS, Report};

/// Whether every miss is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misses {
    Listed,
    Counted,
}

/// Prints the whole report.
pub(crate) fn print(name: &str, report: &Report, misses: Misses) {
    println!(
        "{name}: {} captions, {} offers",
        report.lines, report.offers
    );
    let ratio = |part: u32, whole: u32| {
        if whole == 0 {
            1.0
        } else {
            f64::from(part) / f64::from(whole)
        }
    };
    println!(
        "offers found: precision {:.3}, recall {:.3}; invented prices: {}",
        ratio(report.true_offers, report.called_offers),
        ratio(report.true_offers, report.offers),
        report.invented_prices,
    );
    println!(
        "\n{:<12} {:>6} {:>7} {:>9}",
        "field", "score", "stated", "of stated"
    );
    for field in FIELDS {
        let Some((sum, count)) = report.fields.get(field) else {
            continue;
        };
        let share = sum / f64::from(*count).max(1.0);
        match report.stated.get(field) {
            Some((sum, count)) => {
                println!(
                    "{field:<12} {share:>6.3} {count:>7} {:>9.3}",
                    sum / f64::from(*count)
                );
            }
            None => println!("{field:<12} {share:>6.3}"),
        }
    }
    println!("\nconfidence   given  right");
    for (bucket, found) in &report.buckets {
        println!(
            "{bucket:>3}–{:<3}     {:>6}  {:.3}",
            bucket + 9,
            found.given,
            found.right / f64::from(found.given)
        );
    }
    if misses == Misses::Listed {
        println!("\nconfidence by field");
        for ((field, bucket), found) in &report.field_buckets {
            println!(
                "{field:<12} {bucket:>3}–{:<3} {:>6}  {:.3}",
                bucket + 9,
                found.given,
                found.right / f64::from(found.given)
            );
        }
        println!();
        for miss in &report.misses {
            println!(
                "{} {}: {} instead of {} — {}",
                miss.id, miss.field, miss.predicted, miss.labelled, miss.evidence
            );
        }
    }
}

/// Prints what became of corrections: by field, then each that is still read otherwise with the
/// words that were pointed at.
pub(crate) fn print_corrections(name: &str, evaluation: &Evaluation) {
    let Evaluation {
        rows,
        posts,
        replaced,
        ..
    } = evaluation;
    println!("{name}: {rows} corrections of {posts} posts, {replaced} replaced by later ones");
    println!("\n{:<12} {:>6} {:>6}", "field", "right", "wrong");
    for (field, score) in &evaluation.fields {
        println!("{:<12} {:>6} {:>6}", field.name(), score.right, score.wrong);
    }
    let right: u32 = evaluation.fields.values().map(|score| score.right).sum();
    let wrong = evaluation.still_wrong.len();
    println!("{:<12} {right:>6} {wrong:>6}", "all");
    if wrong > 0 {
        println!();
    }
    for miss in &evaluation.still_wrong {
        let row = miss.correction.row();
        let was = row
            .was
            .as_ref()
            .map_or("not read".to_owned(), ToString::to_string);
        let place = match (row.span, miss.correction.words()) {
            (Some(span), Some(words)) => format!(" — {}..{} {words:?}", span.start, span.end),
            _ => String::new(),
        };
        println!(
            "{} {}: {} instead of {}, was {was}{place}",
            row.post_id, row.field, miss.reads, row.is
        );
    }
}
