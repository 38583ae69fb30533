//! Every frame of the small videos in `tests/data`, bit for bit as ffmpeg decodes it.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::decode::{Frame, Planes, StretchDecoder};
use crate::limits::Limits;
use crate::mp4::{IndexWalk, Step, VideoTrack, Window};

fn data(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    std::fs::read(path).unwrap()
}

fn index(file: &[u8]) -> VideoTrack {
    let window = Window {
        offset: 0,
        bytes: file,
    };
    match IndexWalk::new(file.len() as u64).advance(window, &Limits::default()) {
        Ok(Step::Done(track)) => *track,
        other => panic!("{other:?}"),
    }
}

/// All frames in the order they are shown.
fn frames(file: &[u8]) -> Vec<Frame> {
    let track = index(file);
    let limits = Limits::default();
    let mut decoder = StretchDecoder::new(&track.entry, &limits).unwrap();
    let mut frames = Vec::new();
    for sample in &track.samples {
        let bytes = &file[sample.offset as usize..sample.end() as usize];
        let frame = decoder
            .decode(bytes)
            .unwrap()
            .expect("a frame in every sample");
        frames.push((sample.composition, frame));
    }
    frames.sort_by_key(|(at, _)| *at);
    frames.into_iter().map(|(_, frame)| frame).collect()
}

fn hash(frames: &[Frame]) -> String {
    let mut hasher = Sha256::new();
    for frame in frames {
        match &frame.planes {
            Planes::Eight(planes) => planes.iter().for_each(|plane| hasher.update(plane)),
            Planes::Deep { planes, .. } => {
                for sample in planes.iter().flatten() {
                    hasher.update(sample.to_le_bytes());
                }
            }
        }
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn frames_are_those_of_ffmpeg() {
    let golden = String::from_utf8(data("golden.tsv")).unwrap();
    for line in golden.lines() {
        let (name, expected) = line.split_once('\t').unwrap();
        let frames = frames(&data(name));
        assert_eq!(
            (name, hash(&frames).as_str()),
            (name, expected),
            "{} frames",
            frames.len()
        );
    }
}

#[test]
fn key_frames_decode_on_their_own() {
    for name in [
        "avc-high.mp4",
        "avc-open-gop.mp4",
        "avc-high10.mp4",
        "avc3.mp4",
        "hevc.mp4",
    ] {
        let file = data(name);
        let (track, whole) = (index(&file), frames(&file));
        let mut shown: Vec<i64> = track
            .samples
            .iter()
            .map(|sample| sample.composition)
            .collect();
        shown.sort_unstable();
        let limits = Limits::default();
        let mut keys = 0;
        for sample in track
            .samples
            .iter()
            .filter(|sample| sample.sync == crate::mp4::Sync::Key)
        {
            let mut decoder = StretchDecoder::new(&track.entry, &limits).unwrap();
            let bytes = &file[sample.offset as usize..sample.end() as usize];
            let alone = decoder.decode(bytes).unwrap().unwrap();
            let place = shown.binary_search(&sample.composition).unwrap();
            assert!(
                alone == whole[place],
                "{name}, sample at {}",
                sample.composition
            );
            keys += 1;
        }
        assert!(keys >= 2, "{name}");
    }
}
