//! Taking in what is new.

use std::collections::HashSet;

use captions::has_track_tag;
use catalog_store::CatalogStore;
use domain::{
    Import, ImportRow, Origin, Post, PostId, PostRequest, RemoteMedia, Shop, Stage, Tracking,
};
use function::Failure;
use jiff::Timestamp;
use tiktok::FoundPost;
use uuid::Uuid;

/// Takes in the posts with `#TRACK` that the hub does not know; says how many.
pub(crate) async fn new_posts(
    catalog: &CatalogStore,
    shop: &Shop,
    found: &[FoundPost],
    now: Timestamp,
) -> Result<usize, Failure> {
    let tracked: Vec<&FoundPost> = found
        .iter()
        .filter(|post| has_track_tag(&post.caption))
        .collect();
    let ids: Vec<PostId> = tracked.iter().map(|post| post.id).collect();
    let known = catalog
        .posts(&shop.tenant, &ids)
        .await
        .map_err(Failure::retry)?;
    let known: HashSet<PostId> = known.into_iter().map(|post| post.id).collect();
    let new: Vec<&FoundPost> = tracked
        .into_iter()
        .filter(|post| !known.contains(&post.id))
        .collect();
    if new.is_empty() {
        return Ok(0);
    }
    let import = Import {
        tenant: shop.tenant.clone(),
        id: Uuid::now_v7(),
        requested_at: now,
        rows: new
            .iter()
            .map(|post| ImportRow::Accepted { post_id: post.id })
            .collect(),
    };
    catalog.put_import(&import).await.map_err(Failure::retry)?;
    for found in &new {
        let post = post(shop, &import, found);
        catalog.put_post(&post).await.map_err(Failure::retry)?;
    }
    Ok(new.len())
}

fn post(shop: &Shop, import: &Import, found: &FoundPost) -> Post {
    let request = PostRequest {
        origin: Origin::Sync,
        tracking: Tracking::Required,
        handle: Some(shop.handle.clone()),
        url: Some(found.link().canonical_url().into()),
        caption: Some(found.caption.clone()),
        market: Some(shop.market),
        posted_at: found.posted_at,
        media: RemoteMedia {
            video: found.video_url.clone().map(Into::into),
            cover: found.cover_url.clone().map(Into::into),
            photos: found.photo_urls.iter().cloned().map(Into::into).collect(),
        },
    };
    Post::new(import, found.id, request, Stage::Requested)
}
