//! Bad input: each kind has its own clear answer, and nothing is lost or made up.

use serde_json::{Value, json};

use super::stack::{Stack, sample};

#[tokio::test(flavor = "multi_thread")]
async fn links_that_lead_nowhere_say_why() {
    let stack = Stack::start().await;
    for (link, status, code) in [
        ("not a url", 400, "not_a_link"),
        ("", 400, "not_a_link"),
        (
            "https://example.com/@nalu/video/7696453428469059346",
            400,
            "other_site",
        ),
        (
            "https://tiktok.com.evil.example/@a/video/7696453428469059346",
            400,
            "other_site",
        ),
        (
            "http://127.0.0.1/@nalu/video/7696453428469059346",
            400,
            "private_address",
        ),
        (
            "http://169.254.169.254/latest/meta-data",
            400,
            "private_address",
        ),
        (
            "https://www.tiktok.com@evil.example/@a/video/7696453428469059346",
            400,
            "other_site",
        ),
        (
            "https://me@www.tiktok.com/@a/video/7696453428469059346",
            400,
            "suspicious_link",
        ),
        ("https://www.tiktok.com/@nalu.wear", 400, "profile_link"),
        ("https://www.tiktok.com/@nalu.wear/live", 400, "live_stream"),
        (
            "https://www.tiktok.com/@nalu.wear/video/12",
            400,
            "incomplete_link",
        ),
        (
            "https://vm.tiktok.com/ZMelsewhere/",
            400,
            "link_leaves_tiktok",
        ),
        ("https://vm.tiktok.com/ZMunknown00/", 400, "dead_link"),
    ] {
        let answer = stack.post("/v1/imports", &json!({ "link": link })).await;
        assert_eq!(answer.status(), status, "{link}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], code, "{link}: {body}");
        assert!(body["detail"].as_str().unwrap().len() > 10);
        assert!(!body["request_id"].as_str().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_captions_over_the_limit_are_refused_at_the_door() {
    let stack = Stack::start().await;
    let id = "019ab0c4-0000-7000-8000-000000000001";
    let caption = "x".repeat(5_000_000);
    for (path, body, status, code) in [
        (
            "/v1/imports",
            json!({"handle": "nalu", "caption": caption, "upload_id": id}),
            413,
            "caption_too_long",
        ),
        (
            "/v1/imports",
            json!({"handle": "nalu", "caption": "Dress 5k", "upload_id": id}),
            422,
            "no_track_tag",
        ),
        (
            "/v1/imports",
            json!({"handle": "nalu", "caption": "Dress 5k #TRACK", "upload_id": id}),
            400,
            "unknown_upload",
        ),
        (
            "/v1/imports",
            json!({"handle": "n", "caption": "Dress 5k #TRACK", "upload_id": id}),
            400,
            "invalid_handle",
        ),
        ("/v1/imports", json!({}), 400, "invalid_body"),
        (
            "/v1/imports",
            json!({"dataset": []}),
            400,
            "invalid_dataset",
        ),
        (
            "/v1/uploads",
            json!({"media_type": "video/mp4", "bytes": 314_572_800}),
            413,
            "file_too_large",
        ),
        (
            "/v1/uploads",
            json!({"media_type": "video/mp4", "bytes": 0}),
            400,
            "empty_file",
        ),
        (
            "/v1/uploads",
            json!({"media_type": "text/html", "bytes": 5}),
            400,
            "unknown_media_type",
        ),
    ] {
        let answer = stack.post(path, &body).await;
        let (got, body): (_, Value) = (answer.status(), answer.json().await.unwrap());
        assert_eq!(
            (got.as_u16(), body["code"].as_str().unwrap()),
            (status, code),
            "{body}"
        );
    }
    let rows: Vec<Value> = (0..201).map(|n| json!({ "id": n })).collect();
    let answer = stack.post("/v1/imports", &json!({ "dataset": rows })).await;
    assert_eq!(answer.status(), 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_video_costs_the_pictures_and_not_the_product() {
    let stack = Stack::start().await;
    let whole = sample("videos/leather-boots.mp4");
    let truncated = whole[..whole.len() / 5].to_vec();
    for (video, caption) in [
        (
            b"This is a text file, not a video.".to_vec(),
            "Leather boots 130k size 42 #TRACK",
        ),
        (truncated, "Brown boots 120k size 43 #TRACK"),
    ] {
        let import = stack.send_video(video, caption).await;
        let posts = stack.settled(&import).await;
        assert_eq!(posts[0]["status"], "published", "{posts:#?}");
        let part = &posts[0]["parts"]["thumbnails"];
        if part["status"] == "failed" {
            assert!(
                part["reason"]["detail"].as_str().unwrap().contains("video"),
                "{part}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caption_with_only_emoji_sells_nothing() {
    let stack = Stack::start().await;
    let import = stack
        .send_video(sample("videos/honey-jar.mp4"), "🔥🔥😍 #TRACK")
        .await;
    let posts = stack.settled(&import).await;
    assert_eq!(posts[0]["status"], "nothing_for_sale", "{posts:#?}");
    assert_eq!(
        stack.json("/v1/shops/nalu.wear/products").await["products"],
        json!([])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_what_is_not_there_is_answered_clearly() {
    let stack = Stack::start().await;
    for (name, caption) in [
        ("honey-jar", "Honey 25k #TRACK"),
        ("gold-watch", "Watch 65k #TRACK"),
    ] {
        let import = stack
            .send_video(sample(&format!("videos/{name}.mp4")), caption)
            .await;
        stack.settled(&import).await;
    }
    let page = stack.json("/v1/shops/nalu.wear/products?limit=1").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = stack
        .json(&format!(
            "/v1/shops/nalu.wear/products?limit=1&cursor={cursor}"
        ))
        .await;
    assert_eq!(rest["products"].as_array().unwrap().len(), 1);
    let shop = &stack.shops[0];
    let other = stack
        .import(&json!({ "link": shop.posts[0].url(shop) }))
        .await;
    stack.settled(&other).await;

    let products = "/v1/shops/nalu.wear/products";
    let foreign = format!("/v1/shops/{}/products?cursor={cursor}", shop.handle);
    for (path, status, code) in [
        (foreign.as_str(), 400, "invalid_cursor"),
        (
            &format!("{products}?cursor=x{cursor}"),
            400,
            "invalid_cursor",
        ),
        (&format!("{products}?limit=0"), 400, "invalid_limit"),
        (&format!("{products}?limit=51"), 400, "invalid_limit"),
        (&format!("{products}?limit=abc"), 400, "invalid_limit"),
        ("/v1/trends", 400, "unknown_market"),
        ("/v1/trends?market=XX", 400, "unknown_market"),
        ("/v1/trends?market=UG&limit=0", 400, "invalid_limit"),
        ("/v1/trends?market=UG&limit=51", 400, "invalid_limit"),
        ("/v1/shops/nobody.here/products", 404, "unknown_shop"),
        ("/v1/shops/nobody.here", 404, "unknown_shop"),
        (
            "/v1/imports/019ab0c4-0000-7000-8000-000000000009",
            404,
            "unknown_import",
        ),
        ("/v1/imports/nonsense", 404, "unknown_import"),
    ] {
        let answer = stack.get(path).await;
        let (got, body): (_, Value) = (answer.status(), answer.json().await.unwrap());
        assert_eq!(
            (got.as_u16(), body["code"].as_str().unwrap()),
            (status, code),
            "{path}: {body}"
        );
    }
}
