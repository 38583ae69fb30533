//! Files with signed addresses (TikTok's CDN) and range requests (the CDN and Apify's store).

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::asked::Asked;
use super::catalog::StandInCatalog;
use super::respond::{page, plain, typed, with_header};

/// How long oEmbed's and the scraper's cover addresses live.
pub(super) const COVER_LIFETIME: SignedDuration = SignedDuration::from_hours(48);

/// How long the Display API's cover addresses live.
pub(super) const DISPLAY_COVER_LIFETIME: SignedDuration = SignedDuration::from_hours(6);

/// A signed address of a file on the CDN.
pub(super) fn cdn_url(name: &str, lifetime: SignedDuration) -> String {
    let expires = Timestamp::now()
        .as_second()
        .saturating_add(lifetime.as_secs());
    format!("https://p16-sign-va.tiktokcdn.com/obj/{name}?x-expires={expires}&x-signature=stand-in")
}

/// The CDN's answer: the file, while the address has not expired.
pub(super) fn cdn(catalog: &StandInCatalog, asked: &Asked) -> Response {
    let expires = asked
        .query("x-expires")
        .and_then(|second| second.parse::<i64>().ok());
    if expires.is_none_or(|second| second < Timestamp::now().as_second()) {
        return page(StatusCode::FORBIDDEN, "Access Denied");
    }
    match asked
        .path
        .strip_prefix("/obj/")
        .and_then(|name| catalog.file(name).map(|f| (name, f)))
    {
        Some((name, file)) => ranged(asked, name, file),
        None => page(StatusCode::NOT_FOUND, "Not Found"),
    }
}

/// A file, or the part of it that a range asks for.
pub(super) fn ranged(asked: &Asked, name: &str, file: Bytes) -> Response {
    let etag = format!("\"{:x}-{:x}\"", file.len(), checksum(&file));
    let unchanged = asked
        .header(header::IF_RANGE)
        .is_none_or(|known| known == etag);
    let range = asked.header(header::RANGE).filter(|_| unchanged);
    let whole = file.len();
    let response = match range.and_then(|range| bounds(range, whole)) {
        None => typed(StatusCode::OK, content_type(name), file),
        Some((first, last)) if first < whole && first <= last => {
            let part = file.slice(first..=last.min(whole - 1));
            let range = format!("bytes {first}-{}/{whole}", first + part.len() - 1);
            let response = typed(StatusCode::PARTIAL_CONTENT, content_type(name), part);
            with_header(response, header::CONTENT_RANGE, &range)
        }
        Some(_) => {
            let response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "no such range");
            with_header(response, header::CONTENT_RANGE, &format!("bytes */{whole}"))
        }
    };
    let response = with_header(response, header::ACCEPT_RANGES, "bytes");
    with_header(response, header::ETAG, &etag)
}

/// The first and last byte of `bytes=5-` or `bytes=5-9`.
fn bounds(range: &str, whole: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = if last.is_empty() {
        whole.saturating_sub(1)
    } else {
        last.parse().ok()?
    };
    Some((first.parse().ok()?, last))
}

/// FNV-1a: enough to tell two versions of a file apart.
fn checksum(file: &[u8]) -> u64 {
    file.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        _ => "application/octet-stream",
    }
}
