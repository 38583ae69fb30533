//! The security headers of every page.
//!
//! Nothing runs, loads or is sent anywhere unless the page itself brought it: styles and the script
//! are allowed by their hashes, pictures come from our own host.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Where the buy form may lead, over all redirects of WhatsApp and of TikTok: Chromium holds a
/// form's redirects to this list too.
const FORM_TARGETS: &str = "'self' https://wa.me https://api.whatsapp.com https://web.whatsapp.com \
     whatsapp: https://www.tiktok.com https://vm.tiktok.com https://vt.tiktok.com";

/// The `Content-Security-Policy` of a page with these inline styles and scripts.
pub(crate) fn content_security_policy(styles: &[&str], scripts: &[&str]) -> String {
    format!(
        "default-src 'none'; img-src 'self'; style-src {}; script-src {}; form-action {FORM_TARGETS}; \
         base-uri 'none'; frame-ancestors 'none'",
        sources(styles),
        sources(scripts),
    )
}

fn sources(texts: &[&str]) -> String {
    if texts.is_empty() {
        return "'none'".to_owned();
    }
    let hashes: Vec<String> = texts
        .iter()
        .map(|text| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))))
        .collect();
    hashes.join(" ")
}

/// Adds the headers that go with a page's policy.
pub(crate) fn secure(headers: &mut HeaderMap, policy: &str) {
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pages_own_styles_and_scripts_are_allowed() {
        let policy = content_security_policy(&["a{}"], &[]);
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("script-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        let hash = "style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';";
        assert!(policy.contains(hash), "{policy}");
    }
}
