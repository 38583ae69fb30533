//! Who reads a page and where its links lead.

use domain::{CategorySlug, Handle, Market, PostId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::texts::{Language, Texts};

/// What `encodeURIComponent` escapes.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Text for a query string's value.
pub(crate) fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// A reader: the language they get, and whether they asked for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    /// The page's language.
    pub(crate) language: Language,
    /// The language asked for in the address; every link carries it on.
    pub(crate) chosen: Option<Language>,
}

impl Reader {
    /// A reader of a page about a market, who may have asked for a language.
    pub(crate) fn new(chosen: Option<Language>, market: Option<Market>) -> Self {
        let default = market.map_or(Language::English, Language::of_market);
        Self {
            language: chosen.unwrap_or(default),
            chosen,
        }
    }

    /// The texts for this reader.
    pub(crate) const fn texts(self) -> &'static Texts {
        self.language.texts()
    }

    /// A path with the reader's language and these query values.
    pub(crate) fn link(self, path: &str, query: &[(&str, Option<&str>)]) -> String {
        let language = [("lang", self.chosen.map(Language::tag))];
        let mut link = path.to_owned();
        let mut separator = '?';
        for (name, value) in query.iter().chain(&language) {
            if let Some(value) = value {
                link.push(separator);
                link.push_str(name);
                link.push('=');
                link.push_str(&component(value));
                separator = '&';
            }
        }
        link
    }

    /// The start page.
    pub(crate) fn home(self) -> String {
        self.link("/", &[])
    }

    /// A shop, or one category of it, from its newest product or from `after` a cursor.
    pub(crate) fn shop(
        self,
        handle: &Handle,
        category: Option<&CategorySlug>,
        after: Option<&str>,
    ) -> String {
        let category = category.map(CategorySlug::as_str);
        self.link(
            &shop_path(handle),
            &[("category", category), ("after", after)],
        )
    }

    /// A product.
    pub(crate) fn product(self, handle: &Handle, post: PostId) -> String {
        self.link(&product_path(handle, post), &[])
    }
}

/// A shop's canonical path.
pub(crate) fn shop_path(handle: &Handle) -> String {
    format!("/@{handle}")
}

/// A product's canonical path.
pub(crate) fn product_path(handle: &Handle, post: PostId) -> String {
    format!("/@{handle}/p/{post}")
}

/// Where *Buy* leads.
pub(crate) fn buy_path(handle: &Handle, post: PostId) -> String {
    format!("/go/{handle}/{post}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_the_chosen_language_on() {
        let handle = Handle::parse("nalu").unwrap();
        let shoes = CategorySlug::parse("shoes").unwrap();
        let plain = Reader::new(None, Some(Market::Tz));
        assert_eq!(plain.language, Language::Swahili);
        assert_eq!(plain.shop(&handle, None, None), "/@nalu");
        let chosen = Reader::new(Some(Language::French), Some(Market::Tz));
        assert_eq!(chosen.language, Language::French);
        assert_eq!(
            chosen.shop(&handle, Some(&shoes), Some("a b&c")),
            "/@nalu?category=shoes&after=a%20b%26c&lang=fr"
        );
    }
}
