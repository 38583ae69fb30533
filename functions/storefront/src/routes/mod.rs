//! The routes: read the address, load, hand to a page.
//!
//! A reader is never refused for a stale or odd query: an unknown language, category, size or
//! cursor is passed over and the plain page shown.

mod buy;
mod product;
mod shop;
mod start;

pub(crate) use buy::buy;
pub(crate) use product::{escaped_product, product};
pub(crate) use shop::{escaped_shop, find_shop, old_shop, shop};
pub(crate) use start::{favicon, landing, missing, robots};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::{Handle, PostId};
use percent_encoding::percent_decode_str;
use std::convert::Infallible;

use crate::Storefront;
use crate::answer::Refusal;
use crate::reader::Reader;
use crate::texts::Language;

/// The values of a query. The first of each name counts.
#[derive(Debug)]
pub(crate) struct Wishes(Vec<(String, String)>);

impl Wishes {
    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn language(&self) -> Option<Language> {
        self.get("lang").and_then(Language::from_tag)
    }

    /// The reader as far as known before the shop is.
    fn reader(&self) -> Reader {
        Reader::new(self.language(), None)
    }
}

impl FromRequestParts<Storefront> for Wishes {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Storefront) -> Result<Self, Infallible> {
        let text = |encoded: &str| {
            percent_decode_str(&encoded.replace('+', " "))
                .decode_utf8_lossy()
                .into_owned()
        };
        let pairs = parts.uri.query().unwrap_or_default().split('&');
        let values = pairs
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (text(name), text(value)))
            .collect();
        Ok(Self(values))
    }
}

/// A handle from an address, or the page for what is not there.
fn handle(text: &str, reader: Reader) -> Result<Handle, Refusal> {
    Handle::parse(text).map_err(|_| Refusal::Missing(reader))
}

/// A post id from an address, or the page for what is not there.
fn post_id(text: &str, reader: Reader) -> Result<PostId, Refusal> {
    PostId::parse(text).map_err(|_| Refusal::Missing(reader))
}
