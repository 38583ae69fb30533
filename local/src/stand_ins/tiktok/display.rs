//! `open.tiktokapis.com`: token refresh, user info, video list and query.

use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::asked::Asked;
use super::catalog::{Connection, StandInCatalog, StandInPost, StandInShop};
use super::files::{DISPLAY_COVER_LIFETIME, cdn_url};
use super::respond::{self, page};

/// What the stand-in writes into every `log_id`.
const LOG_ID: &str = "20261123101112STANDIN000000000000";

const DEFAULT_COUNT: u64 = 10;
const MAX_COUNT: u64 = 20;

pub(super) fn answer(catalog: &StandInCatalog, asked: &Asked) -> Response {
    if (&asked.method, asked.path.as_str()) == (&Method::POST, "/v2/oauth/token/") {
        return refresh(catalog, asked);
    }
    let Some(shop) = asked
        .bearer()
        .and_then(|token| shop_of(catalog, token, "act."))
    else {
        return failure(StatusCode::UNAUTHORIZED, "access_token_invalid");
    };
    let body = asked.json();
    match (&asked.method, asked.path.as_str()) {
        (&Method::GET, "/v2/user/info/") => success(&json!({ "user": only(asked, &user(shop)) })),
        (&Method::POST, "/v2/video/list/") => list(shop, asked, &body),
        (&Method::POST, "/v2/video/query/") => query(shop, asked, &body),
        _ => page(StatusCode::NOT_FOUND, "404"),
    }
}

/// The connected shop a token such as `act.{handle}.{generation}` belongs to.
fn shop_of<'a>(catalog: &'a StandInCatalog, token: &str, kind: &str) -> Option<&'a StandInShop> {
    let (handle, _) = token.strip_prefix(kind)?.rsplit_once('.')?;
    catalog
        .shop(handle)
        .filter(|shop| shop.connection == Connection::DisplayApi)
}

/// Tokens of the next generation. The real service retires the old ones; this one cannot, since it
/// keeps nothing.
fn refresh(catalog: &StandInCatalog, asked: &Asked) -> Response {
    let refuse = |code: &str, words: &str| {
        let body = json!({ "error": code, "error_description": words, "log_id": LOG_ID });
        respond::json(StatusCode::BAD_REQUEST, &body)
    };
    if asked.form("client_key").is_none() || asked.form("client_secret").is_none() {
        return refuse("invalid_client", "Client key or secret is incorrect.");
    }
    if asked.form("grant_type").as_deref() != Some("refresh_token") {
        return refuse(
            "unsupported_grant_type",
            "Only refresh_token is offered here.",
        );
    }
    let token = asked.form("refresh_token").unwrap_or_default();
    let generation = token
        .rsplit('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    match (shop_of(catalog, &token, "rft."), generation) {
        (Some(shop), Some(generation)) => {
            let next = generation.wrapping_add(1);
            let body = json!({
                "access_token": shop.access_token(next),
                "expires_in": 7200,
                "open_id": open_id(shop),
                "refresh_expires_in": 15_552_000,
                "refresh_token": shop.refresh_token(next),
                "scope": "user.info.basic,user.info.profile,video.list",
                "token_type": "Bearer",
            });
            respond::json(StatusCode::OK, &body)
        }
        _ => refuse("invalid_grant", "Refresh token is invalid or expired."),
    }
}

fn open_id(shop: &StandInShop) -> String {
    format!("-000{}", shop.handle)
}

fn user(shop: &StandInShop) -> Value {
    json!({
        "open_id": open_id(shop),
        "display_name": shop.name,
        "username": shop.handle,
        "is_verified": false,
        "video_count": shop.posts.len(),
    })
}

fn video(shop: &StandInShop, post: &StandInPost) -> Value {
    let id = post.id;
    json!({
        "id": id,
        "create_time": post.created.as_second(),
        "cover_image_url": post.cover_file().map(|cover| cdn_url(cover, DISPLAY_COVER_LIFETIME)),
        "share_url": format!("{}?utm_campaign=tt4d_open_api", post.url(shop)),
        "video_description": post.caption,
        "title": post.caption,
        "duration": if post.photos.is_empty() { 6 } else { 0 },
        "height": 1024,
        "width": 576,
        "embed_link": format!("https://www.tiktok.com/player/v1/{id}"),
        "like_count": 0,
        "comment_count": 0,
        "share_count": 0,
        "view_count": 0,
    })
}

fn list(shop: &StandInShop, asked: &Asked, body: &Value) -> Response {
    let count = body
        .get("max_count")
        .map_or(Some(DEFAULT_COUNT), Value::as_u64);
    let Some(count) = count.filter(|count| (1..=MAX_COUNT).contains(count)) else {
        return failure(StatusCode::BAD_REQUEST, "invalid_params");
    };
    let before = body
        .get("cursor")
        .and_then(Value::as_i64)
        .unwrap_or(i64::MAX);
    let older: Vec<_> = shop
        .newest_first()
        .into_iter()
        .filter(|post| post.created.as_millisecond() < before)
        .collect();
    let shown: Vec<_> = older.iter().take(count as usize).collect();
    let videos: Vec<_> = shown
        .iter()
        .map(|post| only(asked, &video(shop, post)))
        .collect();
    success(&json!({
        "videos": videos,
        "cursor": shown.last().map_or(0, |post| post.created.as_millisecond()),
        "has_more": older.len() > shown.len(),
    }))
}

fn query(shop: &StandInShop, asked: &Asked, body: &Value) -> Response {
    let ids = body.pointer("/filters/video_ids").and_then(Value::as_array);
    let Some(ids) = ids.filter(|ids| ids.len() <= MAX_COUNT as usize) else {
        return failure(StatusCode::BAD_REQUEST, "invalid_params");
    };
    let is_asked = |post: &&StandInPost| ids.contains(&Value::String(post.id.to_string()));
    let videos: Vec<_> = shop
        .newest_first()
        .into_iter()
        .filter(is_asked)
        .map(|post| only(asked, &video(shop, post)))
        .collect();
    success(&json!({ "videos": videos }))
}

/// Of an object, only the fields that were asked for.
fn only(asked: &Asked, whole: &Value) -> Value {
    let fields = asked.query("fields").unwrap_or_default();
    let wanted = fields.split(',').filter_map(|field| {
        let field = field.trim();
        whole
            .get(field)
            .map(|value| (field.to_owned(), value.clone()))
    });
    Value::Object(wanted.collect::<Map<_, _>>())
}

fn success(data: &Value) -> Response {
    let error = json!({ "code": "ok", "message": "", "log_id": LOG_ID });
    respond::json(StatusCode::OK, &json!({ "data": data, "error": error }))
}

fn failure(status: StatusCode, code: &str) -> Response {
    let error = json!({ "code": code, "message": "See the error code.", "log_id": LOG_ID });
    respond::json(status, &json!({ "data": {}, "error": error }))
}
