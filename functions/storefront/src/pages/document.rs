//! What all pages share: head, footer, styles, script and the policy that allows just these.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::placeholder::Placeholders;
use crate::policy;
use crate::reader::Reader;
use crate::texts::{Language, fill};

/// The name of the product, as shown to people.
pub(crate) const PRODUCT_NAME: &str = "TikTok Commerce Link Hub";

const STYLE: &str = include_str!("../assets/page.css");
const SCRIPT: &str = include_str!("../assets/page.js");

/// A page ready to be sent.
#[derive(Debug)]
pub(crate) struct Document {
    /// The HTML.
    pub(crate) html: String,
    /// Its `Content-Security-Policy`.
    pub(crate) policy: String,
}

/// Does a page come with the script that fills the clipboard?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Yes.
    Copy,
    /// No: it has nothing to copy.
    Without,
}

/// May search engines list a page?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    /// Yes.
    Listed,
    /// No.
    Unlisted,
}

/// The parts of a page that differ.
pub(crate) struct Page<'a> {
    /// Who reads it.
    pub(crate) reader: Reader,
    /// Title of the tab.
    pub(crate) title: &'a str,
    /// May search engines list it?
    pub(crate) listing: Listing,
    /// More for the head: canonical address, preview, structured data.
    pub(crate) head: Markup,
    /// Path of this page without a query, for the choice of languages.
    pub(crate) path: &'a str,
    /// The content of `main`, with its heading.
    pub(crate) main: Markup,
    /// The placeholders of its pictures.
    pub(crate) placeholders: &'a Placeholders,
    /// Its script.
    pub(crate) script: Script,
}

impl Page<'_> {
    /// The whole page.
    pub(crate) fn into_document(self) -> Document {
        let texts = self.reader.texts();
        let placeholders = self.placeholders.css();
        let mut styles = vec![STYLE];
        if !placeholders.is_empty() {
            styles.push(placeholders);
        }
        let scripts: &[&str] = match self.script {
            Script::Copy => &[SCRIPT],
            Script::Without => &[],
        };
        let policy = policy::content_security_policy(&styles, scripts);
        let markup = html! {
            (DOCTYPE)
            html lang=(self.reader.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    title { (self.title) }
                    @if self.listing == Listing::Unlisted { meta name="robots" content="noindex"; }
                    meta name="color-scheme" content="light dark";
                    meta name="theme-color" content="#faf8f5" media="(prefers-color-scheme:light)";
                    meta name="theme-color" content="#141311" media="(prefers-color-scheme:dark)";
                    link rel="icon" href="/favicon.svg" type="image/svg+xml";
                    (self.head)
                    @for style in &styles { style { (PreEscaped(style)) } }
                }
                body {
                    a .skip href="#main" { (texts.skip_to_content) }
                    main #main { (self.main) }
                    (footer(self.reader, self.path))
                    @for script in scripts { script { (PreEscaped(script)) } }
                }
            }
        };
        Document {
            html: markup.into_string(),
            policy,
        }
    }
}

fn footer(reader: Reader, path: &str) -> Markup {
    let texts = reader.texts();
    html! {
        footer {
            p { a href=(reader.home()) { (fill(texts.made_by, &[("product", PRODUCT_NAME)])) } }
            nav aria-label=(texts.languages) {
                ul .row {
                    @for language in Language::ALL {
                        li {
                            a href={ (path) "?lang=" (language.tag()) } lang=(language.tag())
                                hreflang=(language.tag()) rel="nofollow"
                                aria-current=[(language == reader.language).then_some("true")]
                            { (language.own_name()) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_script_stay_small() {
        assert!(STYLE.len() < 6_000, "{}", STYLE.len());
        assert!(SCRIPT.len() < 1_500, "{}", SCRIPT.len());
    }

    #[test]
    fn styles_and_script_cannot_end_early() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--"));
        }
    }
}
