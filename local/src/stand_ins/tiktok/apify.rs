//! `api.apify.com`: the TikTok scraper's runs, datasets and stored files.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderName, Method, StatusCode};
use axum::response::Response;
use domain::PostId;
use serde_json::{Value, json};

use super::apify_items::{self, STORE};
use super::asked::Asked;
use super::catalog::StandInCatalog;
use super::files::ranged;
use super::respond::{self, with_header};

/// What finished runs found; a run's number is its place here.
#[derive(Default)]
pub(super) struct Runs(Mutex<Vec<Vec<Value>>>);

pub(super) fn answer(catalog: &StandInCatalog, runs: &Runs, asked: &Asked) -> Response {
    let segments = asked.segments();
    // Stored files need no token, as the real store's do not.
    if let ["v2", "key-value-stores", STORE, "records", key] = segments.as_slice() {
        return record(catalog, asked, key);
    }
    if asked.bearer().is_none_or(str::is_empty) && asked.query("token").is_none() {
        let message = "Authentication token was not provided.";
        return failure(StatusCode::UNAUTHORIZED, "token-not-provided", message);
    }
    match (&asked.method, segments.as_slice()) {
        (&Method::POST, ["v2", "actors" | "acts", _, "run-sync-get-dataset-items"]) => items_page(
            apify_items::scrape(catalog, asked),
            asked,
            StatusCode::CREATED,
        ),
        (&Method::POST, ["v2", "actors" | "acts", _, "runs"]) => {
            let number = runs.add(apify_items::scrape(catalog, asked));
            respond::json(StatusCode::CREATED, &run(number, "READY"))
        }
        (&Method::GET, ["v2", "actor-runs", id]) => match runs.find(id) {
            Some((number, _)) => respond::json(StatusCode::OK, &run(number, "SUCCEEDED")),
            None => not_found("Actor run was not found"),
        },
        (&Method::GET, ["v2", "datasets", id, "items"]) => match runs.find(id) {
            Some((_, items)) => items_page(items, asked, StatusCode::OK),
            None => not_found("Dataset was not found"),
        },
        _ => not_found("The resource was not found"),
    }
}

impl Runs {
    fn add(&self, items: Vec<Value>) -> usize {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        runs.push(items);
        runs.len() - 1
    }

    /// A run by its id or its dataset's.
    fn find(&self, id: &str) -> Option<(usize, Vec<Value>)> {
        let number = id
            .strip_prefix("RnStandIn")
            .or_else(|| id.strip_prefix("DsStandIn"))?;
        let number: usize = number.parse().ok()?;
        let runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        runs.get(number).map(|items| (number, items.clone()))
    }
}

fn run(number: usize, status: &str) -> Value {
    json!({ "data": {
        "id": format!("RnStandIn{number}"),
        "actId": "AcStandIn",
        "userId": "UsStandIn",
        "status": status,
        "meta": { "origin": "API" },
        "defaultKeyValueStoreId": STORE,
        "defaultDatasetId": format!("DsStandIn{number}"),
    } })
}

fn items_page(items: Vec<Value>, asked: &Asked, status: StatusCode) -> Response {
    let total = items.len();
    let offset = asked.number("offset").unwrap_or(0);
    let limit = asked.number("limit").unwrap_or(usize::MAX);
    let page: Vec<Value> = items.into_iter().skip(offset).take(limit).collect();
    let paging = [
        ("x-apify-pagination-offset", offset),
        ("x-apify-pagination-limit", limit),
        ("x-apify-pagination-count", page.len()),
        ("x-apify-pagination-total", total),
    ];
    let response = respond::json(status, &Value::Array(page));
    paging
        .into_iter()
        .fold(response, |response, (name, number)| {
            with_header(response, HeaderName::from_static(name), &number.to_string())
        })
}

/// A stored file: `video-{handle}-{time}-{post}` or `photo-{handle}-{number}-{post}`.
fn record(catalog: &StandInCatalog, asked: &Asked, key: &str) -> Response {
    let mut parts = key.rsplit('-');
    let id = parts.next().and_then(|id| PostId::parse(id).ok());
    let number = parts.next().and_then(|number| number.parse::<usize>().ok());
    let name = id.and_then(|id| catalog.post(id)).and_then(|(_, post)| {
        if key.starts_with("video-") {
            post.video.as_ref()
        } else {
            post.photos.get(number?)
        }
    });
    match name.and_then(|name| catalog.file(name).map(|file| (name, file))) {
        Some((name, file)) => ranged(asked, name, file),
        None => not_found("Record was not found"),
    }
}

fn not_found(message: &str) -> Response {
    failure(StatusCode::NOT_FOUND, "record-not-found", message)
}

fn failure(status: StatusCode, kind: &str, message: &str) -> Response {
    respond::json(
        status,
        &json!({ "error": { "type": kind, "message": message } }),
    )
}
