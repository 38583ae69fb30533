//! What goes over the wire, both formats.

use language_model::LanguageModel;

use crate::stand_in::{
    bedrock, chat, converse, good_answer, json_answer, now, open_ai, prompt, serve,
};

#[tokio::test]
async fn both_wire_formats_carry_the_caption_as_data_and_bring_the_answer_back() {
    let (base, seen) = serve(|| json_answer(200, chat(&good_answer().to_string()))).await;
    let answer = open_ai(&format!("{base}/v1"))
        .ask(prompt(), now())
        .await
        .unwrap();
    assert_eq!(answer.price.as_deref(), Some("130000"));
    let (uri, headers, body) = seen.lock().unwrap().remove(0);
    assert_eq!(uri.path(), "/v1/chat/completions");
    assert_eq!(headers["authorization"], "Bearer sk-test");
    assert_eq!(body["response_format"]["json_schema"]["strict"], true);
    assert!(
        !body["messages"][0]["content"]
            .as_str()
            .unwrap()
            .contains("Chelsea")
    );
    assert!(
        body["messages"][1]["content"]
            .as_str()
            .unwrap()
            .contains("Chelsea")
    );

    let (base, seen) = serve(|| json_answer(200, converse(good_answer()))).await;
    let answer = bedrock(&base).ask(prompt(), now()).await.unwrap();
    assert_eq!(answer.title.as_deref(), Some("Chelsea Boots"));
    let (uri, headers, body) = seen.lock().unwrap().remove(0);
    assert_eq!(uri.path(), "/model/eu%2Evendor%2Emodel%2Dv1%3A0/converse");
    let authorization = headers["authorization"].to_str().unwrap();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert!(authorization.contains("/eu-west-1/bedrock/aws4_request"));
    assert_eq!(
        body["toolConfig"]["toolChoice"]["tool"]["name"],
        "record_offer"
    );
    assert!(
        !body["system"][0]["text"]
            .as_str()
            .unwrap()
            .contains("Chelsea")
    );
}

#[tokio::test]
async fn local_models_that_wrap_their_json_are_understood() {
    let content = format!("Sure!\n```json\n{}\n```", good_answer());
    let (base, _) = serve(move || json_answer(200, chat(&content))).await;
    assert!(open_ai(&base).ask(prompt(), now()).await.is_ok());
}
