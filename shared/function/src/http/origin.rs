//! The address the public knows this installation by.

use axum::http::{HeaderMap, header};

use crate::Environment;

/// Makes absolute addresses.
///
/// From `PUBLIC_URL` where it is set. Else from the request: behind CloudFront the viewer's host
/// comes in `x-forwarded-host`, since the distribution's name can't be given to the functions it
/// stands before.
#[derive(Debug, Clone)]
pub struct Origin {
    configured: Option<String>,
}

impl Origin {
    /// Reads `PUBLIC_URL`.
    pub fn from_environment(environment: &Environment) -> Self {
        let configured = environment
            .get("PUBLIC_URL")
            .map(|url| url.trim_end_matches('/').to_owned());
        Self { configured }
    }

    /// Scheme and host without a final slash, such as `https://shops.example`.
    pub fn of(&self, request: &HeaderMap) -> String {
        if let Some(configured) = &self.configured {
            return configured.clone();
        }
        let text = |name: &str| request.get(name).and_then(|value| value.to_str().ok());
        let host = text("x-forwarded-host")
            .or_else(|| text(header::HOST.as_str()))
            .filter(|host| is_host(host))
            .unwrap_or("localhost");
        let scheme = match text("x-forwarded-proto") {
            Some("http") => "http",
            _ => "https",
        };
        format!("{scheme}://{host}")
    }
}

/// Only what can stand in an address: a hostile header must not reach a page or a link.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 255
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(public_url: &str, headers: &[(&'static str, &str)], expected: &str) {
        let variables = BTreeMap::from([("PUBLIC_URL".to_owned(), public_url.to_owned())]);
        let origin = Origin::from_environment(&Environment::from_map(variables));
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect();
        assert_eq!(origin.of(&headers), expected);
    }

    #[test]
    fn the_viewers_address_wins() {
        check(
            "https://shops.example/",
            &[("host", "api.example")],
            "https://shops.example",
        );
        check("", &[("host", "api.example")], "https://api.example");
        check(
            "",
            &[
                ("host", "api.example"),
                ("x-forwarded-host", "d1.cloudfront.example"),
            ],
            "https://d1.cloudfront.example",
        );
        check(
            "",
            &[("host", "127.0.0.1:8080"), ("x-forwarded-proto", "http")],
            "http://127.0.0.1:8080",
        );
        check("", &[("host", "\"><script>")], "https://localhost");
    }
}
