//! The routes over a real table in memory, driven by the sample events.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::{PhoneNumber, Product, Shop};
use function::{Environment, Function};
use lambda_runtime::{Context, LambdaEvent};
use sample_catalog as samples;
use serde_json::Value;

use super::*;

fn events() -> BTreeMap<String, Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../events/storefront");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let event = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            (name, event)
        })
        .collect()
}

async fn storefront(shop: Shop, products: &[Product]) -> Function {
    let storefront = Storefront {
        store: samples::store(&[shop], products).await,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
        origin: Origin::from_environment(&Environment::from_map(BTreeMap::new())),
    };
    function::http(NAME, router(storefront))
}

async fn sample_storefront() -> Function {
    let mut products = samples::many(30);
    products.extend([samples::product(), samples::waiting()]);
    storefront(samples::shop(), &products).await
}

async fn answer(function: &Function, event: &Value) -> Value {
    let event = LambdaEvent::new(event.clone(), Context::default());
    function.invoke(event).await.unwrap()
}

/// The sample event of this name, sent to another path.
fn request(path: &str, query: &str) -> Value {
    let mut event = events().remove("shop-page").unwrap();
    event["rawPath"] = path.into();
    event["requestContext"]["http"]["path"] = path.into();
    event["rawQueryString"] = query.into();
    event
}

fn header<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer["headers"][name].as_str().unwrap_or_default()
}

#[tokio::test]
async fn every_sample_event_is_answered() {
    let expected = BTreeMap::from([
        ("buy-size-m", (302, "https://wa.me/256772000111?text=")),
        ("favicon", (200, "<svg")),
        ("find-shop", (302, "/@nakato.styles")),
        ("landing-page", (200, "Your TikTok videos, as a shop")),
        ("old-shop-address", (308, "/@nakato.styles")),
        ("product-page", (200, "<h1>Kitenge Wrap Dress</h1>")),
        ("product-page-unknown", (404, "Page not found")),
        ("robots", (200, "Disallow: /go/")),
        ("shop-page", (200, "<h1>Nakato Styles</h1>")),
        ("shop-page-already-seen", (304, "")),
        ("shop-page-capitals", (308, "/@nakato.styles?lang=lg")),
        ("shop-page-escaped", (308, "/@nakato.styles")),
        ("shop-page-french-shoes", (200, "Chaussures")),
        ("unknown-shop", (404, "Page not found")),
    ]);
    let events = events();
    assert!(
        events.keys().eq(expected.keys()),
        "each event file has an expectation"
    );
    let function = sample_storefront().await;
    for (name, (status, part)) in expected {
        let answer = answer(&function, &events[name]).await;
        assert_eq!(answer["statusCode"], status, "{name}: {answer}");
        let body = answer["body"].as_str().unwrap_or_default();
        let shown = format!("{body} {}", header(&answer, "location"));
        assert!(shown.contains(part), "{name}: {shown}");
    }
}

#[tokio::test]
async fn pages_carry_their_headers() {
    let function = sample_storefront().await;
    let page = answer(&function, &request("/@nakato.styles", "")).await;
    assert!(header(&page, "content-security-policy").contains("default-src 'none'"));
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    assert!(header(&page, "cache-control").starts_with("public, max-age=15, s-maxage=30"));
    assert!(!header(&page, "etag").is_empty());
    let buy = answer(
        &function,
        &request("/go/nakato.styles/7696453428469059346", ""),
    )
    .await;
    assert_eq!(header(&buy, "cache-control"), "no-store");
    assert_eq!(header(&buy, "x-robots-tag"), "noindex, nofollow");
    let missing = answer(&function, &request("/@nobody.here", "")).await;
    assert_eq!(header(&missing, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&missing, "cache-control"), "no-store");
}

#[tokio::test]
async fn all_products_are_reached_page_by_page_and_none_twice() {
    let function = sample_storefront().await;
    let mut link = "/@nakato.styles".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (path, query) = link.split_once('?').unwrap_or((&link, ""));
        let page = answer(&function, &request(path, query)).await;
        let body = page["body"].as_str().unwrap().to_owned();
        seen.extend(
            body.split("class=\"card")
                .skip(1)
                .filter_map(|card| card.split("href=\"").nth(1)?.split('"').next())
                .map(str::to_owned),
        );
        let next = body.split("href=\"").find(|rest| {
            rest.split('>')
                .next()
                .unwrap_or_default()
                .contains("rel=\"next\"")
        });
        match next.and_then(|rest| rest.split('"').next()) {
            Some(next) => link = next.replace("&amp;", "&"),
            None => break,
        }
    }
    assert_eq!(
        seen.len(),
        31,
        "30 and the dress, without the one that waits"
    );
    let mut distinct = seen.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), seen.len());
}

