//! The pages as a whole: what they look like, what they weigh, and what hostile text does to them.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Availability, Ownership, Product, Shop};
use flate2::Compression;
use flate2::write::GzEncoder;
use sample_catalog as samples;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::reader::Reader;
use crate::texts::Language;

const ORIGIN: &str = "https://shops.example";

fn shop_page(shop: &Shop, products: &[Product], language: Option<Language>) -> Document {
    let categories: Vec<_> = ["clothing", "shoes"]
        .into_iter()
        .filter_map(|slug| domain::CategorySlug::parse(slug).ok())
        .collect();
    super::shop(&ShopView {
        origin: ORIGIN,
        reader: Reader::new(language, Some(shop.market)),
        shop,
        products,
        categories: if products.is_empty() {
            &[]
        } else {
            &categories
        },
        category: None,
        next: (products.len() >= 24).then_some("bmV4dA"),
        place: Place::First,
    })
}

fn product_page(shop: &Shop, product: &Product, language: Option<Language>) -> Document {
    super::product(&ProductView {
        origin: ORIGIN,
        reader: Reader::new(language, Some(shop.market)),
        shop,
        product,
    })
}

/// The elements of this name with their content: `style` or `script`.
fn inline<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    html.split(&open)
        .skip(1)
        .filter_map(|rest| rest.split_once(&close).map(|(text, _)| text))
        .collect()
}

/// The HTML with a tag per line, without what the style sheet and the script are made of.
fn readable_html(document: &Document) -> String {
    let mut html = document.html.clone();
    for name in ["style", "script"] {
        for text in inline(&document.html, name) {
            let digest = format!("({} bytes)", text.len());
            html = html.replace(
                text,
                if text.starts_with(".p0") {
                    text
                } else {
                    &digest
                },
            );
        }
    }
    html.replace("><", ">\n<")
}

#[test]
fn a_shop_page() {
    let document = shop_page(&samples::shop(), &samples::many(4), None);
    let html = readable_html(&document);
    // The size of the style sheet is not what this is about.
    let html = html.replace(
        &format!("({} bytes)", inline(&document.html, "style")[0].len()),
        "…",
    );
    insta::assert_snapshot!(html);
}

#[test]
fn a_product_page() {
    let document = product_page(&samples::shop(), &samples::product(), None);
    let html = readable_html(&document);
    let html = html.replace(
        &format!("({} bytes)", inline(&document.html, "style")[0].len()),
        "…",
    );
    insta::assert_snapshot!(html);
}

#[test]
fn a_full_shop_page_weighs_at_most_20_kb_compressed() {
    for language in Language::ALL {
        let document = shop_page(&samples::shop(), &samples::many(24), Some(language));
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(document.html.as_bytes()).unwrap();
        let compressed = gzip.finish().unwrap().len();
        println!(
            "{language:?}: {} bytes, {compressed} compressed",
            document.html.len()
        );
        assert!(compressed <= 20_000, "{compressed}");
    }
}

