//! Is an answer one that Lambda would take as a success?

use serde_json::Value;

/// Says what is wrong with the answer of an invocation.
///
/// A handler that failed still comes as HTTP 200; only its `errorType` tells.
pub(crate) fn check(answer: &Value) -> Result<(), String> {
    if let Some(kind) = answer.get("errorType") {
        return Err(format!(
            "{kind}: {}",
            answer.get("errorMessage").unwrap_or(&Value::Null)
        ));
    }
    match answer.get("statusCode").and_then(Value::as_u64) {
        Some(status) if status >= 500 => Err(format!("HTTP {status}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_the_function_meant_to_say_passes() {
        for (answer, passes) in [
            (json!(null), true),
            (json!({ "batchItemFailures": [] }), true),
            (json!({ "isAuthorized": false }), true),
            (json!({ "statusCode": 404 }), true),
            (json!({ "statusCode": 500 }), false),
            (
                json!({ "errorType": "Runtime.ExitError", "errorMessage": "exit status 1" }),
                false,
            ),
        ] {
            assert_eq!(check(&answer).is_ok(), passes, "{answer}");
        }
    }
}
