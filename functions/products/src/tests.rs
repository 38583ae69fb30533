//! The routes over a real table in memory, driven by the sample events.

mod trends;

use std::collections::BTreeMap;
use std::path::PathBuf;

use function::Function;
use lambda_runtime::{Context, LambdaEvent};
use sample_catalog as samples;
use serde_json::Value;

use super::*;

fn events() -> BTreeMap<String, Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../events/products");
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

/// `@nakato.styles` with the dress, eight more and one that waits; `@empty.shop` with nothing.
async fn sample_products() -> Function {
    let mut empty = samples::shop();
    empty.handle = domain::Handle::parse("empty.shop").unwrap();
    let mut products = samples::many(8);
    products.extend([samples::product(), samples::waiting()]);
    let products = Products {
        store: samples::store(&[samples::shop(), empty], &products).await,
        insights: samples::insights().await,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
    };
    function::http(NAME, router(products))
}

async fn answer(function: &Function, event: Value) -> (u64, Value, Value) {
    let event = LambdaEvent::new(event, Context::default());
    let answer = function.invoke(event).await.unwrap();
    let body = answer["body"].as_str().unwrap_or_default();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (
        answer["statusCode"].as_u64().unwrap(),
        body,
        answer["headers"].clone(),
    )
}

/// The sample event of a list, sent to another address.
fn request(path: &str, query: &str) -> Value {
    let mut event = events().remove("list-products").unwrap();
    event["rawPath"] = path.into();
    event["requestContext"]["http"]["path"] = path.into();
    event["rawQueryString"] = query.into();
    event
}

const LIST: &str = "/v1/shops/nakato.styles/products";
const TRENDS: &str = "/v1/trends";

#[tokio::test]
async fn every_sample_event_is_answered() {
    let expected = BTreeMap::from([
        ("list-products", (200, "")),
        ("list-products-limit-0", (400, "invalid_limit")),
        ("list-products-of-category-since", (200, "")),
        ("list-products-tampered-cursor", (400, "invalid_cursor")),
        ("list-trends", (200, "")),
        ("list-trends-unknown-market", (400, "unknown_market")),
        ("show-openapi", (200, "")),
        ("show-product", (200, "")),
        ("show-product-unknown", (404, "unknown_product")),
        ("show-shop", (200, "")),
        ("show-shop-bad-handle", (400, "invalid_handle")),
        ("show-unknown-shop", (404, "unknown_shop")),
    ]);
    let mut events = events();
    assert!(
        events.keys().eq(expected.keys()),
        "each event file has an expectation"
    );
    let function = sample_products().await;
    for (name, (status, code)) in expected {
        let event = events.remove(name).unwrap();
        let (answered, body, headers) = answer(&function, event).await;
        assert_eq!(answered, status, "{name}: {body}");
        assert_eq!(body["code"].as_str().unwrap_or_default(), code, "{name}");
        if status == 200 {
            assert!(headers["etag"].is_string(), "{name}");
        }
    }
}

#[tokio::test]
async fn a_shop_and_a_product_on_the_wire() {
    let function = sample_products().await;
    let (_, shop, _) = answer(&function, request("/v1/shops/@Nakato.Styles", "")).await;
    insta::assert_json_snapshot!("shop", shop);
    let path = format!("{LIST}/{}", samples::post_id());
    let (_, mut product, _) = answer(&function, request(&path, "")).await;
    // One picture shows the form of all.
    product["pictures"].as_array_mut().unwrap().truncate(1);
    insta::assert_json_snapshot!("product", product);
}

#[tokio::test]
async fn all_products_are_reached_page_by_page_newest_first() {
    let function = sample_products().await;
    let mut ids: Vec<String> = Vec::new();
    let mut query = "limit=4".to_owned();
    loop {
        let (status, page, _) = answer(&function, request(LIST, &query)).await;
        assert_eq!(status, 200);
        let products = page["products"].as_array().unwrap();
        assert!(products.len() <= 4);
        ids.extend(
            products
                .iter()
                .map(|product| product["id"].as_str().unwrap().to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("limit=4&cursor={cursor}"),
            None => break,
        }
    }
    let mut newest_first = ids.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    newest_first.dedup();
    assert_eq!(ids, newest_first);
    assert_eq!(ids.len(), 9, "without the one that waits");
}

#[tokio::test]
async fn a_cursor_serves_only_its_own_shop() {
    let function = sample_products().await;
    let (_, page, _) = answer(&function, request(LIST, "limit=1")).await;
    let cursor = format!("cursor={}", page["next_cursor"].as_str().unwrap());
    let other = request("/v1/shops/empty.shop/products", &cursor);
    let (status, problem, _) = answer(&function, other).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (400, Some("invalid_cursor"))
    );
    assert_eq!(answer(&function, request(LIST, &cursor)).await.0, 200);
}

#[tokio::test]
async fn a_list_holds_what_was_asked_for() {
    let function = sample_products().await;
    for (path, query, count) in [
        (LIST, "category=shoes", 2),
        (LIST, "category=books", 0),
        (LIST, "since=2026-10-14T09:00:00Z", 2),
        (LIST, "since=2099-01-01T00:00:00Z", 0),
        ("/v1/shops/empty.shop/products", "", 0),
    ] {
        let (status, page, _) = answer(&function, request(path, query)).await;
        assert_eq!(status, 200, "{path}?{query}");
        assert_eq!(
            page["products"].as_array().unwrap().len(),
            count,
            "{path}?{query}"
        );
        assert!(page["next_cursor"].is_null());
    }
    let unknown = request("/v1/shops/nobody.here/products", "");
    assert_eq!(answer(&function, unknown).await.0, 404);
}

#[tokio::test]
async fn a_product_that_waits_for_its_seller_is_unknown() {
    let function = sample_products().await;
    let path = format!("{LIST}/{}", samples::waiting().post_id);
    let (status, problem, _) = answer(&function, request(&path, "")).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (404, Some("unknown_product"))
    );
}

#[tokio::test]
async fn a_known_answer_is_not_sent_again() {
    let function = sample_products().await;
    let (_, _, headers) = answer(&function, request(LIST, "")).await;
    let mut again = request(LIST, "");
    again["headers"]["if-none-match"] = headers["etag"].clone();
    assert_eq!(answer(&function, again).await.0, 304);
}

#[tokio::test]
async fn a_table_that_does_not_answer_is_a_passing_problem() {
    let products = Products {
        store: samples::broken_store().await,
        insights: samples::broken_insights().await,
        cursors: Cursors::new("a key for tests".to_owned().into()),
        tenant: TenantId::default(),
    };
    let function = function::http(NAME, router(products));
    for event in [request(LIST, ""), request(TRENDS, "market=UG")] {
        let (status, problem, _) = answer(&function, event).await;
        assert_eq!(
            (status, problem["code"].as_str()),
            (503, Some("unavailable"))
        );
    }
}

#[test]
fn the_description_names_every_route_and_schema() {
    let document = serde_json::to_value(openapi()).unwrap();
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(
        paths,
        [
            "/v1/shops/{handle}",
            "/v1/shops/{handle}/products",
            "/v1/shops/{handle}/products/{postId}",
            "/v1/trends",
        ]
    );
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}
