//! Pictures that nothing refers to go after a while, and no others.

use aws_sdk_dynamodb::types::AttributeValue;
use catalog_store::CatalogStore;
use domain::testing as samples;
use domain::{Part, PictureFile, Post, PostId, TenantId};
use jiff::{SignedDuration, Timestamp};
use local::Sources;
use media_store::{MediaStore, picture_folder};
use serde_json::{Value, json};

use super::aged_bucket::AgedBucket;
use super::stack::{Settings, Stack};

/// A stack in which every picture is old, and a run looks at so many.
async fn stack(most_pictures: u16) -> (Stack, CatalogStore, MediaStore) {
    let stack = Stack::with(Settings {
        sources: Sources::Off,
        environment: vec![
            ("PICTURE_GRACE_DAYS", "0".to_owned()),
            ("MOST_PICTURES", most_pictures.to_string()),
        ],
        ..Settings::default()
    })
    .await;
    let media = media(&stack);
    let catalog = stack.store().await;
    (stack, catalog, media)
}

fn media(stack: &Stack) -> MediaStore {
    let collector = stack.hub.functions().find("picture-collector").unwrap();
    let environment = collector.environment();
    let bucket = environment.get("MEDIA_BUCKET").unwrap().to_owned();
    MediaStore::new(function::Aws::new(environment).s3(), bucket)
}

async fn collect(stack: &Stack) -> Result<Value, String> {
    let collector = stack.hub.functions().find("picture-collector").unwrap();
    let tick = json!({ "source": "aws.events" });
    let outcome = collector.invoke(tick).await;
    outcome.map_err(|error| error.to_string())
}

/// Stores a picture of a post; its key.
async fn picture(media: &MediaStore, post_id: PostId, name: &str) -> String {
    let folder = picture_folder(&TenantId::default(), post_id);
    let key = format!("{folder}/{name}.jpg");
    media
        .save_picture(&key, "image/jpeg", name.as_bytes().to_vec())
        .await
        .unwrap();
    key
}

async fn left(media: &MediaStore) -> Vec<String> {
    let tenant = TenantId::default();
    let page = media.pictures(&tenant, None, 1000).await.unwrap();
    page.pictures.into_iter().map(|found| found.key).collect()
}

/// The sample post by another id, whose only picture file has this key.
fn referring(post: PostId, key: &str) -> Post {
    let mut analysis = samples::thumbnail_analysis();
    analysis.share.clear();
    analysis.pictures.truncate(1);
    let [picture] = analysis.pictures.as_mut_slice() else {
        panic!("a sample with a picture")
    };
    let mut file: PictureFile = picture.files.remove(0);
    file.key = key.to_owned();
    picture.files = vec![file];
    let mut referring = samples::analysed_post();
    referring.id = post;
    referring.parts.thumbnails = Some(samples::done(analysis));
    referring
}

