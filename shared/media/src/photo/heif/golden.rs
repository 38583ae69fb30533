//! Photographs against what libheif makes of them (`tests/data/generate-heic.sh`).

use std::path::PathBuf;

use crate::limits::Limits;
use crate::photo::decode::decode;

fn data(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn photographs_look_as_libheif_shows_them() {
    let golden = String::from_utf8(data("heic.tsv")).unwrap();
    for line in golden.lines() {
        let [name, size, colors] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let picture = decode(&data(name), &Limits::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            format!("{},{}", picture.width, picture.height),
            size,
            "{name}"
        );
        let small = picture.scaled(6, 8).unwrap();
        let expected = (0..colors.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&colors[at..at + 2], 16).unwrap());
        let difference: u32 = (small.pixels.iter().zip(expected))
            .map(|(ours, theirs)| u32::from(ours.abs_diff(theirs)))
            .sum();
        // The two scale differently; turned wrongly, these pictures differ by more than 30.
        let mean = f64::from(difference) / small.pixels.len() as f64;
        assert!(mean < 6.0, "{name}: {mean}");
    }
    assert!(golden.lines().count() >= 6);
}

#[test]
fn photographs_cut_anywhere_are_refused() {
    for name in ["photo.heic", "grid-turned.heic"] {
        let whole = data(name);
        for percent in 0..100 {
            let cut = &whole[..whole.len() * percent / 100];
            let error = decode(cut, &Limits::default());
            assert!(error.is_err(), "{name} {percent}");
        }
    }
}

#[test]
fn numbers_changed_anywhere_do_no_harm() {
    for name in ["photo-mirrored.heic", "grid-turned.heic"] {
        let whole = data(name);
        let index = whole.windows(4).position(|kind| kind == b"mdat").unwrap();
        for at in 0..index {
            for value in [0, 1, 0x7f, 0xff] {
                let mut file = whole.clone();
                file[at] = value;
                let _ = decode(&file, &Limits::default());
            }
        }
    }
}
