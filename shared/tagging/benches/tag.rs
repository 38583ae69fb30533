//! How long tagging takes: one caption of median length, a long one, and hostile text.

use divan::{Bencher, black_box};
use domain::{CaptionAnalysis, Market};

fn main() {
    // Outside the measurement: the first caption of a process builds the tables.
    let caption = "Shoes 50k mattres";
    tagging::tag(caption, Market::Ug, &captions::parse(caption, Market::Ug));
    divan::main();
}

const MEDIAN: &str = "Anti theft laptop backpack with USB port 🎒 waterproof, grey and black. 75k \
only. Gazaland plaza shop 118, we deliver countrywide. 0772 305 118 #TRACK #bagsug";

fn parsed(caption: &str) -> CaptionAnalysis {
    captions::parse(caption, Market::Ug)
}

#[divan::bench]
fn median_caption(bencher: Bencher<'_, '_>) {
    let analysis = parsed(MEDIAN);
    bencher.bench(|| tagging::tag(black_box(MEDIAN), Market::Ug, &analysis));
}

#[divan::bench]
fn reading_alone(bencher: Bencher<'_, '_>) {
    bencher.bench(|| captions::normal::Reading::new(black_box(MEDIAN), Market::Ug));
}

#[divan::bench(args = ["shoes for ", "#shoesplugnairobishoesvendorx ", "mattrezz ", "₦15k 🔥"])]
fn ten_kilobytes(bencher: Bencher<'_, '_>, piece: &str) {
    let caption = piece.repeat(10_000 / piece.len());
    let analysis = parsed("Shoes 50k");
    bencher.bench(|| tagging::tag(black_box(&caption), Market::Ug, &analysis));
}