fn post_id(number: u64) -> PostId {
    PostId::parse(&(7_711_027_552_000_000_000 + number).to_string()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_post_refers_to_is_deleted_and_nothing_else() {
    let (stack, catalog, media) = stack(1000).await;
    let (done, undone, gone) = (post_id(1), post_id(2), post_id(3));
    let chosen = picture(&media, done, "chosen").await;
    picture(&media, done, "replaced").await;
    let pending = picture(&media, undone, "pending").await;
    picture(&media, gone, "of-no-post").await;
    catalog.put_post(&referring(done, &chosen)).await.unwrap();
    let mut failed = referring(undone, &pending);
    failed.parts.thumbnails = Some(Part::Failed {
        failure: samples::failed::<domain::ThumbnailAnalysis>("late")
            .failure()
            .unwrap()
            .clone(),
        at: samples::seconds_later(1),
    });
    catalog.put_post(&failed).await.unwrap();
    for _ in 0..2 {
        collect(&stack).await.unwrap();
        assert_eq!(left(&media).await, [chosen.clone(), pending.clone()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_goes_on_where_the_last_one_ended_and_starts_over_at_the_end() {
    let (stack, catalog, media) = stack(2).await;
    for number in 1..=5 {
        picture(&media, post_id(number), "of-no-post").await;
    }
    for expected in [3, 1, 0] {
        collect(&stack).await.unwrap();
        assert_eq!(left(&media).await.len(), expected);
    }
    let position = catalog
        .collector_position(&TenantId::default())
        .await
        .unwrap();
    assert_eq!(position, None, "at the beginning again");
    picture(&media, post_id(1), "another").await;
    collect(&stack).await.unwrap();
    assert!(left(&media).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn young_pictures_and_those_of_others_stay() {
    let usual = Stack::with_sources(Sources::Off).await;
    let usual_media = media(&usual);
    let young = picture(&usual_media, post_id(1), "young").await;
    collect(&usual).await.unwrap();
    assert_eq!(left(&usual_media).await, [young]);

    let (stack, _, media) = stack(1000).await;
    let other = TenantId::parse("other").unwrap();
    let key = format!("{}/theirs.jpg", picture_folder(&other, post_id(1)));
    media
        .save_picture(&key, "image/jpeg", vec![1])
        .await
        .unwrap();
    collect(&stack).await.unwrap();
    let theirs = media.pictures(&other, None, 10).await.unwrap();
    assert_eq!(theirs.pictures.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_deleted_where_a_post_can_not_be_read() {
    let (stack, _, media) = stack(1000).await;
    let unreadable = picture(&media, post_id(1), "unreadable").await;
    let gone = picture(&media, post_id(2), "of-no-post").await;
    let environment = stack.hub.functions().find("picture-collector").unwrap();
    let environment = environment.environment();
    let table = environment.get("CATALOG_TABLE").unwrap();
    let dynamodb = function::Aws::new(environment).dynamodb();
    let text = |text: String| AttributeValue::S(text);
    let key = text(format!("T#main#POST#{}", post_id(1)));
    let put = dynamodb.put_item().table_name(table);
    let put = put.item("pk", key.clone()).item("sk", text("POST".into()));
    put.send().await.unwrap();
    for _ in 0..2 {
        collect(&stack).await.unwrap_err();
        assert_eq!(left(&media).await, [unreadable.clone(), gone.clone()]);
    }
    // Once it can be read again the run does what the failed ones did not.
    let delete = dynamodb.delete_item().table_name(table);
    let delete = delete.key("pk", key).key("sk", text("POST".into()));
    delete.send().await.unwrap();
    collect(&stack).await.unwrap();
    assert!(left(&media).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_go_after_a_week_and_what_can_not_be_deleted_is_tried_next_time() {
    let week = SignedDuration::from_hours(24 * 7);
    let margin = SignedDuration::from_mins(5);
    let now = Timestamp::now();
    let old = |name: &str| (key_of(name), now - week - margin);
    let young = (key_of("young"), now - week + margin);
    let bucket = AgedBucket {
        pictures: vec![old("one"), old("two"), young],
        refused_once: Some(key_of("two")),
    };
    let (url, bucket) = bucket.serve().await;
    let stack = Stack::with(Settings {
        sources: Sources::Off,
        environment: vec![("AWS_ENDPOINT_URL_S3", url)],
        ..Settings::default()
    })
    .await;
    let expected: [&[&str]; 3] = [&["two", "young"], &["young"], &["young"]];
    for names in expected {
        collect(&stack).await.unwrap();
        let expected: Vec<String> = names.iter().map(|name| key_of(name)).collect();
        assert_eq!(bucket.lock().unwrap().keys(), expected);
    }
}

/// The key of a picture whose post the hub does not know.
fn key_of(name: &str) -> String {
    format!(
        "{}/{name}.jpg",
        picture_folder(&TenantId::default(), post_id(1))
    )
}