#[test]
fn the_policy_allows_exactly_the_pages_own_styles_and_scripts() {
    let documents = [
        shop_page(&samples::shop(), &samples::many(24), None),
        product_page(&samples::shop(), &samples::product(), None),
        landing(ORIGIN, Reader::new(None, None)),
        missing(Reader::new(None, None)),
    ];
    for document in documents {
        let styles = inline(&document.html, "style");
        let scripts = inline(&document.html, "script");
        for text in styles.iter().chain(&scripts) {
            let hash = STANDARD.encode(Sha256::digest(text));
            assert!(document.policy.contains(&format!("'sha256-{hash}'")));
        }
        assert_eq!(
            document.policy.matches("sha256-").count(),
            styles.len() + scripts.len()
        );
        for attribute in [" style=", " onclick=", " onload=", " onerror="] {
            assert!(!document.html.contains(attribute), "{attribute}");
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    let mut shop = samples::shop();
    let mut product = samples::product();
    shop.name = samples::HOSTILE_TITLE.to_owned();
    product.title = Some(samples::HOSTILE_TITLE.to_owned());
    product.caption = samples::HOSTILE_CAPTION.to_owned();
    product.location = Some(samples::HOSTILE_CAPTION.to_owned());
    product.sizes = vec![samples::HOSTILE_TITLE.to_owned(), "\"><b>".to_owned()];
    product.colors = vec![samples::HOSTILE_TITLE.to_owned()];
    product.unit = Some(samples::HOSTILE_TITLE.to_owned());
    product.url = Some("https://www.tiktok.com/\"><script>alert(4)</script>".to_owned());
    for picture in &mut product.pictures {
        picture.thumbhash = "</style><script>alert(5)</script>".to_owned();
    }
    let documents = [
        shop_page(&shop, std::slice::from_ref(&product), None),
        product_page(&shop, &product, None),
    ];
    for document in documents {
        let html = &document.html;
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(!html.contains("<img src=x"), "{html}");
        assert!(!html.contains("<b>\""), "{html}");
        assert!(!html.contains("alert(5)"), "{html}");
        assert!(!html.contains(['\u{202E}', '\u{2028}']), "{html}");
        assert!(!html.to_ascii_lowercase().contains("#track"), "{html}");
        assert_eq!(html.matches("</title>").count(), 1);
        assert_eq!(
            html.matches("<script").count(),
            html.matches("</script>").count()
        );
    }
}

#[test]
fn structured_data_is_json_whatever_the_caption() {
    let mut product = samples::product();
    product.caption = samples::HOSTILE_CAPTION.to_owned();
    let document = product_page(&samples::shop(), &product, None);
    let (_, data) = document
        .html
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["offers"]["price"], "85000");
    assert_eq!(data["offers"]["priceCurrency"], "UGX");
    assert_eq!(data["offers"]["availability"], "https://schema.org/InStock");
    assert_eq!(data["subjectOf"]["@type"], "VideoObject");
    assert_eq!(data["subjectOf"]["uploadDate"], "2026-10-14T09:30:05Z");
    assert!(data["description"].as_str().unwrap().contains("</script>"));
}

#[test]
fn a_sold_out_product_is_marked_and_not_for_sale() {
    let mut product = samples::product();
    product.availability = Availability::SoldOut;
    let html = product_page(&samples::shop(), &product, None).html;
    assert!(html.contains("Sold out") && html.contains("Ask if it comes back"));
    assert!(!html.contains("Buy on WhatsApp") && !html.contains("Choose a size"));
    assert!(html.contains("https://schema.org/SoldOut"));
}

#[test]
fn an_unproved_shop_and_an_empty_one_say_so() {
    let mut shop = samples::shop();
    shop.ownership = Ownership::Unproved;
    let html = shop_page(&shop, &[], None).html;
    assert!(html.contains("Not yet confirmed by its owner"), "{html}");
    assert!(html.contains("Nothing for sale yet"), "{html}");
    let html = product_page(&shop, &samples::product(), None).html;
    assert!(html.contains("Not yet confirmed by its owner"), "{html}");
}

#[test]
fn a_product_about_which_nothing_is_known_still_has_a_page() {
    let mut product = samples::product();
    product.title = Some("\u{202E}".to_owned());
    product.price = None;
    product.sizes.clear();
    product.colors.clear();
    product.condition = None;
    product.location = None;
    product.delivery = None;
    product.category = None;
    product.pictures.clear();
    product.share.clear();
    product.caption.clear();
    product.url = None;
    let mut shop = samples::shop();
    shop.whatsapp = None;
    let html = product_page(&shop, &product, None).html;
    for part in [
        "<h1>Item</h1>",
        "Ask for price",
        "has not given a phone number",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        !html.contains("og:image") && !html.contains("\"offers\""),
        "{html}"
    );
}

#[test]
fn every_language_names_itself_and_carries_on() {
    for language in Language::ALL {
        let html = product_page(&samples::shop(), &samples::product(), Some(language)).html;
        let tag = language.tag();
        assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{html}");
        assert!(
            html.contains(&format!("href=\"/@nakato.styles?lang={tag}\"")),
            "{html}"
        );
        assert!(html.contains(language.texts().buy), "{html}");
        assert!(html.contains("<link rel=\"canonical\" href=\"https://shops.example/@nakato.styles/p/7696453428469059346\">"));
    }
}
