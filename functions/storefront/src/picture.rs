//! A product's pictures as `<picture>` elements: WebP and JPEG in several widths, the right one
//! chosen by the browser, room kept and coloured before it arrives.

use domain::{Picture, PictureFile, PictureFormat, PictureRole, Product};
use maud::{Markup, html};

use crate::placeholder::Placeholders;

/// When the browser should fetch a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loading {
    /// First of all: it is what the reader sees first.
    First,
    /// With the page.
    Eager,
    /// When the reader comes near it.
    Lazy,
}

/// Where a picture file is served: its key is its path.
pub(crate) fn path(file: &PictureFile) -> String {
    format!("/{}", file.key)
}

/// The files of one format that show the whole picture, narrowest first.
fn portraits(picture: &Picture, format: PictureFormat) -> impl Iterator<Item = &PictureFile> {
    picture
        .files
        .iter()
        .filter(move |file| file.format == format && file.role == PictureRole::Portrait)
}

/// The widest JPEG: what a tap on the picture opens.
pub(crate) fn largest(picture: &Picture) -> Option<&PictureFile> {
    portraits(picture, PictureFormat::Jpeg).max_by_key(|file| file.width)
}

/// The 1200×630 picture for link previews.
pub(crate) fn share(product: &Product) -> Option<&PictureFile> {
    product
        .share
        .iter()
        .find(|file| file.role == PictureRole::Share && file.format == PictureFormat::Jpeg)
}

fn srcset(picture: &Picture, format: PictureFormat) -> String {
    let files: Vec<String> = portraits(picture, format)
        .map(|file| format!("{} {}w", path(file), file.width))
        .collect();
    files.join(", ")
}

/// A picture of `sizes` CSS width. Empty where it has no JPEG file, which every browser can show.
///
/// WebP comes in all widths; the JPEG for the few browsers without WebP only in its middle one,
/// which keeps a page of many pictures light.
pub(crate) fn markup(
    picture: &Picture,
    alt: &str,
    sizes: &str,
    loading: Loading,
    placeholders: &mut Placeholders,
) -> Option<Markup> {
    let jpegs: Vec<&PictureFile> = portraits(picture, PictureFormat::Jpeg).collect();
    let fallback = jpegs.get(jpegs.len() / 2)?;
    let webp = srcset(picture, PictureFormat::Webp);
    let class = placeholders.add(&picture.thumbhash);
    Some(html! {
        picture {
            @if !webp.is_empty() { source type="image/webp" srcset=(webp) sizes=(sizes); }
            img class=[class] src=(path(fallback)) alt=(alt)
                width=(fallback.width) height=(fallback.height)
                loading=[(loading == Loading::Lazy).then_some("lazy")]
                fetchpriority=[(loading == Loading::First).then_some("high")]
                decoding="async";
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sample_catalog as samples;

    fn render(picture: &Picture, loading: Loading) -> Option<String> {
        let mut placeholders = Placeholders::default();
        markup(picture, "A \"dress\"", "50vw", loading, &mut placeholders).map(Markup::into_string)
    }

    #[test]
    fn a_picture_offers_every_width_and_keeps_its_room() {
        let picture = samples::product().pictures.remove(0);
        let html = render(&picture, Loading::First).unwrap();
        for part in [
            "type=\"image/webp\"",
            " 360w, /pictures/",
            "alt=\"A &quot;dress&quot;\"",
            "width=\"540\" height=\"960\"",
            "fetchpriority=\"high\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("lazy"), "{html}");
        assert!(
            render(&picture, Loading::Lazy)
                .unwrap()
                .contains("loading=\"lazy\"")
        );
    }

    #[test]
    fn a_picture_without_jpeg_is_left_out() {
        let mut picture = samples::product().pictures.remove(0);
        picture
            .files
            .retain(|file| file.format == PictureFormat::Webp);
        assert_eq!(render(&picture, Loading::Lazy), None);
    }
}
