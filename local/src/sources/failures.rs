//! What a function's answer says about the records of its batch.

use serde_json::Value;

use crate::template::Report;

/// The answer, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every record is done.
    Done,
    /// These records failed, the others are done.
    Some(Vec<String>),
    /// The answer cannot be understood, so every record counts as failed.
    All,
}

/// Reads `batchItemFailures`. Identifiers that are empty or unknown fail the whole batch, as on AWS.
pub(super) fn verdict(report: Report, answer: &Value, is_known: impl Fn(&str) -> bool) -> Verdict {
    if report == Report::WholeBatch {
        return Verdict::Done;
    }
    let failures = match answer.get("batchItemFailures") {
        None | Some(Value::Null) => return Verdict::Done,
        Some(Value::Array(failures)) => failures,
        Some(_) => return Verdict::All,
    };
    let mut failed = Vec::with_capacity(failures.len());
    for failure in failures {
        match failure.get("itemIdentifier").and_then(Value::as_str) {
            Some(id) if is_known(id) => failed.push(id.to_owned()),
            _ => return Verdict::All,
        }
    }
    if failed.is_empty() {
        Verdict::Done
    } else {
        Verdict::Some(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_read_as_lambda_reads_them() {
        let check = |answer: Value, expected: Verdict| {
            let found = verdict(Report::Items, &answer, |id| id == "a" || id == "b");
            assert_eq!(found, expected, "{answer}");
        };
        check(json!(null), Verdict::Done);
        check(json!({}), Verdict::Done);
        check(json!({ "batchItemFailures": [] }), Verdict::Done);
        check(json!({ "batchItemFailures": null }), Verdict::Done);
        let one = json!({ "batchItemFailures": [{ "itemIdentifier": "b" }] });
        check(one.clone(), Verdict::Some(vec!["b".to_owned()]));
        check(
            json!({ "batchItemFailures": [{ "itemIdentifier": "" }] }),
            Verdict::All,
        );
        check(
            json!({ "batchItemFailures": [{ "itemIdentifier": "c" }] }),
            Verdict::All,
        );
        check(
            json!({ "batchItemFailures": [{ "id": "b" }] }),
            Verdict::All,
        );
        check(json!({ "batchItemFailures": "b" }), Verdict::All);
        assert_eq!(verdict(Report::WholeBatch, &one, |_| true), Verdict::Done);
    }
}
