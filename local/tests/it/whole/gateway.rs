//! The HTTP API.

use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use function::Function;
use local::{Hub, Registry};
use serde_json::{Value, json};

use crate::world::{Clients, Seen, http, idle_registry, small_hub};

/// Answers with the event it got, or misbehaves as the path asks.
fn api() -> Function {
    Function::new("api", |event| async move {
        match event.payload["pathParameters"]["id"].as_str() {
            Some("panic") => panic!("on purpose"),
            Some("error") => Err("failed".into()),
            Some("slow") => std::future::pending().await,
            Some("nonsense") => Ok(json!({ "statusCode": "many" })),
            Some("bare") => Ok(json!({ "bare": true })),
            Some("binary") => Ok(json!({
                "statusCode": 201, "body": "AAEC", "isBase64Encoded": true,
                "headers": { "content-type": "image/webp" }, "cookies": ["a=1", "b=2"],
            })),
            _ => Ok(json!({ "statusCode": 200, "body": event.payload.to_string() })),
        }
    })
}

fn guard(asked: &Seen) -> Function {
    let asked = asked.clone();
    Function::new("guard", move |event| {
        asked.push(event.payload.clone());
        async move {
            match event.payload["identitySource"][0].as_str() {
                Some("yes") => Ok(json!({ "isAuthorized": true, "context": { "who": "me" } })),
                Some("no") => Ok(json!({ "isAuthorized": false })),
                Some("unauthorized") => Err("Unauthorized".into()),
                _ => Err("broken".into()),
            }
        }
    })
}

fn registry(asked: &Seen) -> Registry {
    idle_registry()
        .with_ready("api", api())
        .with_ready("guard", guard(asked))
}

