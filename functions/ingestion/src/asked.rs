//! What an import request asks for, read from its body.

use domain::Tracking;
use function::http::Problem;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// The post behind a link.
    Link(AskedLink),
    /// A caption with a video that was uploaded.
    Upload(AskedUpload),
    /// The rows of a bulk file.
    Dataset(AskedDataset),
}

#[derive(Debug)]
pub(crate) struct AskedLink {
    pub(crate) link: String,
    pub(crate) tracking: Tracking,
}

#[derive(Debug)]
pub(crate) struct AskedUpload {
    pub(crate) handle: String,
    pub(crate) caption: String,
    pub(crate) upload_id: Uuid,
    pub(crate) tracking: Tracking,
}

#[derive(Debug)]
pub(crate) struct AskedDataset {
    pub(crate) file: DatasetFile,
    pub(crate) tracking: Tracking,
}

/// Where the rows are.
#[derive(Debug)]
pub(crate) enum DatasetFile {
    /// In the request.
    Inline(Vec<u8>),
    /// In an upload.
    Uploaded(Uuid),
}

/// The body as it comes. Which fields are there decides what is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    link: Option<String>,
    handle: Option<String>,
    caption: Option<String>,
    upload_id: Option<Uuid>,
    dataset: Option<Value>,
    dataset_upload_id: Option<Uuid>,
    track: Option<bool>,
}

/// Reads a body: an object, or the bare rows of a dataset (a JSON list or JSON lines).
pub(crate) fn read(body: &[u8], track: Option<bool>) -> Result<Asked, Problem> {
    if body.trim_ascii().is_empty() {
        return Err(how_to_ask());
    }
    if is_bare_dataset(body) {
        let file = DatasetFile::Inline(body.to_vec());
        return Ok(Asked::Dataset(AskedDataset {
            file,
            tracking: tracking(track),
        }));
    }
    let body: Body = serde_json::from_slice(body)
        .map_err(|error| Problem::bad_request("invalid_body", format!("The body: {error}.")))?;
    let tracking = tracking(body.track.or(track));
    match body {
        Body {
            link: Some(link),
            handle: None,
            caption: None,
            upload_id: None,
            dataset: None,
            dataset_upload_id: None,
            ..
        } => Ok(Asked::Link(AskedLink { link, tracking })),
        Body {
            link: None,
            handle: Some(handle),
            caption: Some(caption),
            upload_id: Some(upload_id),
            dataset: None,
            dataset_upload_id: None,
            ..
        } => Ok(Asked::Upload(AskedUpload {
            handle,
            caption,
            upload_id,
            tracking,
        })),
        Body {
            link: None,
            handle: None,
            caption: None,
            upload_id: None,
            dataset,
            dataset_upload_id,
            ..
        } => {
            let file = match (dataset, dataset_upload_id) {
                (Some(rows), None) => DatasetFile::Inline(rows.to_string().into_bytes()),
                (None, Some(id)) => DatasetFile::Uploaded(id),
                _ => return Err(how_to_ask()),
            };
            Ok(Asked::Dataset(AskedDataset { file, tracking }))
        }
        Body { .. } => Err(how_to_ask()),
    }
}

/// A list, or objects line by line; an object by itself is a request.
fn is_bare_dataset(body: &[u8]) -> bool {
    let body = body.trim_ascii();
    match body.first() {
        Some(b'[') => true,
        Some(b'{') => {
            let mut objects = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
            matches!((objects.next(), objects.next()), (Some(Ok(_)), Some(_)))
        }
        _ => false,
    }
}

const fn tracking(track: Option<bool>) -> Tracking {
    match track {
        Some(false) => Tracking::Waived,
        _ => Tracking::Required,
    }
}

fn how_to_ask() -> Problem {
    Problem::bad_request(
        "invalid_body",
        "Send one of: `link`; `handle`, `caption` and `upload_id`; `dataset`; `dataset_upload_id`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let read = match read(body.as_bytes(), None) {
            Ok(Asked::Link(asked)) => format!("link {:?}", asked.tracking),
            Ok(Asked::Upload(_)) => "upload".to_owned(),
            Ok(Asked::Dataset(asked)) => match asked.file {
                DatasetFile::Inline(_) => "rows".to_owned(),
                DatasetFile::Uploaded(_) => "uploaded rows".to_owned(),
            },
            Err(problem) => problem.code().to_owned(),
        };
        assert_eq!(read, expected, "{body}");
    }

    #[test]
    fn the_fields_say_what_is_asked_for() {
        let id = "019ab0c4-0000-7000-8000-000000000001";
        check(r#"{"link":"https://vm.tiktok.com/x"}"#, "link Required");
        check(
            r#"{"link":"https://vm.tiktok.com/x","track":false}"#,
            "link Waived",
        );
        check(
            &format!(r#"{{"handle":"a","caption":"c","upload_id":"{id}"}}"#),
            "upload",
        );
        check(r#"{"dataset":[{"id":"1"}]}"#, "rows");
        check(
            &format!(r#"{{"dataset_upload_id":"{id}"}}"#),
            "uploaded rows",
        );
        check(r#"[{"id":"1"}]"#, "rows");
        check("{\"id\":\"1\"}\n{\"id\":\"2\"}", "rows");
        for bad in [
            "",
            "  ",
            "{}",
            "not json",
            "42",
            r#"{"link":5}"#,
            r#"{"lnik":"x"}"#,
            r#"{"link":"x","caption":"y"}"#,
            r#"{"caption":"y"}"#,
            r#"{"handle":"a","caption":"c","upload_id":"nope"}"#,
            r#"{"dataset":[],"dataset_upload_id":"019ab0c4-0000-7000-8000-000000000001"}"#,
        ] {
            check(bad, "invalid_body");
        }
    }
}
