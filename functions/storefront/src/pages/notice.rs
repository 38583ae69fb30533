//! Pages that only say something: not found, and not now.

use maud::html;

use super::document::{Document, Listing, Page, Script};
use crate::placeholder::Placeholders;
use crate::reader::Reader;

/// There is no such page.
pub(crate) fn missing(reader: Reader) -> Document {
    let texts = reader.texts();
    notice(reader, texts.missing_title, texts.missing_text)
}

/// The page cannot be made right now.
pub(crate) fn trouble(reader: Reader) -> Document {
    let texts = reader.texts();
    notice(reader, texts.trouble_title, texts.trouble_text)
}

fn notice(reader: Reader, title: &str, text: &str) -> Document {
    let main = html! {
        div .empty {
            h1 { (title) }
            p { (text) }
            p { a .quiet href=(reader.home()) { (reader.texts().home) } }
        }
    };
    Page {
        reader,
        title,
        listing: Listing::Unlisted,
        head: html! {},
        path: "/",
        main,
        placeholders: &Placeholders::default(),
        script: Script::Without,
    }
    .into_document()
}
