//! Where media may be downloaded from.

use url::{Host, Url};

use super::DownloadError;

/// TikTok names its CDN hosts by region and changes them; their suffixes are stable.
const CDN_SUFFIXES: [&str; 3] = [".tiktokcdn.com", ".tiktokcdn-us.com", ".tiktokcdn-eu.com"];

const APIFY: &str = "api.apify.com";

/// Apify's API documents a redirect for large records; public pages show it leading here.
const APIFY_BUCKET: &str = "apifier-key-value-store-prod.s3.amazonaws.com";

/// Who serves an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// TikTok's CDN: signed addresses.
    TikTokCdn,
    /// Apify's key-value stores: may ask for the token.
    ApifyStore,
    /// What Apify's stores redirect to: signed addresses.
    ApifyBucket,
}

/// Who serves an address, if it is one the hub downloads from.
pub(super) fn source_of(url: &Url) -> Result<Source, DownloadError> {
    let plain = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let source = match url.host() {
        Some(Host::Domain(APIFY)) if is_record(url) => Some(Source::ApifyStore),
        Some(Host::Domain(APIFY_BUCKET)) => Some(Source::ApifyBucket),
        Some(Host::Domain(name)) if CDN_SUFFIXES.iter().any(|suffix| name.ends_with(suffix)) => {
            Some(Source::TikTokCdn)
        }
        _ => None,
    };
    source
        .filter(|_| plain)
        .ok_or_else(|| DownloadError::HostNotAllowed {
            host: url.host_str().unwrap_or_default().to_owned(),
        })
}

/// `/v2/key-value-stores/{store}/records/{key}`
fn is_record(url: &Url) -> bool {
    let mut segments = url.path_segments().into_iter().flatten();
    matches!(
        (segments.next(), segments.next()),
        (Some("v2"), Some("key-value-stores"))
    ) && segments.next().is_some_and(|store| !store.is_empty())
        && segments.next() == Some("records")
        && segments.next().is_some_and(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<Source>) {
        assert_eq!(source_of(&Url::parse(url).unwrap()).ok(), expected, "{url}");
    }

    #[test]
    fn only_listed_sources_are_asked() {
        check(
            "https://p16-sign-va.tiktokcdn.com/obj/a?x-expires=1",
            Some(Source::TikTokCdn),
        );
        check(
            "https://p16-sign.tiktokcdn-us.com/a",
            Some(Source::TikTokCdn),
        );
        check("https://p16.tiktokcdn-eu.com/a", Some(Source::TikTokCdn));
        let record = "https://api.apify.com/v2/key-value-stores/Kv1/records/video-nalu-1";
        check(record, Some(Source::ApifyStore));
        check(
            "https://apifier-key-value-store-prod.s3.amazonaws.com/Kv1/video-1?Signature=x",
            Some(Source::ApifyBucket),
        );
        check("https://other.s3.amazonaws.com/Kv1/video-1", None);
        check(&record.replace("https", "http"), None);
        check("https://api.apify.com/v2/users/me", None);
        check(
            "https://api.apify.com/v2/key-value-stores/Kv1/records/",
            None,
        );
        check(
            "https://api.apify.com/v2/key-value-stores/../users/me",
            None,
        );
        check("http://p16.tiktokcdn.com/a", None);
        check("https://p16.tiktokcdn.com:8443/a", None);
        check("https://user@p16.tiktokcdn.com/a", None);
        check("https://tiktokcdn.com.evil.example/a", None);
        check("https://eviltiktokcdn.com/a", None);
        check("https://p16.tiktokcdn.com@evil.example/a", None);
        check("https://127.0.0.1/a.mp4", None);
        check("https://169.254.169.254/latest/meta-data/", None);
        check("https://[::1]/a", None);
        check("file:///etc/passwd", None);
    }
}
