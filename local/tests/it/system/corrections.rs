//! The circle of a correction: a post is read, a person puts a field right, the corpus is exported,
//! the evaluation scores it. Nothing that reads captions changes on the way.

use captions_eval::{FieldScore, evaluate};
use domain::{CaptionField, Correction};
use serde_json::{Value, json};

use super::stack::{Stack, sample};

const CAPTION: &str = "Kitenge dress all sizes S-XL, UGX 85,000. Call 0772 000 111 #TRACK #kitenge";

impl Stack {
    /// Sends a correction; status and answer.
    async fn correct(&self, body: &Value) -> (u16, Value) {
        let answer = self.post("/v1/corrections", body).await;
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// All corrections, as a person who follows the links gets them.
    async fn exported(&self, limit: usize) -> Vec<Correction> {
        let mut rows = Vec::new();
        let mut next = Some(format!("/v1/corrections?limit={limit}"));
        while let Some(path) = next {
            let page = self
                .http
                .get(format!("{}{path}", self.hub.url()))
                .header("accept", "application/x-ndjson")
                .send()
                .await
                .unwrap();
            next = page.headers().get("link").map(|link| {
                let link = link.to_str().unwrap();
                link[1..link.find('>').unwrap()].to_owned()
            });
            let text = page.text().await.unwrap();
            rows.extend(
                text.lines()
                    .map(|line| serde_json::from_str::<Correction>(line).unwrap()),
            );
        }
        rows
    }
}

/// The bytes of some words of the caption.
fn span(words: &str) -> Value {
    let start = CAPTION.find(words).unwrap();
    json!({ "start": start, "end": start + words.len() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_becomes_a_scored_row_and_changes_nothing_else() {
    let stack = Stack::start().await;
    let import = stack
        .send_video(sample("videos/kitenge-dress.mp4"), CAPTION)
        .await;
    let posts = stack.settled(&import).await;
    let id = posts[0]["post_id"].as_str().unwrap();
    let product = format!("/v1/shops/nalu.wear/products/{id}");
    let before = stack.json(&product).await;

    // What no rule can know from these words, so that it is wrong now and after any tuning.
    let title = json!({
        "post_id": id, "field": "title", "is": "Blue Enamel Teapot", "span": span("Kitenge dress"),
    });
    let phone = json!({ "post_id": id, "field": "phone", "is": "+256 772 000 999" });
    for body in [&title, &phone] {
        assert_eq!(stack.correct(body).await.0, 201, "{body}");
        let (status, again) = stack.correct(body).await;
        assert_eq!(status, 200, "{again}");
    }
    // A second opinion on the same field.
    let second = json!({ "post_id": id, "field": "phone", "is": "+256772000888" });
    assert_eq!(stack.correct(&second).await.0, 201);

    let rows = stack.exported(1).await;
    assert_eq!(rows.len(), 3);
    assert_eq!(rows, stack.exported(50).await, "in any pages");
    let listed = stack.json("/v1/corrections").await;
    assert_eq!(listed["corrections"], json!(rows));
    for row in &rows {
        assert_eq!(row.row().caption, CAPTION);
        assert_eq!(row.row().by, "operator");
        let was = match row.row().field {
            CaptionField::Title => before["title"].clone(),
            _ => json!("+256772000111"),
        };
        assert_eq!(row.row().was, Some(was));
    }

    let evaluation = evaluate(&rows);
    assert_eq!((evaluation.rows, evaluation.posts), (3, 1));
    assert_eq!(evaluation.replaced, 1, "the second opinion on the phone");
    let wrong = FieldScore { right: 0, wrong: 1 };
    assert_eq!(evaluation.fields[&CaptionField::Title], wrong);
    assert_eq!(evaluation.fields[&CaptionField::Phone], wrong);
    let miss = &evaluation.still_wrong[0];
    assert_eq!(miss.correction.words(), Some("Kitenge dress"));
    assert_eq!(miss.reads, before["title"], "read as before");

    assert_eq!(stack.json(&product).await, before, "the product stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_corrections_say_what_is_wrong_and_leave_nothing() {
    let stack = Stack::start().await;
    let import = stack
        .send_video(sample("videos/kitenge-dress.mp4"), CAPTION)
        .await;
    let posts = stack.settled(&import).await;
    let id = posts[0]["post_id"].as_str().unwrap();
    let huge = "x".repeat(3_000_000);
    for (body, status, code) in [
        (json!({}), 400, "invalid_body"),
        (json!([]), 400, "invalid_body"),
        (
            json!({"post_id": "7", "field": "unit", "is": "kg"}),
            400,
            "invalid_post_id",
        ),
        (
            json!({"post_id": id, "field": huge, "is": "kg"}),
            400,
            "unknown_field",
        ),
        (
            json!({"post_id": id, "field": "unit", "is": huge}),
            422,
            "invalid_value",
        ),
        (
            json!({"post_id": id, "field": "phone", "is": "0772000111"}),
            422,
            "invalid_value",
        ),
        (
            json!({"post_id": id, "field": "phone", "is": "+256772000111"}),
            422,
            "nothing_to_correct",
        ),
        (
            json!({"post_id": id, "field": "category", "is": "dresses"}),
            422,
            "unknown_category",
        ),
        (
            json!({"post_id": id, "field": "unit", "is": "kg", "span": {"start": 0, "end": 4_000_000}}),
            422,
            "invalid_span",
        ),
        (
            json!({"post_id": "7711027552000786642", "field": "unit", "is": "kg"}),
            404,
            "unknown_post",
        ),
    ] {
        let (got, problem) = stack.correct(&body).await;
        assert_eq!(
            (got, problem["code"].as_str()),
            (status, Some(code)),
            "{problem}"
        );
        let detail = problem["detail"].as_str().unwrap();
        assert!((10..400).contains(&detail.len()), "{detail}");
    }
    assert!(stack.exported(50).await.is_empty());
}
