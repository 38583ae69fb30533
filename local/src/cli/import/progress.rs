//! A progress bar over the parts of all posts, and one line per post at the end.

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::text;
use crate::cli::console::{Tone, paint};

/// Steps of one post: fetched, three parts, settled.
const STEPS: u64 = 5;

/// A bar that fills as parts are finished. Hidden where there is no terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn start(view: &Value) -> Self {
        let bar = ProgressBar::new(STEPS * posts(view).len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} %  {elapsed}  {msg}")
        {
            bar.set_style(style);
        }
        let progress = Self(bar);
        progress.update(view);
        progress
    }

    pub(super) fn update(&self, view: &Value) {
        let posts = posts(view);
        self.0.set_position(posts.iter().map(steps).sum());
        let settled = posts.iter().filter(|post| steps(post) == STEPS).count();
        self.0
            .set_message(format!("{settled} of {} posts", posts.len()));
    }

    pub(super) fn end(self) {
        self.0.finish_and_clear();
    }
}

/// The posts of an import.
pub(super) fn posts(view: &Value) -> &[Value] {
    view.get("posts")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn steps(post: &Value) -> u64 {
    match text(post, "status") {
        Some("fetching") => 0,
        Some("analysing") => {
            let parts = post
                .get("parts")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            1 + parts
                .filter(|(_, part)| part["status"] != "pending")
                .count() as u64
        }
        _ => STEPS,
    }
}

/// Was the post not imported, for a reason its sender should know?
pub(super) fn is_failure(post: &Value) -> bool {
    matches!(text(post, "status"), Some("refused" | "unreadable"))
}

/// What became of a post, as one line.
pub(super) fn outcome(post: &Value) -> String {
    let reason = post
        .pointer("/reason/detail")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let took = paint(Tone::Quiet, &timeline(post));
    match text(post, "status").unwrap_or_default() {
        "published" => {
            let url = text(post, "product_url").unwrap_or_default();
            format!("{} {url}{took}", paint(Tone::Good, "✓"))
        }
        status => {
            let row = post.get("row").and_then(Value::as_u64).unwrap_or_default();
            let status = paint(Tone::Bad, &status.replace('_', " "));
            format!("✗ row {row}: {status}. {reason}{took}")
        }
    }
}

/// When each part was there and when all was settled, in milliseconds since the post came.
fn timeline(post: &Value) -> String {
    let time = |pointer: &str| {
        post.pointer(pointer)?
            .as_str()?
            .parse::<jiff::Timestamp>()
            .ok()
    };
    let Some(received) = time("/received_at") else {
        return String::new();
    };
    [
        ("caption", "/parts/caption/at"),
        ("tags", "/parts/tags/at"),
        ("thumbnails", "/parts/thumbnails/at"),
        ("settled", "/settled_at"),
    ]
    .into_iter()
    .filter_map(|(name, pointer)| {
        let after = time(pointer)?.duration_since(received).as_millis();
        Some(format!("  {name} {after} ms"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_post_counts_as_far_as_it_came() {
        for (post, expected) in [
            (json!({"status": "fetching"}), 0),
            (
                json!({"status": "analysing", "parts": {"caption": {"status": "pending"}}}),
                1,
            ),
            (
                json!({"status": "analysing", "parts": {"caption": {"status": "done"},
                       "tags": {"status": "failed"}}}),
                3,
            ),
            (json!({"status": "published"}), 5),
        ] {
            assert_eq!(steps(&post), expected, "{post}");
        }
    }

    #[test]
    fn a_post_tells_when_each_part_was_there() {
        let post = json!({
            "received_at": "2026-11-23T10:00:00Z", "settled_at": "2026-11-23T10:00:01.5Z",
            "parts": {"caption": {"at": "2026-11-23T10:00:00.04Z"}, "tags": {}},
        });
        assert_eq!(timeline(&post), "  caption 40 ms  settled 1500 ms");
    }

    #[test]
    fn outcomes_are_told_in_one_line() {
        let post = json!({
            "status": "refused", "row": 2, "reason": {"detail": "The caption has no #TRACK."},
        });
        let line = anstream::adapter::strip_str(&outcome(&post)).to_string();
        assert_eq!(line, "✗ row 2: refused. The caption has no #TRACK.");
        assert!(is_failure(&post));
    }
}
