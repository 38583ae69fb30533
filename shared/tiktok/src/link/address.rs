//! The hosts that are TikTok's, and the tricks that make another host look like them.

use url::{Host, Url};

use super::LinkError;
use crate::public_address::is_public;

/// What TikTok serves on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// Pages: posts, profiles, embeds.
    Pages,
    /// Short links only: the path is the code.
    ShortLinks,
}

/// Which of TikTok's sites a link leads to.
///
/// Hosts must match exactly, so that neither `tiktok.com.evil.example` nor a made-up subdomain
/// passes.
pub(super) fn site_of(url: &Url) -> Result<Site, LinkError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(LinkError::NotAUrl);
    }
    let site = match url.host() {
        None => return Err(LinkError::NotAUrl),
        Some(Host::Domain("tiktok.com" | "www.tiktok.com" | "m.tiktok.com")) => Site::Pages,
        Some(Host::Domain("www.tiktokv.com")) => Site::Pages,
        Some(Host::Domain("vm.tiktok.com" | "vt.tiktok.com")) => Site::ShortLinks,
        Some(host) if is_inner(&host) => return Err(LinkError::PrivateAddress),
        Some(host) => {
            return Err(LinkError::OtherSite {
                host: host.to_string(),
            });
        }
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(LinkError::UserInfo);
    }
    match url.port() {
        None | Some(80 | 443) => Ok(site),
        Some(port) => Err(LinkError::Port { port }),
    }
}

/// Whether a host can only be one of a private network.
fn is_inner(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => !is_public((*address).into()),
        Host::Ipv6(address) => !is_public((*address).into()),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let inner_suffix = ["localhost", "local", "internal", "lan", "home.arpa"];
            !name.contains('.')
                || inner_suffix.iter().any(|suffix| {
                    name.strip_suffix(suffix)
                        .is_some_and(|rest| rest.ends_with('.'))
                })
        }
    }
}
