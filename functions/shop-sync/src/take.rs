//! Taking in what is new.

use std::collections::HashSet;

use captions::has_track_tag;
use catalog_store::CatalogStore;
use domain::{Import, ImportRow, Origin, Post, PostId, PostRequest, Shop, Stage, Tracking};
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
    let tracked: Vec<&FoundPost> = found.iter().filter(|post| is_wanted(shop, post)).collect();
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
        let (id, found) = (found.id, (*found).clone());
        let request = found.into_request(Origin::Sync, Tracking::Required, Some(shop.market));
        let request = PostRequest {
            handle: Some(shop.handle.clone()),
            ..request
        };
        let post = Post::new(&import, id, request, Stage::Requested);
        catalog.put_post(&post).await.map_err(Failure::retry)?;
    }
    Ok(new.len())
}

/// Only the shop's own posts, and of those the ones with `#TRACK`: a scraper may show others'.
fn is_wanted(shop: &Shop, post: &FoundPost) -> bool {
    let own = post
        .handle
        .as_ref()
        .is_none_or(|handle| *handle == shop.handle);
    own && has_track_tag(&post.caption)
}
