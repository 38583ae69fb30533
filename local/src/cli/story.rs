//! One readable line per thing that happens in the hub.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::time::Duration;

use super::console::{Tone, paint};
use crate::aws::sns::Publication;
use crate::flow::Happening;

/// The line for a happening; `None` for what nobody wants to read.
pub(super) fn line(happening: &Happening) -> Option<String> {
    let (mark, what) = match happening {
        Happening::Invoked {
            function,
            records,
            took,
            problem,
        } => match problem {
            // Schedules that find nothing to do would fill the screen.
            None if matches!(
                *function,
                "picture-collector" | "post-sweeper" | "sync-scheduler"
            ) =>
            {
                return None;
            }
            None => {
                let count = if *records == 1 {
                    String::new()
                } else {
                    format!(" ×{records}")
                };
                (
                    paint(Tone::Good, "λ"),
                    format!("{function}{count} {}", quiet(*took)),
                )
            }
            Some(problem) => (
                paint(Tone::Bad, "λ"),
                format!("{function} failed: {problem} {}", quiet(*took)),
            ),
        },
        Happening::Answered {
            method,
            path,
            status,
            took,
        } => {
            let tone = if *status < 400 { Tone::Good } else { Tone::Bad };
            let status = paint(tone, &status.to_string());
            (
                paint(Tone::Quiet, "→"),
                format!("{method} {path} {status} {}", quiet(*took)),
            )
        }
        Happening::Published(publication) => (paint(Tone::Strong, "●"), event(publication)),
        Happening::DeadLettered { queue, message } => (
            paint(Tone::Bad, "✗"),
            format!("message {message} given up, now in {queue}"),
        ),
        Happening::Fired { .. } => return None,
        Happening::Trouble(text) => (paint(Tone::Bad, "!"), text.clone()),
    };
    let now = TimeZone::system()
        .to_datetime(Timestamp::now())
        .strftime("%H:%M:%S%.3f");
    Some(format!(
        "{} {mark} {what}",
        paint(Tone::Quiet, &now.to_string())
    ))
}

/// The event's type, and of its data the identifiers that a reader follows.
fn event(publication: &Publication) -> String {
    let body: Value = serde_json::from_str(&publication.message).unwrap_or_default();
    let kind = body
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("message");
    let mut text = paint(Tone::Strong, kind);
    for key in ["handle", "shop", "post_id", "job_id", "part", "title"] {
        if let Some(value) = body
            .get("data")
            .and_then(|data| data.get(key))
            .and_then(Value::as_str)
        {
            text.push_str(&format!(" {value}"));
        }
    }
    text
}

fn quiet(took: Duration) -> String {
    paint(Tone::Quiet, &format!("{} ms", took.as_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_happening_is_one_line() {
        let answered = Happening::Answered {
            method: "GET".to_owned(),
            path: "/@nalu".to_owned(),
            status: 200,
            took: Duration::from_millis(12),
        };
        let text = anstream::adapter::strip_str(&line(&answered).unwrap()).to_string();
        assert!(text.ends_with("→ GET /@nalu 200 12 ms"), "{text}");
    }
}
