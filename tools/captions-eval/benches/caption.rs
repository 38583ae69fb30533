//! How long one caption takes from text to fields, category and tags.

use divan::{Bencher, black_box};
use domain::Market;

fn main() {
    // The lexicons are read once per process, not per caption.
    let analysis = captions::parse("shoes 85k", Market::Ug);
    tagging::tag("shoes 85k", Market::Ug, &analysis);
    divan::main();
}

const CAPTION: &str = "Gents Chelsea boots 🥾🔥 pure leather, sizes 40-45 (42 finished). Was 160k NOW \
     130k‼️ Shop F-24 Mutaasa Plaza. 0701 553 218, delivery 5k #TRACK #chelseaboots #fyp";

#[divan::bench]
fn parse_and_tag(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let analysis = captions::parse(black_box(CAPTION), Market::Ug);
        tagging::tag(CAPTION, Market::Ug, &analysis)
    });
}
