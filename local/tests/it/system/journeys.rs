//! What sellers and buyers do, from a post to the shop page.

use serde_json::json;

use super::stack::{Stack, row, sample};

#[tokio::test(flavor = "multi_thread")]
async fn a_video_with_a_caption_becomes_a_product_page() {
    let stack = Stack::start().await;
    let caption = "Kitenge dress all sizes S-XL, UGX 85,000. Call 0772 000 111 #TRACK #kitenge";
    let import = stack
        .send_video(sample("videos/kitenge-dress.mp4"), caption)
        .await;
    let posts = stack.settled(&import).await;
    assert_eq!(posts[0]["status"], "published", "{posts:#?}");
    for part in ["caption", "thumbnails", "tags"] {
        assert_eq!(posts[0]["parts"][part]["status"], "done", "{posts:#?}");
    }
    let id = posts[0]["post_id"].as_str().unwrap();

    let product = stack
        .json(&format!("/v1/shops/nalu.wear/products/{id}"))
        .await;
    assert_eq!(product["price"]["amount_minor"], 85_000);
    assert_eq!(product["price"]["currency"], "UGX");
    assert_eq!(product["pictures"].as_array().unwrap().len(), 5);
    for field in ["title", "tags", "hashtags"] {
        assert!(
            !product[field].to_string().to_lowercase().contains("track"),
            "{product}"
        );
    }

    let page = stack.get("/@nalu.wear").await.text().await.unwrap();
    assert!(
        page.contains("85,000") && page.contains(&format!("/@nalu.wear/p/{id}")),
        "{page}"
    );
    assert!(!page.to_lowercase().contains("#track"));
    let picture = page
        .split("/pictures/")
        .nth(1)
        .unwrap()
        .split([' ', '"', ','])
        .next()
        .unwrap();
    let picture = stack.get(&format!("/pictures/{picture}")).await;
    assert_eq!(picture.status(), 200);
    assert!(
        picture.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );

    let buy = stack.get(&format!("/go/nalu.wear/{id}?size=M")).await;
    let to = buy.headers()["location"].to_str().unwrap();
    assert!(to.starts_with("https://wa.me/256772000111?text="), "{to}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_post_twice_is_the_same_job() {
    let stack = Stack::start().await;
    let shop = &stack.shops[0];
    let link = json!({ "link": shop.posts[0].url(shop) });
    let first = stack.import(&link).await;
    stack.settled(&first).await;
    let second = stack.import(&link).await;
    assert_eq!(first["id"], second["id"]);
    let video = sample("videos/gold-watch.mp4");
    let first = stack
        .send_video(video.clone(), "Gold watch 65k #TRACK")
        .await;
    let second = stack.send_video(video, "Gold watch 65k #TRACK").await;
    assert_eq!(first["id"], second["id"]);
    stack.settled(&second).await;
    let products = stack.json("/v1/shops/nalu.wear/products").await;
    assert_eq!(products["products"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_fetched_and_a_short_link_leads_to_the_same_post() {
    let stack = Stack::start().await;
    let shop = &stack.shops[0];
    let code = shop.posts[0].short_code.as_ref().unwrap();
    let import = stack
        .import(&json!({ "link": format!("https://vm.tiktok.com/{code}/") }))
        .await;
    let posts = stack.settled(&import).await;
    assert_eq!(posts[0]["status"], "published", "{posts:#?}");
    assert_eq!(posts[0]["post_id"], shop.posts[0].id.to_string());
    let direct = stack
        .import(&json!({ "link": shop.posts[0].url(shop) }))
        .await;
    assert_eq!(direct["id"], import["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_the_tag_is_refused_until_it_is_asked_for() {
    let stack = Stack::start().await;
    let (shop, post) = stack
        .shops
        .iter()
        .flat_map(|shop| shop.posts.iter().map(move |post| (shop, post)))
        .find(|(_, post)| !captions::has_track_tag(&post.caption))
        .unwrap();
    let link = post.url(shop);
    let import = stack.import(&json!({ "link": link })).await;
    let posts = stack.settled(&import).await;
    assert_eq!(posts[0]["status"], "refused");
    assert_eq!(posts[0]["reason"]["code"], "no_track_tag");
    let again = stack.import(&json!({ "link": link, "track": false })).await;
    assert_eq!(again["id"], import["id"]);
    assert_ne!(stack.settled(&again).await[0]["status"], "refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn good_rows_of_a_bulk_file_are_imported_and_the_bad_one_is_named() {
    let stack = Stack::start().await;
    let rows = json!({ "dataset": [
        row(1, "Leather sandals 45k #TRACK"),
        {"url": "https://www.tiktok.com/@gone", "error": "This profile doesn't exist"},
        row(2, "Handbag UGX 60,000 #track"),
        row(3, "Good morning everyone"),
    ]});
    let import = stack.import(&rows).await;
    let posts = stack.settled(&import).await;
    let statuses: Vec<&str> = posts
        .iter()
        .map(|post| post["status"].as_str().unwrap())
        .collect();
    assert_eq!(
        statuses,
        ["published", "unreadable", "published", "refused"],
        "{posts:#?}"
    );
    assert_eq!(posts[1]["row"], 2);
    assert!(
        posts[1]["reason"]["detail"]
            .as_str()
            .unwrap()
            .contains("doesn't exist")
    );
    assert_eq!(stack.import(&rows).await["id"], import["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_shops_fill_by_themselves() {
    let stack = Stack::start().await.with_samples().await;
    let wait = async {
        let mut moments = tokio::time::interval(std::time::Duration::from_millis(50));
        loop {
            moments.tick().await;
            let mut products = 0;
            for shop in &stack.shops {
                let page = stack
                    .json(&format!("/v1/shops/{}/products", shop.handle))
                    .await;
                products += page["products"].as_array().map_or(0, Vec::len);
            }
            if products >= 11 {
                return;
            }
        }
    };
    tokio::time::timeout(crate::world::PATIENCE * 6, wait)
        .await
        .expect("eleven products");
}
