//! `GET https://www.tiktok.com/oembed?url=…`

use axum::http::{StatusCode, header};
use axum::response::Response;
use domain::PostId;
use serde_json::json;

use super::asked::Asked;
use super::catalog::{StandInCatalog, StandInPost, StandInShop};
use super::files::{COVER_LIFETIME, cdn_url};
use super::respond::{self, with_header};

pub(super) fn answer(catalog: &StandInCatalog, asked: &Asked) -> Response {
    let id = asked.query("url").as_deref().and_then(post_id);
    let Some((shop, post)) = id.and_then(|id| catalog.post(id)) else {
        // The real one does not say either whether a post is private, deleted or unknown.
        let body = json!({ "code": 400, "message": "Something went wrong" });
        return respond::json(StatusCode::BAD_REQUEST, &body);
    };
    let response = respond::json(StatusCode::OK, &body(shop, post));
    with_header(
        response,
        header::CACHE_CONTROL,
        "max-age=0, no-cache, no-store",
    )
}

/// The id at the end of a post's address.
fn post_id(url: &str) -> Option<PostId> {
    let path = url.split(['?', '#']).next()?;
    PostId::parse(path.trim_end_matches('/').rsplit('/').next()?).ok()
}

fn body(shop: &StandInShop, post: &StandInPost) -> serde_json::Value {
    let (handle, id, url) = (&shop.handle, post.id, post.url(shop));
    let profile = format!("https://www.tiktok.com/@{handle}");
    let html = format!(
        "<blockquote class=\"tiktok-embed\" cite=\"{url}\" data-video-id=\"{id}\" \
         data-embed-from=\"oembed\"><section><a target=\"_blank\" href=\"{profile}?refer=embed\">\
         @{handle}</a></section></blockquote>"
    );
    let mut body = json!({
        "version": "1.0",
        "type": "video",
        "title": post.caption,
        "author_url": profile,
        "author_name": shop.name,
        "width": "100%",
        "height": "100%",
        "html": html,
        "provider_url": "https://www.tiktok.com",
        "provider_name": "TikTok",
        "author_unique_id": handle,
        "embed_product_id": id,
        "embed_type": "video",
    });
    if let (Some(cover), Some(fields)) = (post.cover_file(), body.as_object_mut()) {
        fields.insert("thumbnail_width".into(), 576.into());
        fields.insert("thumbnail_height".into(), 1024.into());
        fields.insert(
            "thumbnail_url".into(),
            cdn_url(cover, COVER_LIFETIME).into(),
        );
    }
    body
}
