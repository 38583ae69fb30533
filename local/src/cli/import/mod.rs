//! `linkhub import`: sends posts to a running hub and follows them onto the shop page.

mod api;
mod progress;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use super::CommandError;
use super::arguments::{HubArguments, ImportArguments};
use super::console::Console;
use crate::hub::DataDirectory;
use api::HubApi;
use progress::Progress;

/// Rows sent in one import; the hub takes no more.
const ROWS_AT_ONCE: usize = 200;
/// How often the hub is asked how far it is.
const ASK_EVERY: Duration = Duration::from_millis(150);

/// What is to be imported.
enum Wanted {
    Link(String),
    Video(PathBuf),
    Dataset(PathBuf),
}

/// Sends the posts, shows their progress, prints what became of them.
pub(super) async fn run(
    hub: HubArguments,
    arguments: ImportArguments,
    console: &Console,
) -> Result<(), CommandError> {
    let url = match (&arguments.hub, DataDirectory::running(&hub.data)) {
        (Some(url), _) => url.trim_end_matches('/').to_owned(),
        (None, Some(running)) => running.url,
        (None, None) => {
            let text = "no hub runs on the data directory; start one with `linkhub`, or name one with --hub";
            return Err(text.into());
        }
    };
    let api = HubApi::new(url, arguments.key.as_deref())?;
    let bodies = match wanted(&arguments.what)? {
        Wanted::Link(link) => vec![json!({ "link": link })],
        Wanted::Video(file) => vec![upload(&api, &file, &arguments).await?],
        Wanted::Dataset(file) => dataset(&file)?,
    };
    let mut failed = 0;
    for mut body in bodies {
        if arguments.untracked
            && let Some(fields) = body.as_object_mut()
        {
            fields.insert("track".to_owned(), Value::Bool(false));
        }
        failed += follow(&api, &api.import(&body).await?, console).await?;
    }
    match failed {
        0 => Ok(()),
        1 => Err("one post was not imported; its reason is above".into()),
        more => Err(format!("{more} posts were not imported; their reasons are above").into()),
    }
}

/// A file by its ending, anything else is a link.
fn wanted(what: &str) -> Result<Wanted, CommandError> {
    let path = PathBuf::from(what);
    let kind = match path.extension().and_then(|ending| ending.to_str()) {
        Some("mp4" | "mov" | "m4v") => Wanted::Video,
        Some("json" | "jsonl" | "ndjson") => Wanted::Dataset,
        _ => return Ok(Wanted::Link(what.to_owned())),
    };
    if what.contains("://") {
        return Ok(Wanted::Link(what.to_owned()));
    }
    if !path.exists() {
        return Err(format!("there is no file {what}").into());
    }
    Ok(kind(path))
}

/// Sends a video to the bucket and gives the request that imports it.
async fn upload(
    api: &HubApi,
    file: &Path,
    arguments: &ImportArguments,
) -> Result<Value, CommandError> {
    let missing = "a video needs its caption and shop: --caption \"… #TRACK\" --handle yourshop";
    let (Some(caption), Some(handle)) = (&arguments.caption, &arguments.handle) else {
        return Err(missing.into());
    };
    let content = read(file)?;
    let upload_id = api.upload("video/mp4", content).await?;
    Ok(json!({ "handle": handle, "caption": caption, "upload_id": upload_id }))
}

/// The rows of a bulk file, in as many requests as they need. A file that can't be read as JSON
/// goes as it is: the hub says what is wrong with it.
fn dataset(file: &Path) -> Result<Vec<Value>, CommandError> {
    let content = read(file)?;
    let rows: Vec<Value> = match serde_json::from_slice(&content) {
        Ok(Value::Array(rows)) => rows,
        Ok(row) => vec![row],
        Err(_) => serde_json::Deserializer::from_slice(&content)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|error| format!("{}: {error}", file.display()))?,
    };
    Ok(rows
        .chunks(ROWS_AT_ONCE)
        .map(|rows| json!({ "dataset": rows }))
        .collect())
}

fn read(file: &Path) -> Result<Vec<u8>, CommandError> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Follows an import to its end and prints every post; says how many were not imported.
async fn follow(api: &HubApi, import: &Value, console: &Console) -> Result<usize, CommandError> {
    let id = import["id"]
        .as_str()
        .ok_or("the hub's answer names no import")?;
    let mut view = import.clone();
    let progress = Progress::start(&view);
    while text(&view, "status") != Some("done") {
        tokio::time::sleep(ASK_EVERY).await;
        view = api.show(id).await?;
        progress.update(&view);
    }
    progress.end();
    let posts = progress::posts(&view);
    for post in posts {
        console.say(&progress::outcome(post));
    }
    Ok(posts
        .iter()
        .filter(|post| progress::is_failure(post))
        .count())
}

/// A text member of a JSON object.
fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}
