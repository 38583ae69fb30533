//! S3.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;

use super::Backend;
use crate::world::http;

#[tokio::test]
async fn an_object_keeps_its_bytes_and_its_type() {
    let backend = Backend::start().await;
    let s3 = &backend.clients.s3;
    let bytes: Vec<u8> = (0..200_000_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    s3.put_object()
        .bucket(backend.bucket())
        .key("originals/a/video.mp4")
        .content_type("video/mp4")
        .body(ByteStream::from(bytes.clone()))
        .send()
        .await
        .unwrap();
    let get = || {
        s3.get_object()
            .bucket(backend.bucket())
            .key("originals/a/video.mp4")
    };
    let whole = get().send().await.unwrap();
    assert_eq!(whole.content_type.as_deref(), Some("video/mp4"));
    assert_eq!(whole.body.collect().await.unwrap().to_vec(), bytes);
    let part = get().range("bytes=10-19").send().await.unwrap();
    assert_eq!(part.body.collect().await.unwrap().to_vec(), bytes[10..20]);
    let missing = s3
        .get_object()
        .bucket(backend.bucket())
        .key("none")
        .send()
        .await;
    assert!(missing.unwrap_err().into_service_error().is_no_such_key());
    let found = s3
        .list_objects_v2()
        .bucket(backend.bucket())
        .prefix("originals/")
        .send()
        .await;
    assert_eq!(found.unwrap().key_count, Some(1));
}

#[tokio::test]
async fn a_presigned_upload_is_taken_and_a_tampered_one_is_not() {
    let backend = Backend::start().await;
    let expiry = PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let presigned = backend
        .clients
        .s3
        .put_object()
        .bucket(backend.bucket())
        .key("uploads/x")
        .content_type("video/mp4")
        .presigned(expiry)
        .await
        .unwrap();
    let put = |url: String| {
        http()
            .put(url)
            .header("content-type", "video/mp4")
            .body("bytes")
            .send()
    };
    let taken = put(presigned.uri().to_owned()).await.unwrap();
    assert_eq!(taken.status(), 200, "{}", taken.text().await.unwrap());
    let other = presigned.uri().replace("uploads/x", "uploads/y");
    assert_eq!(put(other).await.unwrap().status(), 403);
}
