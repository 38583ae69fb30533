//! One item of the scraper's dataset.
//!
//! Read by hand rather than by a derived shape: the actor changes often, so that a field of an
//! unexpected type counts as missing, and only what makes a post a post can refuse a row.

use domain::{Handle, Market, PostId};
use jiff::Timestamp;
use serde_json::{Map, Value};
use url::Url;

use super::{DatasetRow, RowProblem};
use crate::FoundPost;
use crate::link::{self, Link, PostKind, PostLink};

/// Longest note of the scraper that is repeated to people, in characters.
const MAX_NOTE_CHARS: usize = 200;

pub(super) fn read(value: &Value) -> Result<DatasetRow, RowProblem> {
    let item = value.as_object().ok_or(RowProblem::NotAnObject)?;
    let web_link = web_link(item);
    let id = id(item, web_link.as_ref())?;
    let is_slideshow = item
        .get("isSlideshow")
        .and_then(Value::as_bool)
        .unwrap_or(false)
        || web_link
            .as_ref()
            .is_some_and(|link| link.kind == PostKind::Photo);
    let kind = if is_slideshow {
        PostKind::Photo
    } else {
        PostKind::Video
    };
    let post = FoundPost {
        id,
        handle: text_at(value, "/authorMeta/name")
            .and_then(|name| Handle::parse(name).ok())
            .or_else(|| web_link.and_then(|link| link.handle)),
        kind,
        caption: caption(item)?,
        posted_at: posted_at(item),
        cover_url: url_at(value, "/videoMeta/coverUrl")
            .or_else(|| url_at(value, "/videoMeta/originalCoverUrl")),
        video_url: match kind {
            PostKind::Photo => None,
            PostKind::Video => {
                url_at(value, "/mediaUrls/0").or_else(|| url_at(value, "/videoMeta/downloadAddr"))
            }
        },
        photo_urls: photo_urls(item),
    };
    let region = text_at(value, "/authorMeta/region").and_then(|code| Market::parse(code).ok());
    Ok(DatasetRow { post, region })
}

fn id(item: &Map<String, Value>, web_link: Option<&PostLink>) -> Result<PostId, RowProblem> {
    match item.get("id") {
        Some(Value::String(id)) => PostId::parse(id).map_err(|_| RowProblem::BadId),
        // Some exports turn ids into numbers; one that a spreadsheet rounded is a fraction.
        Some(Value::Number(id)) => PostId::parse(&id.to_string()).map_err(|_| RowProblem::BadId),
        _ => web_link
            .map(|link| link.id)
            .ok_or_else(|| match note(item) {
                Some(message) => RowProblem::Reported { message },
                None => RowProblem::NoId,
            }),
    }
}

fn note(item: &Map<String, Value>) -> Option<String> {
    let text = |key| {
        item.get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    ["error", "note", "errorCode"]
        .into_iter()
        .find_map(text)
        .map(|note| note.chars().take(MAX_NOTE_CHARS).collect())
}

fn web_link(item: &Map<String, Value>) -> Option<PostLink> {
    match link::parse(item.get("webVideoUrl")?.as_str()?).ok()? {
        Link::Post(post) => Some(post),
        Link::Short(_) => None,
    }
}

fn caption(item: &Map<String, Value>) -> Result<String, RowProblem> {
    match item.get("text") {
        Some(Value::String(text)) => Ok(text.clone()),
        None | Some(Value::Null) => Ok(String::new()),
        Some(_) => Err(RowProblem::CaptionNotText),
    }
}

fn posted_at(item: &Map<String, Value>) -> Option<Timestamp> {
    let seconds = item.get("createTime").and_then(Value::as_i64);
    let iso = item.get("createTimeISO").and_then(Value::as_str);
    seconds
        .filter(|second| *second > 0)
        .and_then(|second| Timestamp::from_second(second).ok())
        .or_else(|| iso.and_then(|text| text.parse().ok()))
}

fn photo_urls(item: &Map<String, Value>) -> Vec<Url> {
    let links = item.get("slideshowImageLinks").and_then(Value::as_array);
    links
        .into_iter()
        .flatten()
        .filter_map(|link| {
            // The scraper's own copy outlives TikTok's signature.
            url_at(link, "/downloadLink").or_else(|| url_at(link, "/tiktokLink"))
        })
        .collect()
}

fn text_at<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

fn url_at(value: &Value, pointer: &str) -> Option<Url> {
    text_at(value, pointer)
        .and_then(|text| Url::parse(text).ok())
        .filter(|url| url.scheme() == "https")
}
