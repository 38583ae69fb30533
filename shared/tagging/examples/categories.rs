//! Scores the classification on labelled captions, and lists the misses.
//!
//! `cargo run --release -p tagging --example categories -- FILE…`, each line of a file being
//! `market<TAB>leaf<TAB>caption`. Only the caption is given to the tagger, no parser's findings,
//! so that the figures are those of the classification alone.
#![allow(clippy::print_stdout, reason = "it prints its report")]

use std::error::Error;
use std::time::Instant;

use domain::{CaptionAnalysis, Confidence, Finding, Market, Verdict};
use taxonomy::Leaf;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let (mut lines, mut leaves, mut departments) = (0_u32, 0_u32, 0_u32);
        let mut buckets = [(0_u32, 0_u32); 11];
        let started = Instant::now();
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let mut columns = line.splitn(3, '\t');
            let (Some(market), Some(expected), Some(caption)) =
                (columns.next(), columns.next(), columns.next())
            else {
                return Err(format!("{path}: not three columns: {line}").into());
            };
            let expected = Leaf::from_slug(expected).ok_or_else(|| format!("{path}: {line}"))?;
            let caption = caption.replace(" / ", "\n");
            let tagged = tagging::tag(&caption, Market::parse(market)?, &offer());
            let found = tagged.category.as_ref();
            let leaf = found.and_then(|found| Leaf::from_slug(found.value.as_str()));
            lines += 1;
            let right = leaf == Some(expected);
            leaves += u32::from(right);
            let same = leaf.map(Leaf::department) == Some(expected.department());
            departments += u32::from(same);
            let percent = found.map_or(0, |found| found.confidence.percent());
            if let Some(bucket) = buckets.get_mut(usize::from(percent / 10)) {
                bucket.0 += 1;
                bucket.1 += u32::from(right);
            }
            if !right {
                let shown = leaf.map_or("-", Leaf::slug);
                println!(
                    "{} not {shown} {percent}%: {}",
                    expected.slug(),
                    caption.replace('\n', " / ")
                );
            }
        }
        let each = started.elapsed() / lines.max(1);
        println!(
            "{path}: {lines} captions, leaf {}, department {}, {each:?} each",
            share(leaves, lines),
            share(departments, lines)
        );
        for (index, (all, right)) in buckets.iter().enumerate().filter(|(_, (all, _))| *all > 0) {
            println!(
                "  {}0-{}9%: {all} captions, {} right",
                index,
                index,
                share(*right, *all)
            );
        }
    }
    Ok(())
}

fn share(part: u32, whole: u32) -> String {
    format!("{:.3}", f64::from(part) / f64::from(whole.max(1)))
}

/// What the parser says of an offer it has read nothing else in.
fn offer() -> CaptionAnalysis {
    CaptionAnalysis::new(Finding {
        value: Verdict::Offer,
        confidence: Confidence::CERTAIN,
        spans: Vec::new(),
        reason: String::from("labelled"),
    })
}