async fn get(hub: &Hub, path: &str) -> (u16, String) {
    let answer = http()
        .get(format!("{}{path}", hub.url()))
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_arrives_as_payload_2_0() {
    let hub = small_hub(registry(&Seen::default())).await;
    let answer = http()
        .get(format!("{}/things/a%20b?tag=a&tag=b&x=%2F", hub.url()))
        .header("X-Thing", "One")
        .header("x-thing", "two")
        .header("cookie", "sid=1; theme=dark")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let event: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(event["version"], "2.0");
    assert_eq!(event["routeKey"], "GET /things/{id}");
    assert_eq!(event["rawPath"], "/things/a%20b");
    assert_eq!(event["rawQueryString"], "tag=a&tag=b&x=%2F");
    assert_eq!(
        event["queryStringParameters"],
        json!({ "tag": "a,b", "x": "/" })
    );
    assert_eq!(event["pathParameters"], json!({ "id": "a b" }));
    assert_eq!(event["headers"]["x-thing"], "One,two");
    assert_eq!(event["headers"]["x-forwarded-proto"], "http");
    assert_eq!(event["cookies"], json!(["sid=1", "theme=dark"]));
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "127.0.0.1");
    assert_eq!(event["requestContext"]["stage"], "$default");
    assert!(event.get("body").is_none());
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_and_failures_are_those_of_api_gateway() {
    let hub = small_hub(registry(&Seen::default())).await;
    let message = |text: &str| json!({ "message": text }).to_string();
    let check = async |path: &str, status: u16, body: String| {
        assert_eq!(get(&hub, path).await, (status, body), "{path}");
    };
    check("/nothing", 404, message("Not Found")).await;
    check("/things", 404, message("Not Found")).await;
    check("/things/panic", 500, message("Internal Server Error")).await;
    check("/things/error", 500, message("Internal Server Error")).await;
    check("/things/nonsense", 500, message("Internal Server Error")).await;
    check("/things/bare", 200, json!({ "bare": true }).to_string()).await;
    check("/things/slow", 503, message("Service Unavailable")).await;
    let binary = http()
        .get(format!("{}/things/binary", hub.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(binary.status(), 201);
    assert_eq!(binary.headers()["content-type"], "image/webp");
    assert_eq!(binary.headers().get_all("set-cookie").iter().count(), 2);
    assert_eq!(binary.bytes().await.unwrap().as_ref(), [0, 1, 2]);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_requests_than_slots_are_refused() {
    let hub = small_hub(registry(&Seen::default())).await;
    let all = futures::future::join_all((0..4).map(|_| get(&hub, "/things/slow"))).await;
    let mut statuses: Vec<u16> = all.into_iter().map(|(status, _)| status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [429, 429, 503, 503]);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorizer_decides_and_its_answer_is_kept() {
    let asked = Seen::default();
    let hub = small_hub(registry(&asked)).await;
    let post = async |authorization: Option<&str>| {
        let mut request = http().post(format!("{}/things", hub.url())).body("{}");
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let message = |text: &str| json!({ "message": text }).to_string();
    assert_eq!(post(None).await, (401, message("Unauthorized")));
    assert!(
        asked.all().is_empty(),
        "without its header the function is not asked"
    );
    assert_eq!(post(Some("no")).await, (403, message("Forbidden")));
    assert_eq!(
        post(Some("unauthorized")).await,
        (401, message("Unauthorized"))
    );
    assert_eq!(
        post(Some("broken")).await,
        (500, message("Internal Server Error"))
    );
    for _ in 0..2 {
        let (status, body) = post(Some("yes")).await;
        assert_eq!(status, 200);
        let event: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            event["requestContext"]["authorizer"],
            json!({ "lambda": { "who": "me" } })
        );
    }
    let of_yes: Vec<Value> = asked
        .all()
        .into_iter()
        .filter(|event| event["identitySource"][0] == "yes")
        .collect();
    assert_eq!(of_yes.len(), 1);
    assert_eq!(of_yes[0]["type"], "REQUEST");
    assert_eq!(of_yes[0]["routeKey"], "POST /things");
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_not_text_are_base64() {
    let hub = small_hub(registry(&Seen::default())).await;
    let check = async |kind: &str, body: Vec<u8>, expected: &str, encoded: bool| {
        let request = http()
            .post(format!("{}/things", hub.url()))
            .header("authorization", "yes");
        let answer = request
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        let event: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(
            (&event["body"], &event["isBase64Encoded"]),
            (&json!(expected), &json!(encoded))
        );
    };
    check(
        "application/json; charset=utf-8",
        b"{}".to_vec(),
        "{}",
        false,
    )
    .await;
    check("application/problem+json", b"{}".to_vec(), "{}", false).await;
    check("video/mp4", b"{}".to_vec(), "e30=", true).await;
    check("text/plain", vec![0xff], "/w==", true).await;
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_too_large_for_lambda_is_refused() {
    let hub = small_hub(registry(&Seen::default())).await;
    let large = vec![b'x'; 7 * 1024 * 1024];
    let request = http()
        .post(format!("{}/things", hub.url()))
        .header("authorization", "yes");
    assert_eq!(request.body(large).send().await.unwrap().status(), 413);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browsers_are_told_what_other_pages_may_do() {
    let hub = small_hub(registry(&Seen::default())).await;
    let preflight = async |origin: &str| {
        let request = http().request(reqwest::Method::OPTIONS, format!("{}/things", hub.url()));
        let request = request.header("origin", origin);
        request
            .header("access-control-request-method", "POST")
            .send()
            .await
            .unwrap()
    };
    let allowed = preflight("https://shop.example").await;
    assert_eq!(allowed.status(), 204);
    assert_eq!(
        allowed.headers()["access-control-allow-origin"],
        "https://shop.example"
    );
    assert_eq!(
        allowed.headers()["access-control-allow-methods"],
        "GET,POST"
    );
    assert_eq!(allowed.headers()["access-control-max-age"], "600");
    let other = preflight("https://other.example").await;
    assert!(other.headers().get("access-control-allow-origin").is_none());
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_come_from_their_bucket_and_stay_in_caches() {
    let hub = small_hub(registry(&Seen::default())).await;
    let put = Clients::new(hub.endpoints())
        .s3
        .put_object()
        .bucket("linkhub-media");
    let put = put.key("pictures/a b/1.webp").content_type("image/webp");
    put.body(ByteStream::from_static(b"picture"))
        .send()
        .await
        .unwrap();
    let url = format!("{}/pictures/a%20b/1.webp", hub.url());
    let picture = http().get(&url).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/webp");
    assert_eq!(
        picture.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    let etag = picture.headers()["etag"].clone();
    assert_eq!(picture.text().await.unwrap(), "picture");
    let again = http()
        .get(&url)
        .header("if-none-match", etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
    assert_eq!(get(&hub, "/pictures/none.webp").await.0, 404);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn functions_can_be_invoked_by_lambdas_own_call() {
    let hub = small_hub(registry(&Seen::default())).await;
    let invoke = async |name: &str, event: Value| {
        let url = format!(
            "{}/2015-03-31/functions/{name}/invocations",
            hub.endpoints().lambda
        );
        let answer = http()
            .post(url)
            .body(event.to_string())
            .send()
            .await
            .unwrap();
        let failed = answer.headers().contains_key("x-amz-function-error");
        (
            answer.status().as_u16(),
            failed,
            answer.text().await.unwrap(),
        )
    };
    let (status, failed, _) = invoke("api", json!({})).await;
    assert_eq!((status, failed), (200, false));
    let event = json!({ "pathParameters": { "id": "error" } });
    let (status, failed, body) = invoke("linkhub-ApiFunction", event).await;
    assert_eq!((status, failed), (200, true));
    assert!(body.contains("failed"), "{body}");
    assert_eq!(invoke("none", json!({})).await.0, 404);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_starts_in_milliseconds() {
    let hub = small_hub(registry(&Seen::default())).await;
    let started = std::time::Instant::now();
    let second = small_hub(registry(&Seen::default())).await;
    let took = started.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    println!("a hub starts in {took:?}");
    second.stop().await;
    hub.stop().await;
}
