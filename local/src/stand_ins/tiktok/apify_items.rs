//! What the scraper finds: dataset items for an actor's input.

use domain::PostId;
use jiff::tz::Offset;
use serde_json::{Value, json};

use super::asked::Asked;
use super::catalog::{StandInCatalog, StandInPost, StandInShop};
use super::files::{COVER_LIFETIME, cdn_url};

/// The store that downloaded videos and photos lie in.
pub(super) const STORE: &str = "KvStandIn";

/// The items for a request that starts the actor.
pub(super) fn scrape(catalog: &StandInCatalog, asked: &Asked) -> Vec<Value> {
    let input = asked.json();
    let texts = |field: &str| {
        let list = input
            .get(field)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        list.filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let profiles = texts("profiles")
        .into_iter()
        .flat_map(|handle| profile(catalog, &handle, &input));
    let posts = texts("postURLs")
        .into_iter()
        .map(|url| post(catalog, &url, &input));
    let most = asked.number("maxItems").unwrap_or(usize::MAX);
    profiles.chain(posts).take(most).collect()
}

fn profile(catalog: &StandInCatalog, handle: &str, input: &Value) -> Vec<Value> {
    let Some(shop) = catalog.shop(&handle.trim_start_matches('@').to_ascii_lowercase()) else {
        return vec![json!({
            "url": format!("https://www.tiktok.com/@{handle}"),
            "input": handle,
            "error": "This profile doesn't exist",
            "errorCode": "profile-not-found",
        })];
    };
    let most = input
        .get("resultsPerPage")
        .and_then(Value::as_u64)
        .unwrap_or(1);
    let oldest = input
        .get("oldestPostDateUnified")
        .and_then(Value::as_str)
        .unwrap_or_default();
    shop.newest_first()
        .into_iter()
        .take(usize::try_from(most).unwrap_or(usize::MAX))
        // Days in this form order as text.
        .filter(|post| {
            Offset::UTC
                .to_datetime(post.created)
                .date()
                .to_string()
                .as_str()
                >= oldest
        })
        .map(|post| item(shop, post, input))
        .collect()
}

fn post(catalog: &StandInCatalog, url: &str, input: &Value) -> Value {
    let id = url.rsplit('/').next().and_then(|id| PostId::parse(id).ok());
    match id.and_then(|id| catalog.post(id)) {
        Some((shop, post)) => item(shop, post, input),
        None => json!({ "url": url, "input": url, "error": "Post not found or private" }),
    }
}

fn item(shop: &StandInShop, post: &StandInPost, input: &Value) -> Value {
    let (handle, id) = (&shop.handle, post.id);
    let copies = |what: &str| input.get(what).and_then(Value::as_bool).unwrap_or(false);
    let record =
        |key: &str| format!("https://api.apify.com/v2/key-value-stores/{STORE}/records/{key}");
    let time = Offset::UTC
        .to_datetime(post.created)
        .strftime("%Y%m%d%H%M%S");
    let video = post
        .video
        .as_ref()
        .filter(|_| copies("shouldDownloadVideos"))
        .map(|_| record(&format!("video-{handle}-{time}-{id}")));
    let photos: Vec<Value> = post
        .photos
        .iter()
        .enumerate()
        .map(|(number, photo)| {
            let at_tiktok = cdn_url(photo, COVER_LIFETIME);
            let copy = record(&format!("photo-{handle}-{number}-{id}"));
            let download = if copies("shouldDownloadSlideshowImages") {
                copy
            } else {
                at_tiktok.clone()
            };
            json!({ "tiktokLink": at_tiktok, "downloadLink": download })
        })
        .collect();
    let cover = post
        .cover_file()
        .map(|cover| cdn_url(cover, COVER_LIFETIME));
    let mut item = json!({
        "id": id,
        "text": post.caption,
        "createTime": post.created.as_second(),
        "createTimeISO": post.created.to_string(),
        "isAd": false,
        "authorMeta": {
            "name": handle,
            "profileUrl": format!("https://www.tiktok.com/@{handle}"),
            "nickName": shop.name,
            "verified": false,
            "privateAccount": false,
            "region": shop.market,
        },
        "webVideoUrl": post.url(shop),
        "mediaUrls": video.iter().collect::<Vec<_>>(),
        "videoMeta": {
            "height": 1024,
            "width": 576,
            "duration": if post.photos.is_empty() { 6 } else { 0 },
            "coverUrl": cover,
            "originalCoverUrl": cover,
            "definition": "540p",
            "format": "mp4",
            "subtitleLinks": [],
        },
        "diggCount": 0,
        "shareCount": 0,
        "playCount": 0,
        "commentCount": 0,
        "hashtags": hashtags(&post.caption),
        "isSlideshow": !post.photos.is_empty(),
        "isPinned": false,
        "fromProfileSection": "videos",
    });
    if let (Some(video), Some(meta)) = (video, item.pointer_mut("/videoMeta")) {
        insert(meta, "downloadAddr", video.into());
    }
    if !photos.is_empty() {
        insert(&mut item, "slideshowImageLinks", photos.into());
    }
    item
}

fn insert(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

fn hashtags(caption: &str) -> Vec<Value> {
    caption
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('#'))
        .map(|name| json!({ "name": name.to_lowercase() }))
        .collect()
}
