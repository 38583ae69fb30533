//! Short links: `vm.tiktok.com/CODE`, `vt.tiktok.com/CODE` and `www.tiktok.com/t/CODE`.

use axum::http::{Method, StatusCode, header};
use axum::response::Response;

use super::asked::Asked;
use super::catalog::StandInCatalog;
use super::respond::{page, plain, with_header};

/// A code whose short link leads to another site, for trying how the hub refuses that.
pub const ELSEWHERE_CODE: &str = "ZMelsewhere";

pub(super) fn answer(catalog: &StandInCatalog, asked: &Asked) -> Response {
    if asked.method != Method::GET && asked.method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "");
    }
    let path = asked.path.trim_matches('/');
    let code = match asked.host.as_str() {
        "vm.tiktok.com" | "vt.tiktok.com" => path,
        _ => match path.strip_prefix("t/") {
            Some(code) => code,
            // TikTok's pages are for people.
            None => return page(StatusCode::OK, "TikTok - Make Your Day"),
        },
    };
    let location = match catalog.find(|post| post.short_code.as_deref() == Some(code)) {
        Some((shop, post)) => format!("{}?_r=1&_t=ZM-standin", post.url(shop)),
        None if code == ELSEWHERE_CODE => "https://elsewhere.example/shop".to_owned(),
        None => "https://www.tiktok.com/".to_owned(),
    };
    with_header(
        plain(StatusCode::MOVED_PERMANENTLY, ""),
        header::LOCATION,
        &location,
    )
}