#[tokio::test]
async fn odd_queries_show_the_plain_page() {
    let function = sample_storefront().await;
    let plain = answer(&function, &request("/@nakato.styles", "")).await;
    for query in [
        "after=tampered",
        "category=no-such-thing",
        "category=%00%ff&lang=xx",
        "lang=en&lang=fr&&=&%",
    ] {
        let odd = answer(&function, &request("/@nakato.styles", query)).await;
        assert_eq!(odd["statusCode"], 200, "{query}");
        if !query.contains("lang=en") {
            assert_eq!(odd["body"], plain["body"], "{query}");
        }
    }
}

#[tokio::test]
async fn addresses_that_name_nothing_are_not_found() {
    let function = sample_storefront().await;
    for path in [
        "/@",
        "/@a",
        "/@nakato.styles.",
        "/@nakato.styles/p/12",
        "/@nakato.styles/p/abc",
        "/go/nakato.styles/12",
        "/@nakato.styles/q",
        "/wp-login.php",
        "/shop",
    ] {
        let answer = answer(&function, &request(path, "")).await;
        assert_eq!(answer["statusCode"], 404, "{path}");
        assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn a_product_that_waits_for_its_seller_is_not_shown() {
    let function = sample_storefront().await;
    let waiting = samples::waiting();
    for path in [
        format!("/@nakato.styles/p/{}", waiting.post_id),
        format!("/go/nakato.styles/{}", waiting.post_id),
    ] {
        assert_eq!(
            answer(&function, &request(&path, "")).await["statusCode"],
            404
        );
    }
}

#[tokio::test]
async fn a_size_the_product_has_not_stays_out_of_the_message() {
    let function = sample_storefront().await;
    let path = "/go/nakato.styles/7696453428469059346";
    let known = answer(&function, &request(path, "size=XL&lang=fr")).await;
    assert!(
        header(&known, "location").contains("Taille%20%3A%20XL"),
        "{known}"
    );
    let unknown = answer(&function, &request(path, "size=visit%20evil.example")).await;
    assert!(!header(&unknown, "location").contains("evil"), "{unknown}");
}

#[tokio::test]
async fn without_a_number_buyers_go_where_the_seller_can_be_reached() {
    let mut shop = samples::shop();
    shop.whatsapp = None;
    let mut product = samples::product();
    let path = "/go/nakato.styles/7696453428469059346";
    product.phone = PhoneNumber::parse("+256701222333").ok();
    let function = storefront(shop.clone(), std::slice::from_ref(&product)).await;
    let to_phone = answer(&function, &request(path, "")).await;
    assert!(header(&to_phone, "location").starts_with("https://wa.me/256701222333?text="));
    product.phone = None;
    let function = storefront(shop.clone(), std::slice::from_ref(&product)).await;
    let to_post = answer(&function, &request(path, "")).await;
    assert_eq!(header(&to_post, "location"), product.url.clone().unwrap());
    product.url = None;
    let function = storefront(shop, &[product]).await;
    let to_page = answer(&function, &request(path, "")).await;
    assert_eq!(
        header(&to_page, "location"),
        "/@nakato.styles/p/7696453428469059346"
    );
}

#[tokio::test]
async fn a_table_that_does_not_answer_is_a_page_too() {
    let storefront = Storefront {
        store: samples::broken_store().await,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
        origin: Origin::from_environment(&Environment::from_map(BTreeMap::new())),
    };
    let function = function::http(NAME, router(storefront));
    let answer = answer(&function, &request("/@nakato.styles", "")).await;
    assert_eq!(answer["statusCode"], 503);
    assert_eq!(header(&answer, "retry-after"), "5");
    assert!(
        answer["body"]
            .as_str()
            .unwrap()
            .contains("Something went wrong")
    );
}
