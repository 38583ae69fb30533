//! Rules that `template.yaml` keeps beyond what the SAM and CloudFormation linters know.
//!
//! Each rule gives its findings as sentences. A rule holds when it finds nothing in the template
//! itself, and is trusted because it finds something in every broken copy named beside it.
//! References to resources that are not there are the business of the template's reader.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test program: what is missing in the template shall fail loudly"
)]

mod batches;
mod document;
mod environment;
mod events;
mod functions;
mod literals;
mod permissions;
mod protection;
mod queues;
mod routes;

use document::Document;
use serde_json::Value;

/// A change that breaks a rule: where, as a JSON pointer, and what to put there (null removes it).
type Breakage = (&'static str, Value);

/// Checks that `rule` holds for the template and finds each of the `broken` copies.
fn check(rule: fn(&Document) -> Vec<String>, broken: &[Breakage]) {
    let template = Document::of_this_project();
    assert_eq!(rule(&template), Vec::<String>::new());
    for (place, value) in broken {
        let copy = template.with(place, value.clone());
        assert!(!rule(&copy).is_empty(), "not found: {place} = {value}");
    }
}
