//! Answers that are none.

use std::time::Duration;

use axum::response::IntoResponse;
use language_model::{Answer, Endpoint, LanguageModel, ModelError, OpenAi, Remedy};
use serde_json::{Value, json};

use crate::stand_in::{
    bedrock, chat, converse, good_answer, json_answer, now, open_ai, prompt, serve,
};

/// A short name of an error and what helps.
fn outcome(result: Result<Answer, ModelError>) -> (&'static str, Option<Remedy>) {
    let name = match &result {
        Ok(_) => "answer",
        Err(ModelError::Timeout(_)) => "timeout",
        Err(ModelError::Unreachable(_)) => "unreachable",
        Err(ModelError::Throttled { .. }) => "throttled",
        Err(ModelError::Failed { .. }) => "failed",
        Err(ModelError::Rejected { .. }) => "rejected",
        Err(ModelError::NoAnswer(_)) => "no answer",
        Err(ModelError::Malformed(_)) => "malformed",
        Err(ModelError::TooLarge(_)) => "too large",
        Err(ModelError::Signing(_)) => "signing",
    };
    (name, result.err().map(|error| error.remedy()))
}

#[tokio::test]
async fn hostile_and_failing_open_ai_answers_are_told_apart() {
    let extra = {
        let mut answer = good_answer();
        answer["shell"] = json!("rm -rf /");
        answer.to_string()
    };
    let wrong_type = good_answer().to_string().replace("\"130000\"", "130000");
    let cases: Vec<(u16, Value, &str, Remedy)> = vec![
        (200, chat(&extra), "malformed", Remedy::Drop),
        (200, chat(&wrong_type), "malformed", Remedy::Drop),
        (200, chat("I will not."), "no answer", Remedy::Drop),
        (200, chat("}{"), "malformed", Remedy::Drop),
        (200, json!({ "choices": [] }), "no answer", Remedy::Drop),
        (200, json!("?"), "no answer", Remedy::Drop),
        (
            200,
            json!({ "choices": [{ "message": { "content": good_answer().to_string() },
            "finish_reason": "length" }] }),
            "no answer",
            Remedy::Drop,
        ),
        (
            200,
            json!({ "choices": [{ "message": { "content": null, "refusal": "no" },
            "finish_reason": "stop" }] }),
            "no answer",
            Remedy::Drop,
        ),
        (
            200,
            json!({ "error": { "code": 502, "message": "provider down" } }),
            "failed",
            Remedy::Retry,
        ),
        (
            401,
            json!({ "error": { "code": "invalid_api_key" } }),
            "rejected",
            Remedy::Alert,
        ),
        (
            402,
            json!({ "error": { "code": 402 } }),
            "rejected",
            Remedy::Alert,
        ),
        (
            404,
            json!({ "object": "error", "code": 404 }),
            "rejected",
            Remedy::Alert,
        ),
        (
            429,
            json!({ "error": { "code": "rate_limit_exceeded" } }),
            "throttled",
            Remedy::Retry,
        ),
        (
            429,
            json!({ "error": { "code": "insufficient_quota" } }),
            "rejected",
            Remedy::Alert,
        ),
        (503, json!({}), "failed", Remedy::Retry),
        (302, json!({}), "rejected", Remedy::Alert),
    ];
    for (status, body, name, remedy) in cases {
        let shown = body.to_string();
        let (base, _) = serve(move || json_answer(status, body.clone())).await;
        let found = outcome(open_ai(&base).ask(prompt(), now()).await);
        assert_eq!(found, (name, Some(remedy)), "{status} {shown}");
    }
}

#[tokio::test]
async fn hostile_and_failing_bedrock_answers_are_told_apart() {
    let no_tool = json!({ "output": { "message": { "content": [{ "text": "No." }] } },
        "stopReason": "end_turn" });
    let other_tool = json!({ "output": { "message": { "content": [
        { "toolUse": { "name": "delete_shop", "input": good_answer() } } ] } },
        "stopReason": "tool_use" });
    let cases: Vec<(u16, Value, &str, Remedy)> = vec![
        (200, no_tool, "no answer", Remedy::Drop),
        (200, other_tool, "no answer", Remedy::Drop),
        (
            200,
            converse(json!({ "is_offer": "yes" })),
            "malformed",
            Remedy::Drop,
        ),
        (200, json!({}), "no answer", Remedy::Drop),
        (
            403,
            json!({ "__type": "AccessDeniedException" }),
            "rejected",
            Remedy::Alert,
        ),
        (
            429,
            json!({ "message": "Too many requests" }),
            "throttled",
            Remedy::Retry,
        ),
        (424, json!({}), "failed", Remedy::Retry),
        (408, json!({}), "failed", Remedy::Retry),
        (500, json!({}), "failed", Remedy::Retry),
    ];
    for (status, body, name, remedy) in cases {
        let shown = body.to_string();
        let (base, _) = serve(move || json_answer(status, body.clone())).await;
        let found = outcome(bedrock(&base).ask(prompt(), now()).await);
        assert_eq!(found, (name, Some(remedy)), "{status} {shown}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let (base, _) = serve(|| "x".repeat(1_000_000).into_response()).await;
    assert_eq!(
        outcome(open_ai(&base).ask(prompt(), now()).await),
        ("too large", Some(Remedy::Drop))
    );
}

#[tokio::test]
async fn a_service_that_never_answers_costs_the_timeout_and_no_more() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Accepts in the backlog, never answers.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let endpoint = Endpoint::new(&base, Duration::from_millis(50)).unwrap();
    let model = OpenAi::new(endpoint, "sk-test".into(), "stand-in");
    assert_eq!(
        outcome(model.ask(prompt(), now()).await),
        ("timeout", Some(Remedy::Retry))
    );
    drop(listener);
    assert_eq!(
        outcome(model.ask(prompt(), now()).await).1,
        Some(Remedy::Retry)
    );
}
