//! The hub's own copies of a post's media.

use domain::{Post, RemoteMedia, StoredMedia};
use function::Failure;
use media_store::{MediaStore, MediaStoreError, PostMediaName};
use tiktok::TikTokClient;
use tiktok::media::{DownloadError, MediaKind};
use tiktok::retry::Retry;
use url::Url;

/// The largest video copied, in bytes.
const MOST_VIDEO_BYTES: u64 = 200 * 1024 * 1024;
/// The largest picture copied, in bytes.
const MOST_PICTURE_BYTES: u64 = 20 * 1024 * 1024;
/// As many pictures as TikTok allows in one photo post.
const MOST_PHOTOS: usize = 35;

/// Will there be another try?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    OneOfMore,
    Last,
}

struct Copier<'a> {
    tiktok: &'a TikTokClient,
    store: &'a MediaStore,
    post: &'a Post,
    attempt: Attempt,
}

/// Copies all media of a post. What can't be copied for good is named among the problems: a
/// product with fewer pictures is better than none.
pub(crate) async fn make(
    tiktok: &TikTokClient,
    store: &MediaStore,
    post: &Post,
    remote: &RemoteMedia,
    attempt: Attempt,
) -> Result<StoredMedia, Failure> {
    let copier = Copier {
        tiktok,
        store,
        post,
        attempt,
    };
    let mut stored = StoredMedia::default();
    let problems = &mut stored.problems;
    if let Some(url) = &remote.video {
        stored.video = copier.copy(url, PostMediaName::Video, problems).await?;
    }
    if let Some(url) = &remote.cover {
        stored.cover = copier.copy(url, PostMediaName::Cover, problems).await?;
    }
    for (index, url) in remote.photos.iter().take(MOST_PHOTOS).enumerate() {
        stored.photos.extend(
            copier
                .copy(url, PostMediaName::Photo(index), problems)
                .await?,
        );
    }
    Ok(stored)
}

impl Copier<'_> {
    /// Copies one file; its key, or nothing and a problem.
    async fn copy(
        &self,
        url: &str,
        name: PostMediaName,
        problems: &mut Vec<String>,
    ) -> Result<Option<String>, Failure> {
        let key = name.key(&self.post.tenant, self.post.id);
        match self.try_copy(url, name, &key).await {
            Ok(()) => Ok(Some(key)),
            Err(CopyError::Store(error)) => Err(Failure::retry(error)),
            Err(CopyError::Download(error)) => {
                if error.retry() != Retry::Never && self.attempt == Attempt::OneOfMore {
                    return Err(Failure::retry(error));
                }
                problems.push(format!("{} could not be copied: {error}.", what(name)));
                Ok(None)
            }
            Err(CopyError::WrongKind) => {
                problems.push(format!("{} is not of a kind that can be used.", what(name)));
                Ok(None)
            }
        }
    }

    async fn try_copy(&self, url: &str, name: PostMediaName, key: &str) -> Result<(), CopyError> {
        let url = Url::parse(url).map_err(|_| CopyError::WrongKind)?;
        let limit = match name {
            PostMediaName::Video => MOST_VIDEO_BYTES,
            PostMediaName::Cover | PostMediaName::Photo(_) => MOST_PICTURE_BYTES,
        };
        let download = self
            .tiktok
            .download(&url, limit)
            .await
            .map_err(CopyError::Download)?;
        let kind = download.kind();
        if (kind == MediaKind::Mp4) != (name == PostMediaName::Video) {
            return Err(CopyError::WrongKind);
        }
        let saved = self
            .store
            .save_stream(key, kind.content_type(), download.into_stream())
            .await;
        saved.map_err(|error| match error {
            MediaStoreError::Source(source) => match source.downcast::<DownloadError>() {
                Ok(error) => CopyError::Download(*error),
                Err(source) => CopyError::Store(MediaStoreError::Source(source)),
            },
            error => CopyError::Store(error),
        })
    }
}

enum CopyError {
    Download(DownloadError),
    Store(MediaStoreError),
    WrongKind,
}

fn what(name: PostMediaName) -> String {
    match name {
        PostMediaName::Video => "The video".to_owned(),
        PostMediaName::Cover => "The cover".to_owned(),
        PostMediaName::Photo(index) => format!("Photo {}", index + 1),
    }
}
