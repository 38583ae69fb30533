//! The start page: what the hub is, and a way to a shop.

use maud::{Markup, html};

use super::document::{Document, Listing, PRODUCT_NAME, Page, Script};
use crate::placeholder::Placeholders;
use crate::preview;
use crate::reader::Reader;

/// The start page.
pub(crate) fn landing(origin: &str, reader: Reader) -> Document {
    let texts = reader.texts();
    let main = html! {
        header .mast .hero {
            p .brand { (PRODUCT_NAME) }
            h1 { (texts.landing_title) }
            p .lead { (texts.landing_lead) }
        }
        (find(reader))
        h2 { (texts.landing_how) }
        ol .steps {
            (step(texts.landing_post, texts.landing_post_text))
            (step(texts.landing_shop, texts.landing_shop_text))
            (step(texts.landing_sell, texts.landing_sell_text))
        }
    };
    let title = format!("{} – {PRODUCT_NAME}", texts.landing_title);
    Page {
        reader,
        title: &title,
        listing: Listing::Listed,
        head: preview::of_landing(origin, reader),
        path: "/",
        main,
        placeholders: &Placeholders::default(),
        script: Script::Without,
    }
    .into_document()
}

fn find(reader: Reader) -> Markup {
    let texts = reader.texts();
    html! {
        form .find action="/shop" method="get" {
            h2 { (texts.landing_find) }
            label for="handle" { (texts.landing_handle) }
            div .row {
                input #handle name="handle" type="text" required minlength="2" maxlength="25"
                    placeholder="@nakato.styles" autocomplete="off" autocapitalize="none"
                    spellcheck="false";
                @if let Some(language) = reader.chosen {
                    input type="hidden" name="lang" value=(language.tag());
                }
                button .go type="submit" { (texts.landing_open) }
            }
        }
    }
}

fn step(title: &str, text: &str) -> Markup {
    html! { li { h3 { (title) } p { (text) } } }
}
