//! Photo posts and covers through the public interface.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::PathBuf;

use bytes::Bytes;
use domain::{PictureFormat, PictureSource};
use media::{Limits, MadeFile, pictures_of_cover, pictures_of_photos};

fn sample(name: &str) -> Bytes {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../local/samples");
    std::fs::read(samples.join(name)).unwrap().into()
}

#[test]
fn photographs_keep_their_order() {
    let photos = [1, 2, 3].map(|number| sample(&format!("photos/coffee-cup-{number}.jpg")));
    let set = pictures_of_photos(&photos, &Limits::default()).unwrap();
    let sources: Vec<PictureSource> = set.pictures.iter().map(|picture| picture.source).collect();
    let expected = [0, 1, 2].map(|index| PictureSource::Photo { index });
    assert_eq!(sources, expected);
    let widths = |files: &[MadeFile]| files.iter().map(|file| file.width).collect::<Vec<_>>();
    assert_eq!(
        widths(&set.pictures[0].files),
        [320, 320, 640, 640, 720, 720]
    );
    assert_eq!(widths(&set.pictures[1].files), [320, 320, 640, 640]);
    assert_eq!(set.share.len(), 2);
}

#[test]
fn an_unusable_photograph_is_skipped_and_named() {
    let heic = Bytes::from_static(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    let photos = [heic.clone(), sample("photos/coffee-cup-1.jpg")];
    let set = pictures_of_photos(&photos, &Limits::default()).unwrap();
    assert_eq!(set.pictures[0].source, PictureSource::Photo { index: 1 });
    assert_eq!(set.report.skipped_photos.len(), 1);
    assert!(set.report.skipped_photos[0].reason.contains("HEIC"));
    let error = pictures_of_photos(&[heic], &Limits::default()).unwrap_err();
    assert!(error.to_string().contains("HEIC"), "{error}");
}

#[test]
fn what_was_written_can_be_read() {
    let cover = pictures_of_cover(&sample("covers/blue-sofa.jpg"), &Limits::default()).unwrap();
    assert_eq!(cover.pictures[0].source, PictureSource::Cover);
    assert!(
        cover.colors.iter().any(|color| color.name == "blue"),
        "{:?}",
        cover.colors
    );
    for file in &cover.pictures[0].files {
        let again = pictures_of_cover(&file.bytes.clone().into(), &Limits::default()).unwrap();
        let same =
            |other: &&MadeFile| other.format == PictureFormat::Jpeg && other.width == file.width;
        let copy = again.pictures[0].files.iter().find(same).unwrap();
        assert_eq!(copy.height, file.height, "{:?}", file.format);
    }
}

#[test]
fn damage_and_size_are_refused() {
    let whole = sample("covers/blue-sofa.jpg");
    let limits = Limits::default();
    let check = |name: &str, bytes: Bytes, limits: &Limits, expected: &str| {
        let error = pictures_of_cover(&bytes, limits).expect_err(name);
        assert!(
            format!("{error:?}").starts_with(expected),
            "{name}: {error:?}"
        );
    };
    check("empty", Bytes::new(), &limits, "UnsupportedPhoto");
    check(
        "text",
        Bytes::from_static(b"not a picture"),
        &limits,
        "UnsupportedPhoto",
    );
    check("header only", whole.slice(..20), &limits, "DamagedPhoto");
    check(
        "long",
        whole.clone(),
        &Limits {
            photo_bytes: 10,
            ..limits.clone()
        },
        "PhotoTooBig",
    );
    check(
        "wide",
        whole.clone(),
        &Limits {
            pixels: 10,
            ..limits.clone()
        },
        "TooManyPixels",
    );
    for percent in 0..100 {
        let _ = pictures_of_cover(&whole.slice(..whole.len() * percent / 100), &limits);
    }
}
