//! Name resolution that answers public addresses only.
//!
//! The host allow-lists stop links to inner hosts; this stops an allowed name that is made to
//! point inwards. The connection is opened to the very addresses checked here.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::public_address::is_public;

/// The system's resolver with every non-public address left out.
#[derive(Debug)]
pub(crate) struct PublicDns;

/// A name that leads to no public address.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` has no public address")]
pub(crate) struct NoPublicAddress {
    name: String,
}

impl Resolve for PublicDns {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public = only_public(name, found)?;
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn only_public(name: String, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, NoPublicAddress> {
    let public: Vec<_> = found
        .into_iter()
        .filter(|address| is_public(address.ip()))
        .collect();
    if public.is_empty() {
        Err(NoPublicAddress { name })
    } else {
        Ok(public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_addresses_are_left_out() {
        let found = ["127.0.0.1:0", "8.8.8.8:0", "[::1]:0"]
            .map(|a| a.parse().unwrap())
            .to_vec();
        assert_eq!(
            only_public("a.example".into(), found).unwrap(),
            ["8.8.8.8:0".parse().unwrap()]
        );
        let inner = vec!["10.0.0.1:0".parse().unwrap()];
        let refused = only_public("b.example".into(), inner).unwrap_err();
        assert_eq!(refused.to_string(), "`b.example` has no public address");
    }

    #[tokio::test]
    async fn this_machines_name_is_refused() {
        let name = "localhost".parse().unwrap();
        let refused = PublicDns.resolve(name).await.err().unwrap();
        assert!(refused.is::<NoPublicAddress>(), "{refused}");
    }
}
