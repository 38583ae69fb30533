//! Answers that browsers and CloudFront may keep.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A body with a strong `ETag` made from its content.
#[derive(Debug, Clone)]
pub struct Cacheable {
    /// Media type of the body.
    pub media_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// Value of `Cache-Control`.
    pub cache_control: &'static str,
}

impl Cacheable {
    /// The body, or `304 Not Modified` where the client has it already.
    pub fn respond(self, request: &HeaderMap) -> Response {
        let digest = Sha256::digest(&self.body);
        let digest = digest.get(..16).unwrap_or(&digest);
        let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest));
        let known = request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == etag || tag == "*");
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Body::from(self.body).into_response()
        };
        let headers = response.headers_mut();
        if !known {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.media_type),
            );
        }
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(self.cache_control),
        );
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn respond(if_none_match: Option<&str>) -> Response {
        let mut request = HeaderMap::new();
        if let Some(value) = if_none_match {
            request.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
        }
        let page = Cacheable {
            media_type: "text/plain",
            body: b"hello".to_vec(),
            cache_control: "public, max-age=15",
        };
        page.respond(&request)
    }

    #[test]
    fn a_known_body_is_not_sent_again() {
        let first = respond(None);
        assert_eq!(first.status(), StatusCode::OK);
        let etag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        for known in [
            etag.clone(),
            format!("W/{etag}"),
            format!("\"other\", {etag}"),
        ] {
            let second = respond(Some(&known));
            assert_eq!(second.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(second.headers()[header::ETAG].to_str().unwrap(), etag);
        }
        assert_eq!(respond(Some("\"other\"")).status(), StatusCode::OK);
    }
}
