//! What the path of a link on TikTok's own hosts means.
//!
//! The forms are those TikTok's app, site, embeds and redirects have been seen to use, the
//! retired ones included, since old links are still pasted.

use domain::{Handle, PostId};
use percent_encoding::percent_decode_str;
use url::Url;

use super::address::{Site, site_of};
use super::{Link, LinkError, PostKind, PostLink, ShortLink};

/// How many links may be wrapped in one another (bio redirect, login wall).
const MAX_WRAPPING: u8 = 3;

/// What a link on the web leads to, by its address alone.
pub(crate) fn read(url: &Url) -> Result<Link, LinkError> {
    read_wrapped(url, 0)
}

fn read_wrapped(url: &Url, depth: u8) -> Result<Link, LinkError> {
    let site = site_of(url)?;
    let segments = segments(url);
    let mut path: Vec<&str> = segments.iter().map(String::as_str).collect();
    if let (Site::ShortLinks, [code]) = (site, path.as_slice()) {
        return short(url, code, "");
    }
    if path.len() > 1 && path.first().is_some_and(|first| is_locale(first)) {
        path.remove(0);
    }
    match path.as_slice() {
        ["t", code, ..] => short(url, code, "t/"),
        ["link", "v2", ..] => wrapped(url, "target", depth),
        ["login", ..] => wrapped(url, "redirect_url", depth),
        ["share", "video", id, ..] | ["player", "v1", id, ..] => post(None, PostKind::Video, id),
        ["share", "photo", id, ..] => post(None, PostKind::Photo, id),
        ["v", id, ..] => post(
            None,
            PostKind::Video,
            id.strip_suffix(".html").unwrap_or(id),
        ),
        ["embed", version, id, ..] if is_embed_version(version) => post(None, PostKind::Video, id),
        ["embed", id] => post(None, PostKind::Video, id),
        ["live", ..] | ["share", "live", ..] => Err(LinkError::LiveStream),
        [user, rest @ ..] => match user.strip_prefix('@') {
            Some(user) => of_user(user, rest),
            None => Err(LinkError::NotAPost),
        },
        [] => Err(LinkError::NotAPost),
    }
}

fn of_user(user: &str, rest: &[&str]) -> Result<Link, LinkError> {
    let handle = handle(user);
    match rest {
        ["video", id, ..] => post(handle, PostKind::Video, id),
        ["photo", id, ..] => post(handle, PostKind::Photo, id),
        ["video" | "photo"] => Err(LinkError::BadId),
        ["live", ..] => Err(LinkError::LiveStream),
        [] => Err(LinkError::Profile { handle }),
        _ => Err(LinkError::NotAPost),
    }
}

/// The path's parts without empty ones, percent-decoded (apps encode `@`).
fn segments(url: &Url) -> Vec<String> {
    url.path()
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

/// `en`, `pt-BR`, `zh-Hant`: the language some links begin with.
fn is_locale(segment: &str) -> bool {
    let (language, region) = segment.split_once('-').unwrap_or((segment, "xx"));
    language.len() == 2
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && (2..=4).contains(&region.len())
        && region.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_embed_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The handle in a link; none where TikTok names the account by number or by an internal id.
fn handle(user: &str) -> Option<Handle> {
    let is_account_number = user.len() >= 15 && user.bytes().all(|byte| byte.is_ascii_digit());
    if is_account_number {
        None
    } else {
        Handle::parse(user).ok()
    }
}

fn post(handle: Option<Handle>, kind: PostKind, id: &str) -> Result<Link, LinkError> {
    let id = PostId::parse(id).map_err(|_| LinkError::BadId)?;
    Ok(Link::Post(PostLink { id, handle, kind }))
}

fn short(url: &Url, code: &str, folder: &str) -> Result<Link, LinkError> {
    let fits = (1..=32).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let host = url.host_str().unwrap_or_default();
    if !fits {
        return Err(LinkError::NotAPost);
    }
    // Written anew, so that nothing of the pasted text but host and code is ever requested.
    Url::parse(&format!("https://{host}/{folder}{code}/"))
        .map(|url| Link::Short(ShortLink { url }))
        .map_err(|_| LinkError::NotAPost)
}

fn wrapped(url: &Url, parameter: &str, depth: u8) -> Result<Link, LinkError> {
    let target = url
        .query_pairs()
        .find(|(name, _)| name == parameter)
        .map(|(_, value)| value);
    match target.and_then(|target| url.join(&target).ok()) {
        Some(target) if depth < MAX_WRAPPING => read_wrapped(&target, depth + 1),
        _ => Err(LinkError::NotAPost),
    }
}
