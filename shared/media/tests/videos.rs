//! Whole videos through the public interface.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::ops::Range;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use domain::{PictureFormat, PictureRole, PictureSource};
use media::{
    Limits, MediaError, PictureSet, Previews, RangedSource, Retry, SourceError, pictures_of_video,
    read_video,
};

fn data(name: &str) -> Bytes {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    std::fs::read(path).unwrap().into()
}

/// Runs a future that never waits.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a source in memory waited"),
    }
}

fn pictures_within(file: &Bytes, limits: &Limits) -> Result<PictureSet, MediaError> {
    let fetched = now(read_video(file, limits))?;
    pictures_of_video(&fetched, limits, Previews::Omit)
}

fn pictures(file: &Bytes) -> Result<PictureSet, MediaError> {
    pictures_within(file, &Limits::default())
}

fn times(set: &PictureSet) -> Vec<u64> {
    let time = |source: &PictureSource| match source {
        PictureSource::Frame { at_ms } => *at_ms,
        other => panic!("{other:?}"),
    };
    set.pictures
        .iter()
        .map(|picture| time(&picture.source))
        .collect()
}

#[test]
fn every_kind_of_file_gives_five_different_pictures() {
    for name in [
        "avc-high.mp4",
        "avc-moov-last.mp4",
        "avc-one-key.mp4",
        "avc-open-gop.mp4",
        "avc-baseline.mp4",
        "avc-high10.mp4",
        "avc-422.mp4",
        "avc-fragmented.mp4",
        "avc-rotated.mp4",
        "avc3.mp4",
        "hevc.mp4",
        "hevc10-hlg.mp4",
    ] {
        let set = pictures(&data(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut times = times(&set);
        assert_eq!(times.len(), 5, "{name}: {times:?}");
        times.sort_unstable();
        times.dedup();
        assert_eq!(times.len(), 5, "{name}: {times:?}");
        assert!(times.iter().all(|at_ms| *at_ms < 3100), "{name}: {times:?}");
    }
}

#[test]
fn where_the_index_lies_changes_nothing() {
    let chosen = |name| times(&pictures(&data(name)).unwrap());
    let expected = chosen("avc-high.mp4");
    for name in ["avc-moov-last.mp4", "avc-rotated.mp4"] {
        assert_eq!(chosen(name), expected, "{name}");
    }
}

#[test]
fn the_same_video_gives_the_same_files() {
    let keys = || -> Vec<String> {
        pictures(&data("avc-high.mp4"))
            .unwrap()
            .files()
            .map(|file| file.key("pictures"))
            .collect()
    };
    assert_eq!(keys(), keys());
}

#[test]
fn files_are_what_pages_need() {
    let set = pictures(&data("avc-high.mp4")).unwrap();
    for picture in &set.pictures {
        // 144 across: never made wider.
        let files = picture
            .files
            .iter()
            .map(|file| (file.format, file.width, file.height));
        let expected = [
            (PictureFormat::Jpeg, 144, 256),
            (PictureFormat::Webp, 144, 256),
        ];
        assert_eq!(files.collect::<Vec<_>>(), expected);
        assert!(
            (20..=40).contains(&picture.thumbhash.len()),
            "{}",
            picture.thumbhash
        );
        assert!(picture.score.is_some_and(|score| score.total > 300));
    }
    let share = set
        .share
        .iter()
        .map(|file| (file.role, file.width, file.height));
    let expected = [
        (PictureRole::Square, 144, 144),
        (PictureRole::Share, 1200, 630),
    ];
    assert_eq!(share.collect::<Vec<_>>(), expected);
    assert!(set.share.iter().all(|file| file.bytes.len() < 300_000));
    assert!(!set.colors.is_empty());
    let analysis = set.analysis("pictures/main/1", None);
    assert_eq!(analysis.pictures.len(), 5);
    assert!(analysis.share[0].key.starts_with("pictures/main/1/"));
}

#[test]
fn rotation_is_applied() {
    let set = pictures(&data("avc-rotated.mp4")).unwrap();
    let file = &set.pictures[0].files[0];
    assert_eq!((file.width, file.height), (256, 144));
}

#[test]
fn refusals_name_the_reason() {
    let check = |name: &str, file: Bytes, expected: &str| {
        let error = pictures(&file).expect_err(name);
        assert!(error.to_string().contains(expected), "{name}: {error}");
        assert_eq!(error.retry(), Retry::Useless, "{name}");
    };
    check("AV1", data("av1.mp4"), "AV1");
    check("VP9", data("vp9.mp4"), "VP9");
    check("MPEG-4", data("mpeg4.mp4"), "MPEG-4 part 2");
    check("sound", data("sound-only.mp4"), "no video track");
    check(
        "text",
        Bytes::from_static(b"This is a text file."),
        "not an MP4 file",
    );
    check("JPEG", Bytes::from_static(b"\xff\xd8\xff\xe0 0000"), "JPEG");
    check(
        "WebM",
        Bytes::from_static(b"\x1a\x45\xdf\xa3 0000"),
        "Matroska",
    );
    check("nothing", Bytes::new(), "no moov");
    check(
        "header only",
        Bytes::from_static(b"\0\0\0\x10ftypisom\0\0\0\0"),
        "no moov",
    );
}

#[test]
fn limits_have_errors_of_their_own() {
    let check = |expected: &str, limits: Limits| {
        let error = pictures_within(&data("avc-high.mp4"), &limits).expect_err(expected);
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
    };
    let base = Limits::default;
    check(
        "TooManyPixels",
        Limits {
            pixels: 1000,
            ..base()
        },
    );
    check(
        "TooManyPixels",
        Limits {
            side: 200,
            ..base()
        },
    );
    check(
        "TooManySamples",
        Limits {
            samples: 5,
            ..base()
        },
    );
    check(
        "TooLong",
        Limits {
            duration: std::time::Duration::from_millis(500),
            ..base()
        },
    );
    check(
        "TooManyBytes",
        Limits {
            read_bytes: 5000,
            ..base()
        },
    );
    check(
        "IndexTooBig",
        Limits {
            index_bytes: 100,
            ..base()
        },
    );
    check(
        "TooMuchMemory",
        Limits {
            memory: 10_000,
            ..base()
        },
    );
    check(
        "OutOfTime",
        Limits {
            cpu_time: std::time::Duration::ZERO,
            ..base()
        },
    );
}

#[test]
fn a_file_cut_anywhere_gives_pictures_or_a_reason() {
    let check = |name: &str, step: usize| {
        let whole = data(name);
        for percent in (0..100).step_by(step) {
            match pictures(&whole.slice(..whole.len() * percent / 100)) {
                Ok(set) => assert!((1..=5).contains(&set.pictures.len()), "{name} {percent}"),
                Err(error) => assert!(!error.to_string().is_empty(), "{name} {percent}"),
            }
        }
    };
    check("avc-high.mp4", 1);
    check("avc-moov-last.mp4", 1);
    check("avc-fragmented.mp4", 4);
    check("hevc.mp4", 4);
}

#[test]
fn a_cut_fragmented_file_gives_what_came_before() {
    let whole = data("avc-fragmented.mp4");
    let set = pictures(&whole.slice(..whole.len() * 2 / 3)).unwrap();
    assert!(!set.pictures.is_empty());
}

#[test]
fn numbers_changed_anywhere_in_the_index_do_no_harm() {
    let whole = data("avc-high.mp4");
    let limits = Limits {
        forward_pixels: 2_000_000,
        ..Limits::default()
    };
    // The index is first: every aligned word of it, made huge, zero and small in turn. Now and
    // then all the way to pictures, which is what takes time.
    for at in (0..2400).step_by(4) {
        for word in [[0xff; 4], [0; 4], [0x7f, 0xff, 0xff, 0xff], [0, 0, 0, 1]] {
            let mut file = whole.to_vec();
            file[at..at + 4].copy_from_slice(&word);
            let file = Bytes::from(file);
            let Ok(fetched) = now(read_video(&file, &limits)) else {
                continue;
            };
            assert!(fetched.reads().bytes <= fetched.reads().size, "{at}");
            if at % 60 == 0 {
                let _ = pictures_of_video(&fetched, &limits, Previews::Omit);
            }
        }
    }
}

/// A store that is down.
struct Down;

impl RangedSource for Down {
    async fn size(&self) -> Result<u64, SourceError> {
        Ok(1000)
    }

    async fn read(&self, _: &[Range<u64>]) -> Result<Vec<Bytes>, SourceError> {
        Err(SourceError::Unavailable("connection reset".into()))
    }
}

/// A store that answers with too little.
struct Short;

impl RangedSource for Short {
    async fn size(&self) -> Result<u64, SourceError> {
        Ok(1000)
    }

    async fn read(&self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>, SourceError> {
        Ok(vec![Bytes::from_static(b"\0\0\0\x08free"); ranges.len()])
    }
}

#[test]
fn only_a_failing_store_is_worth_another_try() {
    let retry = |error: MediaError| error.retry();
    assert_eq!(
        now(read_video(&Down, &Limits::default()))
            .map_err(retry)
            .err(),
        Some(Retry::MayHelp)
    );
    assert_eq!(
        now(read_video(&Short, &Limits::default()))
            .map_err(retry)
            .err(),
        Some(Retry::Useless)
    );
}
