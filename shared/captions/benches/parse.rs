//! How long a caption takes to read: a median one, a long one, and hostile ones.

use captions::parse;
use divan::{Bencher, black_box};
use domain::Market;

fn main() {
    divan::main();
}

/// As long as the median of the captions we measured, 150 bytes.
const MEDIAN: &str = "Gents Chelsea boots 🥾🔥 pure leather, sizes 40-45 (42 finished). Was 160k NOW 130k‼️ \
     Shop F-24 Mutaasa Plaza. 0701 553 218, delivery 5k #TRACK";

#[divan::bench]
fn median_caption(bencher: Bencher<'_, '_>) {
    bencher.bench(|| parse(black_box(MEDIAN), Market::Ug));
}

#[divan::bench]
fn styled_letters(bencher: Bencher<'_, '_>) {
    let caption =
        "𝗗𝗲𝘀𝗶𝗴𝗻𝗲𝗿 𝗽𝗲𝗿𝗳𝘂𝗺𝗲 𝗼𝗶𝗹𝘀 🌸 10ml 𝟭𝟱𝗸 30ml 35k 50ml 50k. Aponye Mall shop B-09 #TRACK";
    bencher.bench(|| parse(black_box(caption), Market::Ug));
}

/// 10 kB of text made to be slow: what is repeated is what a rule looks for.
#[divan::bench(args = ["1 ", "8/", "from 5k to ", "for ", "size 40-45, ", "0772 ", "a", "#wig", "in Kampala, ", "😂", "1,", "shoe ", "k", "not negotiable ", "pot 100, ", "elfu mbili ", "in town 80k, here 45k ", "no boda brings you "])]
fn hostile(bencher: Bencher<'_, '_>, piece: &str) {
    let caption = piece.repeat(10_240 / piece.len());
    bencher.bench(|| parse(black_box(&caption), Market::Ug));
}
