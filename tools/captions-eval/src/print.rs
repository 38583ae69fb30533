//! The reports as text.

use std::io::{self, Write};

use crate::corrections::Evaluation;
use crate::score::{FIELDS, Report};

/// Whether every miss is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misses {
    Listed,
    Counted,
}

/// Prints the whole report.
pub(crate) fn print(
    mut out: impl Write,
    name: &str,
    report: &Report,
    misses: Misses,
) -> io::Result<()> {
    writeln!(
        out,
        "{name}: {} captions, {} offers",
        report.lines, report.offers
    )?;
    let ratio = |part: u32, whole: u32| {
        if whole == 0 {
            1.0
        } else {
            f64::from(part) / f64::from(whole)
        }
    };
    writeln!(
        out,
        "offers found: precision {:.3}, recall {:.3}; invented prices: {}",
        ratio(report.true_offers, report.called_offers),
        ratio(report.true_offers, report.offers),
        report.invented_prices,
    )?;
    writeln!(
        out,
        "\n{:<12} {:>6} {:>7} {:>9}",
        "field", "score", "stated", "of stated"
    )?;
    for field in FIELDS {
        let Some((sum, count)) = report.fields.get(field) else {
            continue;
        };
        let share = sum / f64::from(*count).max(1.0);
        match report.stated.get(field) {
            Some((sum, count)) => {
                writeln!(
                    out,
                    "{field:<12} {share:>6.3} {count:>7} {:>9.3}",
                    sum / f64::from(*count)
                )?;
            }
            None => writeln!(out, "{field:<12} {share:>6.3}")?,
        }
    }
    writeln!(out, "\nconfidence   given  right")?;
    for (bucket, found) in &report.buckets {
        writeln!(
            out,
            "{bucket:>3}–{:<3}     {:>6}  {:.3}",
            bucket + 9,
            found.given,
            found.right / f64::from(found.given)
        )?;
    }
    if misses == Misses::Listed {
        writeln!(out, "\nconfidence by field")?;
        for ((field, bucket), found) in &report.field_buckets {
            writeln!(
                out,
                "{field:<12} {bucket:>3}–{:<3} {:>6}  {:.3}",
                bucket + 9,
                found.given,
                found.right / f64::from(found.given)
            )?;
        }
        writeln!(out)?;
        for miss in &report.misses {
            writeln!(
                out,
                "{} {}: {} instead of {} — {}",
                miss.id, miss.field, miss.predicted, miss.labelled, miss.evidence
            )?;
        }
    }
    Ok(())
}

/// Prints what became of corrections: by field, then each that is still read otherwise with the
/// words that were pointed at.
pub(crate) fn print_corrections(
    mut out: impl Write,
    name: &str,
    evaluation: &Evaluation,
) -> io::Result<()> {
    let Evaluation {
        rows,
        posts,
        replaced,
        ..
    } = evaluation;
    writeln!(
        out,
        "{name}: {rows} corrections of {posts} posts, {replaced} replaced by later ones"
    )?;
    writeln!(out, "\n{:<12} {:>6} {:>6}", "field", "right", "wrong")?;
    for (field, score) in &evaluation.fields {
        writeln!(
            out,
            "{:<12} {:>6} {:>6}",
            field.name(),
            score.right,
            score.wrong
        )?;
    }
    let right: u32 = evaluation.fields.values().map(|score| score.right).sum();
    let wrong = evaluation.still_wrong.len();
    writeln!(out, "{:<12} {right:>6} {wrong:>6}", "all")?;
    if wrong > 0 {
        writeln!(out)?;
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
        writeln!(
            out,
            "{} {}: {} instead of {}, was {was}{place}",
            row.post_id, row.field, miss.reads, row.is
        )?;
    }
    Ok(())
}
