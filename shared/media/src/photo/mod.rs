//! Photo posts and covers: pictures that come as files of their own.
//!
//! They keep the seller's order: nobody knows better which one to show first.

mod decode;
mod heif;
mod orientation;

use bytes::Bytes;
use domain::PictureSource;

use crate::error::MediaError;
use crate::limits::Limits;
use crate::make::{self, Place, Rgb};
use crate::picture_set::{MadePicture, PictureSet};
use crate::report::{Report, SkippedPhoto};
use crate::score::Center;
use crate::stopwatch::Stopwatch;

/// Makes the pictures of a photo post from its encoded photographs, JPEG, WebP or HEIC.
///
/// A photograph that cannot be used is skipped and named in the report.
///
/// # Errors
///
/// The first photograph's error when none can be used.
pub fn pictures_of_photos(photos: &[Bytes], limits: &Limits) -> Result<PictureSet, MediaError> {
    let mut set = Builder::new(limits);
    let mut refusal = None;
    for (index, photo) in (0_u32..).zip(photos.iter().take(limits.photos)) {
        if let Err(error) = set.add(photo, PictureSource::Photo { index }) {
            set.report.skipped_photos.push(SkippedPhoto {
                index,
                reason: error.to_string(),
            });
            refusal = refusal.or(Some(error));
        }
    }
    set.finish(refusal)
}

/// Makes the one picture of a post from its cover.
///
/// # Errors
///
/// A format that is not supported, damage, or a limit.
pub fn pictures_of_cover(cover: &Bytes, limits: &Limits) -> Result<PictureSet, MediaError> {
    let mut set = Builder::new(limits);
    let refusal = set.add(cover, PictureSource::Cover).err();
    set.finish(refusal)
}

struct Builder<'a> {
    limits: &'a Limits,
    stopwatch: Stopwatch,
    pictures: Vec<MadePicture>,
    primary: Option<Rgb>,
    report: Report,
}

impl<'a> Builder<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            stopwatch: Stopwatch::start(limits.cpu_time),
            pictures: Vec::new(),
            primary: None,
            report: Report::default(),
        }
    }

    fn add(&mut self, photo: &Bytes, source: PictureSource) -> Result<(), MediaError> {
        if self.stopwatch.spent(100) {
            return Err(MediaError::OutOfTime {
                limit: self.limits.cpu_time,
            });
        }
        let picture = decode::decode(photo, self.limits)?;
        self.stopwatch.lap(|timings| &mut timings.decode);
        let place = match self.primary {
            None => Place::Primary,
            Some(_) => Place::Secondary,
        };
        let made = make::portrait(&picture, place, source, None, &mut self.stopwatch)?;
        self.pictures.push(made);
        self.primary.get_or_insert(picture);
        Ok(())
    }

    fn finish(mut self, refusal: Option<MediaError>) -> Result<PictureSet, MediaError> {
        let Some(primary) = self.primary else {
            return Err(refusal.unwrap_or(MediaError::UnsupportedPhoto("none given")));
        };
        let center = Center { x: 0.5, y: 0.5 };
        let (share, colors) = make::share(&primary, center, &mut self.stopwatch)?;
        self.report.timings = self.stopwatch.timings;
        Ok(PictureSet {
            pictures: self.pictures,
            share,
            colors,
            report: self.report,
        })
    }
}
