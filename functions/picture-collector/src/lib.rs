//! Picture collector: deletes the pictures that no post refers to.
//!
//! They come about when a worker stored pictures and died before it said so, and another try chose
//! others. A post's pictures are settled once its thumbnails part is done, since a part that is
//! done stays; until then, and while they are young, all of them are kept. Each run goes on where
//! the one before it ended and starts over at the end.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU16;
use std::sync::Arc;

use catalog_store::{CatalogStore, StoreError};
use domain::{Part, Post, PostId, TenantId, ThumbnailAnalysis};
use function::{Aws, Environment, Failure, Function, StartError};
use jiff::{SignedDuration, Timestamp};
use media_store::{MediaStore, MediaStoreError, PicturePage, StoredPicture};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "picture-collector";
/// Pictures listed at once: what S3 gives and deletes at most.
const PAGE: u16 = 1000;

struct Collector {
    catalog: CatalogStore,
    media: MediaStore,
    tenant: TenantId,
    grace: SignedDuration,
    most_pictures: u16,
}

/// What one run did.
#[derive(Debug, Default)]
struct Tally {
    seen: usize,
    deleted: usize,
    failed: usize,
    bytes: u64,
}

/// Why a run ended early. What it deleted stays deleted; the next run goes on.
#[derive(Debug, thiserror::Error)]
enum CollectError {
    #[error("the posts can't be read")]
    Catalog(#[from] StoreError),
    #[error("the pictures can't be listed or deleted")]
    Media(#[from] MediaStoreError),
}

/// Builds the function.
///
/// # Errors
/// When a variable is missing or wrong.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let table = settings.required("CATALOG_TABLE");
    let bucket = settings.required("MEDIA_BUCKET");
    let tenant = settings.parsed_or("TENANT", TenantId::default(), TenantId::parse);
    let grace_days: u32 = settings.parsed_or("PICTURE_GRACE_DAYS", 7, str::parse);
    // With none a run would do nothing, for ever, and say that all is well.
    let most_pictures = settings.parsed_or("MOST_PICTURES", 20_000, |text| {
        text.parse().map(NonZeroU16::get)
    });
    settings.finish()?;
    let aws = Aws::new(environment);
    let collector = Arc::new(Collector {
        catalog: CatalogStore::new(aws.dynamodb(), table),
        media: MediaStore::new(aws.s3(), bucket),
        tenant,
        grace: SignedDuration::from_hours(24 * i64::from(grace_days)),
        most_pictures,
    });
    Ok(function::schedule(NAME, move || {
        let collector = Arc::clone(&collector);
        async move {
            collector
                .collect(Timestamp::now())
                .await
                .map_err(Failure::retry)
        }
    }))
}

impl Collector {
    async fn collect(&self, now: Timestamp) -> Result<(), CollectError> {
        let mut tally = Tally::default();
        let mut left = self.most_pictures;
        let mut after = self.catalog.collector_position(&self.tenant).await?;
        while left > 0 {
            let page = self
                .media
                .pictures(&self.tenant, after, left.min(PAGE))
                .await?;
            left = left.saturating_sub(PAGE);
            after = page.next.clone();
            self.sweep(page, now, &mut tally).await?;
            self.catalog
                .save_collector_position(&self.tenant, after.clone())
                .await?;
            if after.is_none() {
                break;
            }
        }
        let Tally {
            seen,
            deleted,
            failed,
            bytes,
        } = tally;
        tracing::info!(
            function = NAME,
            seen,
            deleted,
            failed,
            bytes,
            "pictures collected"
        );
        function::count(NAME, "PicturesDeleted", deleted as u64);
        function::count(NAME, "PicturesNotDeleted", failed as u64);
        Ok(())
    }

    /// Deletes what nothing refers to. Where the posts can't be read, nothing is deleted.
    async fn sweep(
        &self,
        page: PicturePage,
        now: Timestamp,
        tally: &mut Tally,
    ) -> Result<(), CollectError> {
        tally.seen += page.pictures.len();
        let is_old = |picture: &StoredPicture| now.duration_since(picture.stored_at) >= self.grace;
        let old: Vec<StoredPicture> = page.pictures.into_iter().filter(is_old).collect();
        let ids: Vec<PostId> = old.iter().map(|picture| picture.post_id).collect();
        let posts = self.catalog.posts(&self.tenant, &ids).await?;
        let posts: HashMap<PostId, Post> = posts.into_iter().map(|post| (post.id, post)).collect();
        let in_use: HashMap<PostId, Keep<'_>> =
            posts.iter().map(|(id, post)| (*id, keep(post))).collect();
        let is_garbage = |picture: &&StoredPicture| match in_use.get(&picture.post_id) {
            Some(Keep::All) => false,
            Some(Keep::Only(keys)) => !keys.contains(picture.key.as_str()),
            None => true,
        };
        let garbage: Vec<&StoredPicture> = old.iter().filter(is_garbage).collect();
        let keys = garbage.iter().map(|picture| picture.key.clone()).collect();
        let failed = self.media.delete_pictures(keys).await?;
        for (key, code) in &failed {
            tracing::warn!(function = NAME, key, code, "a picture could not be deleted");
        }
        let failed: HashSet<String> = failed.into_iter().map(|(key, _)| key).collect();
        tally.failed += failed.len();
        for picture in garbage {
            if !failed.contains(&picture.key) {
                tally.deleted += 1;
                tally.bytes += picture.bytes;
            }
        }
        Ok(())
    }
}

/// Which of a post's pictures are in use.
enum Keep<'a> {
    /// Any of them may be.
    All,
    /// These keys.
    Only(HashSet<&'a str>),
}

fn keep(post: &Post) -> Keep<'_> {
    let Some(Part::Done { analysis, .. }) = &post.parts.thumbnails else {
        return Keep::All; // a worker may be about to say which
    };
    Keep::Only(keys(analysis).collect())
}

fn keys(analysis: &ThumbnailAnalysis) -> impl Iterator<Item = &str> {
    let portraits = analysis.pictures.iter().flat_map(|picture| &picture.files);
    portraits
        .chain(&analysis.share)
        .map(|file| file.key.as_str())
}
