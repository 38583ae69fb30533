//! A shop: who sells, and what, newest first.

use domain::{CategorySlug, Ownership, Product, Shop};
use maud::{Markup, html};

use super::card::card;
use super::document::{Document, Listing, Page, Script};
use crate::contact;
use crate::picture::Loading;
use crate::placeholder::Placeholders;
use crate::preview;
use crate::readable;
use crate::reader::{Reader, shop_path};
use crate::texts::{category_name, fill};

/// How many cards a phone shows before scrolling.
const CARDS_IN_VIEW: usize = 4;

/// What a shop page shows.
#[derive(Debug)]
pub(crate) struct ShopView<'a> {
    /// Scheme and host for absolute addresses.
    pub(crate) origin: &'a str,
    /// Who reads it.
    pub(crate) reader: Reader,
    /// The shop.
    pub(crate) shop: &'a Shop,
    /// The products of this page, newest first.
    pub(crate) products: &'a [Product],
    /// The categories the reader can choose from.
    pub(crate) categories: &'a [CategorySlug],
    /// The category chosen.
    pub(crate) category: Option<&'a CategorySlug>,
    /// Cursor of the next, older page.
    pub(crate) next: Option<&'a str>,
    /// Is this the first page, with the newest products?
    pub(crate) place: Place,
}

/// Where in the list a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the newest product.
    First,
    /// Further on.
    Later,
}

/// The page of a shop.
pub(crate) fn shop(view: &ShopView<'_>) -> Document {
    let texts = view.reader.texts();
    let name = readable::title(&view.shop.name);
    let mut placeholders = Placeholders::default();
    let main = html! {
        (masthead(view, &name))
        (filter(view))
        @if view.products.is_empty() {
            (nothing(view))
        } @else {
            ul .grid {
                @for (index, product) in view.products.iter().enumerate() {
                    (card(view.reader, product, loading(index), &mut placeholders))
                }
            }
        }
        (turn_page(view))
    };
    let path = shop_path(&view.shop.handle);
    let title = fill(texts.shop_title, &[("shop", &name)]);
    Page {
        reader: view.reader,
        title: &title,
        listing: match view.place {
            Place::First => Listing::Listed,
            Place::Later => Listing::Unlisted,
        },
        head: preview::of_shop(view, &name),
        path: &path,
        main,
        placeholders: &placeholders,
        script: Script::Without,
    }
    .into_document()
}

const fn loading(index: usize) -> Loading {
    match index {
        0 => Loading::First,
        1..CARDS_IN_VIEW => Loading::Eager,
        _ => Loading::Lazy,
    }
}

fn masthead(view: &ShopView<'_>, name: &str) -> Markup {
    let texts = view.reader.texts();
    let shop = view.shop;
    let handle = shop.handle.as_str();
    html! {
        header .mast {
            h1 { (name) }
            p .row {
                a .quiet href={ "https://www.tiktok.com/@" (handle) } rel="noopener" {
                    (fill(texts.on_tiktok, &[("handle", handle)]))
                }
                @if let Some(number) = &shop.whatsapp {
                    a .quiet href=(contact::chat_url(number)) rel="noopener nofollow" { (texts.chat) }
                }
            }
            @if shop.ownership == Ownership::Unproved { p .note { (texts.unproved) } }
        }
    }
}

fn filter(view: &ShopView<'_>) -> Markup {
    let texts = view.reader.texts();
    let handle = &view.shop.handle;
    let chosen = |category: Option<&CategorySlug>| (view.category == category).then_some("page");
    html! {
        @if view.categories.len() > 1 || view.category.is_some() {
            nav .chips aria-label=(texts.categories) {
                a href=(view.reader.shop(handle, None, None)) aria-current=[chosen(None)] {
                    (texts.all_items)
                }
                @for category in view.categories {
                    @if let Some(name) = category_name(view.reader.language, category) {
                        a href=(view.reader.shop(handle, Some(category), None))
                            aria-current=[chosen(Some(category))] { (name) }
                    }
                }
            }
        }
    }
}

fn nothing(view: &ShopView<'_>) -> Markup {
    let texts = view.reader.texts();
    html! {
        div .empty {
            @if view.category.is_some() || view.place == Place::Later {
                h2 { (texts.empty_category) }
                p { a .quiet href=(view.reader.shop(&view.shop.handle, None, None)) { (texts.all_items) } }
            } @else {
                h2 { (texts.empty_shop) }
                p { (texts.empty_shop_hint) }
            }
        }
    }
}

fn turn_page(view: &ShopView<'_>) -> Markup {
    let texts = view.reader.texts();
    let handle = &view.shop.handle;
    html! {
        p .turn {
            @if view.place == Place::Later {
                a .quiet href=(view.reader.shop(handle, view.category, None)) rel="first" {
                    (texts.newest_items)
                }
            }
            @if let Some(next) = view.next {
                a .quiet href=(view.reader.shop(handle, view.category, Some(next))) rel="next" {
                    (texts.older_items)
                }
            }
        }
    }
}
