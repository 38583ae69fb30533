use super::*;
use crate::link::PostKind;

const ITEM: &str = include_str!("../../tests/bodies/apify-item.json");

fn rows(text: &str) -> Vec<Result<DatasetRow, RowError>> {
    parse_rows(text.as_bytes()).unwrap()
}

#[track_caller]
fn check_row(row: &str, expected: &str) {
    let text = format!("[{row}]");
    match rows(&text).remove(0) {
        Ok(row) => assert_eq!(row.post.link().canonical_url().as_str(), expected, "{text}"),
        Err(error) => assert_eq!(error.to_string(), expected, "{text}"),
    }
}

#[track_caller]
fn check_file(text: &str, expected: DatasetError) {
    assert_eq!(parse_rows(text.as_bytes()), Err(expected), "{text}");
}

#[test]
fn a_whole_item_is_read() {
    let row = rows(&format!("[{ITEM}]")).remove(0).unwrap();
    assert_eq!(row.region, Some(Market::Ug));
    let post = row.post;
    assert_eq!(post.id.to_string(), "7696453428469059346");
    assert_eq!(post.handle.unwrap().as_str(), "nakato.styles");
    assert_eq!(post.kind, PostKind::Video);
    assert!(
        post.caption.starts_with("New kitenge dresses"),
        "{}",
        post.caption
    );
    assert_eq!(post.posted_at.unwrap().as_second(), 1_791_970_212);
    assert_eq!(
        post.cover_url.unwrap().host_str(),
        Some("p16-sign-va.tiktokcdn.com")
    );
    assert_eq!(post.video_url, None);
    assert!(post.photo_urls.is_empty());
}

#[test]
fn downloaded_videos_and_slideshows_bring_their_media() {
    let store = "https://api.apify.com/v2/key-value-stores/Kv1/records";
    let found = rows(&format!(
        r#"[{{"id":"7696453428469059346","mediaUrls":["{store}/video-1"]}},
            {{"id":"7696453428469059347","mediaUrls":[],"videoMeta":{{"downloadAddr":"{store}/video-2"}}}},
            {{"id":"7696453428469059348","isSlideshow":true,"mediaUrls":["{store}/x"],"slideshowImageLinks":[
                {{"tiktokLink":"https://p16.tiktokcdn.com/1","downloadLink":"{store}/1"}},
                {{"tiktokLink":"https://p16.tiktokcdn.com/2"}},
                {{"tiktokLink":"http://p16.tiktokcdn.com/3","downloadLink":""}}]}}]"#
    ));
    let posts: Vec<_> = found.into_iter().map(|row| row.unwrap().post).collect();
    assert_eq!(
        posts[0].video_url.as_ref().unwrap().path(),
        "/v2/key-value-stores/Kv1/records/video-1"
    );
    assert_eq!(
        posts[1].video_url.as_ref().unwrap().path(),
        "/v2/key-value-stores/Kv1/records/video-2"
    );
    assert_eq!(posts[2].video_url, None);
    assert_eq!(posts[2].kind, PostKind::Photo);
    let photos: Vec<_> = posts[2].photo_urls.iter().map(url::Url::as_str).collect();
    assert_eq!(
        photos,
        [
            format!("{store}/1"),
            "https://p16.tiktokcdn.com/2".to_owned()
        ]
    );
}

#[test]
fn rows_are_read_or_named() {
    let id = "7696453428469059346";
    let post = format!("https://www.tiktok.com/@nalu/video/{id}");
    check_row(&format!(r#"{{"webVideoUrl":"{post}?x=1"}}"#), &post);
    check_row(
        &format!(r#"{{"id":{id},"authorMeta":{{"name":"Nalu"}}}}"#),
        &post,
    );
    check_row(
        &format!(r#"{{"id":"{id}","authorMeta":"?","createTime":"x"}}"#),
        &post.replace("nalu", ""),
    );
    check_row("null", "row 1: not an object");
    check_row("[]", "row 1: not an object");
    check_row("{}", "row 1: neither `id` nor `webVideoUrl`");
    check_row(
        r#"{"webVideoUrl":"https://evil.example/"}"#,
        "row 1: neither `id` nor `webVideoUrl`",
    );
    check_row(
        r#"{"url":"https://www.tiktok.com/@gone","input":"gone","error":"This profile doesn't exist"}"#,
        "row 1: the scraper reported: This profile doesn't exist",
    );
    let bad_id = "row 1: `id` is not a post id (spreadsheets round long numbers)";
    check_row(r#"{"id":7.696453428469059e18}"#, bad_id);
    check_row(r#"{"id":"12"}"#, bad_id);
    check_row(
        &format!(r#"{{"id":"{id}","text":5}}"#),
        "row 1: `text` is not text",
    );
}

#[test]
fn times_come_from_either_field() {
    let at = |fields: &str| {
        let row = rows(&format!(r#"[{{"id":"7696453428469059346",{fields}}}]"#)).remove(0);
        row.unwrap().post.posted_at.map(|at| at.as_second())
    };
    assert_eq!(at(r#""createTime":1791970212"#), Some(1_791_970_212));
    assert_eq!(
        at(r#""createTimeISO":"2026-10-14T09:30:12.000Z""#),
        Some(1_791_970_212)
    );
    assert_eq!(at(r#""createTime":0,"createTimeISO":"soon""#), None);
}

#[test]
fn one_bad_row_leaves_the_good_ones() {
    let good = r#"{"id":"7696453428469059346"}"#;
    let list = rows(&format!("[{good}, null, {good}]"));
    assert_eq!(
        list.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    let lines = rows(&format!("\u{feff}{good}\r\n\r\n{{\"id\":\r\n{good}\n"));
    assert_eq!(
        lines.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    assert_eq!(
        lines[1].as_ref().unwrap_err().to_string(),
        "row 2: not valid JSON (column 6)"
    );
    assert_eq!(rows("{\n \"id\": \"7696453428469059346\"\n}").len(), 1);
}

#[test]
fn files_that_are_no_dataset_say_so() {
    check_file("", DatasetError::Empty);
    check_file(" \n ", DatasetError::Empty);
    check_file("[]", DatasetError::Empty);
    check_file("id,text\n1,2", DatasetError::NotADataset);
    check_file("<html></html>", DatasetError::NotADataset);
    check_file("\"text\"", DatasetError::NotADataset);
    check_file("{nonsense", DatasetError::NotADataset);
    check_file(
        "[{\"id\":\"7696453428469059346\"},\n{\"id\":",
        DatasetError::BrokenJson { line: 2, column: 6 },
    );
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(matches!(
        parse_rows(deep.as_bytes()),
        Err(DatasetError::BrokenJson { .. })
    ));
    assert_eq!(parse_rows(b"\xff\xfe["), Err(DatasetError::NotADataset));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = parse_rows(&bytes);
    }
}
