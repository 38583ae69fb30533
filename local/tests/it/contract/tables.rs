//! DynamoDB and its streams, as far as the hub leans on them.

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use serde_json::json;

use super::Backend;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

async fn put(backend: &Backend, sk: &str, value: &str) {
    backend
        .clients
        .dynamodb
        .put_item()
        .table_name(backend.table())
        .item("pk", text("a"))
        .item("sk", text(sk))
        .item("value", text(value))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_condition_that_fails_says_so_and_changes_nothing() {
    let backend = Backend::start().await;
    put(&backend, "1", "old").await;
    let again = backend
        .clients
        .dynamodb
        .put_item()
        .table_name(backend.table())
        .item("pk", text("a"))
        .item("sk", text("1"))
        .condition_expression("attribute_not_exists(pk)")
        .send()
        .await
        .unwrap_err();
    assert!(
        again
            .into_service_error()
            .is_conditional_check_failed_exception()
    );
    let get = backend
        .clients
        .dynamodb
        .get_item()
        .table_name(backend.table());
    let found = get
        .key("pk", text("a"))
        .key("sk", text("1"))
        .send()
        .await
        .unwrap();
    assert_eq!(found.item.unwrap()["value"], text("old"));
}

#[tokio::test]
async fn a_transaction_is_all_or_nothing_and_gives_each_reason() {
    let backend = Backend::start().await;
    put(&backend, "taken", "x").await;
    let put = |sk: &str| {
        let put = Put::builder()
            .table_name(backend.table())
            .item("pk", text("a"))
            .item("sk", text(sk))
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .unwrap();
        TransactWriteItem::builder().put(put).build()
    };
    let write = backend.clients.dynamodb.transact_write_items();
    let error = write
        .transact_items(put("free"))
        .transact_items(put("taken"))
        .send()
        .await;
    let error = error.unwrap_err().into_service_error();
    let aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(cancelled) = error else {
        panic!("{error:?}");
    };
    let codes: Vec<_> = cancelled
        .cancellation_reasons()
        .iter()
        .map(|reason| reason.code().unwrap_or("None"))
        .collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
    let get = backend
        .clients
        .dynamodb
        .get_item()
        .table_name(backend.table());
    let found = get
        .key("pk", text("a"))
        .key("sk", text("free"))
        .send()
        .await
        .unwrap();
    assert_eq!(found.item, None);
}

#[tokio::test]
async fn a_query_pages_forwards_and_backwards() {
    let backend = Backend::start().await;
    for sk in ["1", "2", "3", "4", "5"] {
        put(&backend, sk, "x").await;
    }
    let query = || {
        backend
            .clients
            .dynamodb
            .query()
            .table_name(backend.table())
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text("a"))
            .scan_index_forward(false)
            .limit(2)
    };
    let first = query().send().await.unwrap();
    let second = query()
        .set_exclusive_start_key(first.last_evaluated_key.clone())
        .send()
        .await;
    let keys = |items: Option<Vec<std::collections::HashMap<String, AttributeValue>>>| {
        items
            .unwrap()
            .iter()
            .map(|item| item["sk"].as_s().unwrap().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(first.items), ["5", "4"]);
    assert_eq!(keys(second.unwrap().items), ["3", "2"]);
}

#[tokio::test]
async fn an_index_holds_only_items_with_its_keys() {
    let backend = Backend::start().await;
    put(&backend, "1", "without").await;
    let with = backend
        .clients
        .dynamodb
        .put_item()
        .table_name(backend.table());
    let with = with.item("pk", text("b")).item("sk", text("1"));
    with.item("due", AttributeValue::N("7".to_owned()))
        .send()
        .await
        .unwrap();
    let found = backend
        .clients
        .dynamodb
        .query()
        .table_name(backend.table())
        .index_name("Due")
        .key_condition_expression("sk = :sk AND due <= :now")
        .expression_attribute_values(":sk", text("1"))
        .expression_attribute_values(":now", AttributeValue::N("10".to_owned()))
        .send()
        .await
        .unwrap();
    let items = found.items.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["pk"], text("b"));
}

#[tokio::test]
async fn the_stream_tells_of_every_change_in_order() {
    let backend = Backend::start().await;
    put(&backend, "1", "first").await;
    put(&backend, "1", "second").await;
    let delete = backend
        .clients
        .dynamodb
        .delete_item()
        .table_name(backend.table());
    delete
        .key("pk", text("a"))
        .key("sk", text("1"))
        .send()
        .await
        .unwrap();

    let table = backend
        .clients
        .dynamodb
        .describe_table()
        .table_name(backend.table());
    let arn = table
        .send()
        .await
        .unwrap()
        .table
        .unwrap()
        .latest_stream_arn
        .unwrap();
    let stream = "DynamoDBStreams_20120810.";
    let described = backend
        .call(
            &format!("{stream}DescribeStream"),
            json!({ "StreamArn": arn }),
        )
        .await;
    let shard = described["StreamDescription"]["Shards"][0]["ShardId"].clone();
    let iterator = json!({
        "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON",
    });
    let iterator = backend
        .call(&format!("{stream}GetShardIterator"), iterator)
        .await;
    let request = json!({ "ShardIterator": iterator["ShardIterator"] });
    let records = backend.call(&format!("{stream}GetRecords"), request).await;
    let story: Vec<_> = records["Records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            let image = |name: &str| record["dynamodb"][name]["value"]["S"].as_str();
            (
                record["eventName"].as_str().unwrap(),
                image("OldImage"),
                image("NewImage"),
            )
        })
        .collect();
    let expected = [
        ("INSERT", None, Some("first")),
        ("MODIFY", Some("first"), Some("second")),
        ("REMOVE", Some("second"), None),
    ];
    assert_eq!(story, expected);
}
