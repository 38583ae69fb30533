//! The shops and posts a stand-in shows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use domain::{Handle, Market, PhoneNumber, PostId};
use jiff::Timestamp;
use serde::Deserialize;

/// The shops and posts a stand-in shows, with their files.
#[derive(Debug, Clone)]
pub struct StandInCatalog {
    shops: Vec<StandInShop>,
    files: BTreeMap<String, Bytes>,
}

/// One seller.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandInShop {
    /// The seller's handle.
    pub handle: Handle,
    /// The account's display name.
    pub name: String,
    /// The seller's country.
    pub market: Market,
    /// Where buyers write to.
    pub whatsapp: PhoneNumber,
    /// How the hub learns of the seller's posts.
    pub connection: Connection,
    /// What the seller has posted, in any order.
    pub posts: Vec<StandInPost>,
}

/// How the hub learns of a seller's posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// The seller has connected TikTok, so that the shop has a Display API token.
    DisplayApi,
    /// Through the scraper.
    Scraper,
}

/// One post. File names are relative to the catalog's folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandInPost {
    /// Its id.
    pub id: PostId,
    /// When it was published.
    pub created: Timestamp,
    /// Its caption.
    pub caption: String,
    /// The code of its short link.
    pub short_code: Option<String>,
    /// The cover picture.
    pub cover: Option<String>,
    /// The video.
    pub video: Option<String>,
    /// The pictures of a photo post, in order.
    #[serde(default)]
    pub photos: Vec<String>,
}

/// Why a catalog cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A file cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The list of shops is not as it should be.
    #[error("{} is not a list of shops", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    shops: Vec<StandInShop>,
}

impl StandInCatalog {
    /// A catalog of these shops, whose posts name files by the keys of `files`.
    pub fn new(shops: Vec<StandInShop>, files: BTreeMap<String, Bytes>) -> Self {
        Self { shops, files }
    }

    /// The catalog in a folder: `posts.json` and the files it names.
    pub fn load(folder: &Path) -> Result<Self, CatalogError> {
        let path = folder.join("posts.json");
        let listing = read(&path)?;
        let Listing { shops } = serde_json::from_slice(&listing)
            .map_err(|source| CatalogError::Malformed { path, source })?;
        let mut files = BTreeMap::new();
        for name in shops
            .iter()
            .flat_map(|shop| &shop.posts)
            .flat_map(StandInPost::files)
        {
            if !files.contains_key(name) {
                files.insert(name.to_owned(), Bytes::from(read(&folder.join(name))?));
            }
        }
        Ok(Self { shops, files })
    }

    /// The shops, as listed.
    pub fn shops(&self) -> &[StandInShop] {
        &self.shops
    }

    pub(super) fn file(&self, name: &str) -> Option<Bytes> {
        self.files.get(name).cloned()
    }

    pub(super) fn shop(&self, handle: &str) -> Option<&StandInShop> {
        self.shops
            .iter()
            .find(|shop| shop.handle.as_str() == handle)
    }

    pub(super) fn post(&self, id: PostId) -> Option<(&StandInShop, &StandInPost)> {
        self.find(|post| post.id == id)
    }

    pub(super) fn find(
        &self,
        is_it: impl Fn(&StandInPost) -> bool,
    ) -> Option<(&StandInShop, &StandInPost)> {
        self.shops
            .iter()
            .flat_map(|shop| shop.posts.iter().map(move |post| (shop, post)))
            .find(|(_, post)| is_it(post))
    }
}

impl StandInShop {
    /// An access token the stand-in's Display API takes for a connected shop, for any generation.
    pub fn access_token(&self, generation: u32) -> String {
        format!("act.{}.{generation}", self.handle)
    }

    /// A refresh token likewise.
    pub fn refresh_token(&self, generation: u32) -> String {
        format!("rft.{}.{generation}", self.handle)
    }

    /// The shop's posts, newest first, as TikTok shows them.
    pub(super) fn newest_first(&self) -> Vec<&StandInPost> {
        let mut posts: Vec<_> = self.posts.iter().collect();
        posts.sort_by_key(|post| std::cmp::Reverse(post.created));
        posts
    }
}

impl StandInPost {
    /// The post's address on TikTok, under its shop's handle.
    pub fn url(&self, shop: &StandInShop) -> String {
        let folder = if self.photos.is_empty() {
            "video"
        } else {
            "photo"
        };
        format!(
            "https://www.tiktok.com/@{}/{folder}/{}",
            shop.handle, self.id
        )
    }

    /// The file TikTok shows before the post plays.
    pub(super) fn cover_file(&self) -> Option<&str> {
        self.cover
            .as_ref()
            .or_else(|| self.photos.first())
            .map(String::as_str)
    }

    fn files(&self) -> impl Iterator<Item = &str> {
        self.cover
            .iter()
            .chain(&self.video)
            .chain(&self.photos)
            .map(String::as_str)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CatalogError> {
    std::fs::read(path).map_err(|source| CatalogError::Unreadable {
        path: path.to_owned(),
        source,
    })
}
