//! From a post's stored media to stored pictures.

use std::sync::Arc;

use bytes::Bytes;
use domain::{
    PartFailure, PartFailureCode, PictureFormat, PostId, StoredMedia, TenantId, ThumbnailAnalysis,
};
use futures::{StreamExt as _, TryStreamExt as _};
use media::{Limits, MediaError, PictureSet, Previews, Retry, SourceError};
use media_store::{MediaStore, MediaStoreError, picture_folder};
use part_worker::WorkError;

use crate::labels::Labeler;
use crate::stored_video::StoredVideo;

/// Picture files on their way to the bucket at once.
const CONCURRENT_SAVES: usize = 8;

/// Whose pictures are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work<'a> {
    pub(crate) tenant: &'a TenantId,
    pub(crate) post_id: PostId,
}

/// Makes pictures from a post's media and stores them.
#[derive(Debug)]
pub(crate) struct PictureMaker {
    store: MediaStore,
    limits: Arc<Limits>,
    labeler: Option<Labeler>,
}

impl PictureMaker {
    pub(crate) fn new(store: MediaStore, limits: Limits, labeler: Option<Labeler>) -> Self {
        Self {
            store,
            limits: Arc::new(limits),
            labeler,
        }
    }

    /// Pictures from the video, else from the photographs, else from the cover. Why the first
    /// choice could not be used is kept as the reason.
    pub(crate) async fn make(
        &self,
        work: &Work<'_>,
        media: StoredMedia,
    ) -> Result<ThumbnailAnalysis, WorkError> {
        let mut reasons: Vec<String> = media.problems;
        if let Some(key) = media.video {
            match self.of_video(key).await? {
                Ok(set) => return self.save(work, set, None).await,
                Err(error) => reasons.push(format!("The video could not be used: {error}.")),
            }
        }
        if !media.photos.is_empty() {
            match self.of_photos(media.photos).await? {
                Ok(set) => return self.save(work, set, reason(&reasons)).await,
                Err(error) => reasons.push(format!("The photos could not be used: {error}.")),
            }
        }
        if let Some(key) = media.cover {
            match self.of_cover(key).await? {
                Ok(set) => return self.save(work, set, reason(&reasons)).await,
                Err(error) => reasons.push(format!("The cover could not be used: {error}.")),
            }
        }
        let failure = match reason(&reasons) {
            Some(detail) => PartFailure {
                code: PartFailureCode::Unreadable,
                detail,
            },
            None => PartFailure {
                code: PartFailureCode::NothingToRead,
                detail: "The post has no video, photo or cover that could be read.".to_owned(),
            },
        };
        Err(WorkError::Lasting(failure))
    }

    async fn of_video(&self, key: String) -> Result<Result<PictureSet, MediaError>, WorkError> {
        let video = StoredVideo(self.store.object(key));
        let fetched = match media::read_video(&video, &self.limits).await {
            Ok(fetched) => fetched,
            Err(error) => return passing_or(error),
        };
        let limits = Arc::clone(&self.limits);
        let made = compute(move || media::pictures_of_video(&fetched, &limits, Previews::Omit));
        made.await?.map_or_else(passing_or, |set| Ok(Ok(set)))
    }

    async fn of_photos(
        &self,
        keys: Vec<String>,
    ) -> Result<Result<PictureSet, MediaError>, WorkError> {
        let mut photos = Vec::with_capacity(keys.len());
        let mut missing = None;
        for key in keys {
            match self.read(key).await? {
                Ok(photo) => photos.push(photo),
                Err(error) => missing = Some(error),
            }
        }
        if let (Some(error), true) = (missing, photos.is_empty()) {
            return Ok(Err(error));
        }
        let limits = Arc::clone(&self.limits);
        compute(move || media::pictures_of_photos(&photos, &limits)).await
    }

    async fn of_cover(&self, key: String) -> Result<Result<PictureSet, MediaError>, WorkError> {
        let cover = match self.read(key).await? {
            Ok(cover) => cover,
            Err(error) => return Ok(Err(error)),
        };
        let limits = Arc::clone(&self.limits);
        compute(move || media::pictures_of_cover(&cover, &limits)).await
    }

    async fn read(&self, key: String) -> Result<Result<Bytes, MediaError>, WorkError> {
        match self.store.object(key).read_all().await {
            Ok(content) => Ok(Ok(content.into())),
            Err(error) => passing_or(SourceError::Unavailable(Box::new(error)).into()),
        }
    }

    /// Stores every file, then says what was made. Files are named after their content: storing
    /// them again changes nothing.
    async fn save(
        &self,
        work: &Work<'_>,
        set: PictureSet,
        fallback_reason: Option<String>,
    ) -> Result<ThumbnailAnalysis, WorkError> {
        let folder = picture_folder(work.tenant, work.post_id);
        let mut saves = Vec::new();
        for file in set.files() {
            saves.push(self.save_file(file.key(&folder), file.format, file.bytes.clone()));
        }
        futures::stream::iter(saves)
            .buffer_unordered(CONCURRENT_SAVES)
            .try_collect::<()>()
            .await
            .map_err(|error| WorkError::Passing(Box::new(error)))?;
        let mut analysis = set.analysis(&folder, fallback_reason);
        if let Some(labeler) = &self.labeler {
            analysis.labels = labeler.labels(work.tenant, &set).await;
        }
        Ok(analysis)
    }

    async fn save_file(
        &self,
        key: String,
        format: PictureFormat,
        content: Vec<u8>,
    ) -> Result<(), MediaStoreError> {
        self.store
            .save_picture(&key, format.media_type(), content)
            .await
    }
}

fn reason(reasons: &[String]) -> Option<String> {
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

/// Trouble that may pass fails the attempt; anything else leaves the next choice.
fn passing_or<T>(error: MediaError) -> Result<Result<T, MediaError>, WorkError> {
    match error.retry() {
        Retry::MayHelp if !is_missing(&error) => Err(WorkError::Passing(Box::new(error))),
        _ => Ok(Err(error)),
    }
}

/// Media are stored before anybody hears of the post, so what is not there will not come.
fn is_missing(error: &MediaError) -> bool {
    let MediaError::Source(SourceError::Unavailable(source)) = error else {
        return false;
    };
    matches!(source.downcast_ref(), Some(MediaStoreError::Missing(_)))
}

/// Runs heavy work off the event loop. A panic in it is trouble that may pass.
async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WorkError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| WorkError::Passing(Box::new(error)))
}
