//! What a data directory keeps, and who may use it.

use std::path::Path;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_s3::primitives::ByteStream;
use function::Function;
use local::{DataDirectory, Hub, HubConfig, Registry, Residence, Sources, StartHubError};
use serde_json::Value;

use crate::world::{Clients, Seen, idle_registry, noting, small_template};

async fn start(path: &Path, registry: Registry, sources: Sources) -> Hub {
    let mut config = HubConfig::in_memory(small_template(), registry);
    config.residence = Residence::Directory(DataDirectory::open(path).unwrap());
    config.sources = sources;
    Hub::start(config).await.unwrap()
}

async fn put(hub: &Hub, sk: &str) {
    let put = Clients::new(hub.endpoints())
        .dynamodb
        .put_item()
        .table_name("linkhub-Items");
    let text = |value: &str| AttributeValue::S(value.to_owned());
    put.item("pk", text("a"))
        .item("sk", text(sk))
        .send()
        .await
        .unwrap();
}

fn keys(events: &[Value]) -> Vec<String> {
    let records = events
        .iter()
        .flat_map(|event| event["Records"].as_array().unwrap());
    records
        .map(|record| {
            record["dynamodb"]["Keys"]["sk"]["S"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_done_twice_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let seen = Seen::default();
    let registry = || idle_registry().with_ready("watcher", noting("watcher", &seen));
    let hub = start(folder.path(), registry(), Sources::On).await;
    put(&hub, "before").await;
    seen.until(|events| keys(events) == ["before"]).await;
    hub.stop().await;

    // Work comes in while nobody takes it.
    let hub = start(folder.path(), registry(), Sources::Off).await;
    put(&hub, "between").await;
    hub.aws()
        .sqs
        .send("linkhub-work", "kept".to_owned(), Default::default(), None)
        .unwrap();
    let clients = Clients::new(hub.endpoints());
    let object = clients.s3.put_object().bucket("linkhub-media").key("kept");
    object
        .body(ByteStream::from_static(b"bytes"))
        .send()
        .await
        .unwrap();
    let secret = clients
        .secrets
        .get_secret_value()
        .secret_id("linkhub-key")
        .send()
        .await
        .unwrap();
    hub.stop().await;

    let worked = Seen::default();
    let registry = registry().with_ready("worker", noting("worker", &worked));
    let hub = start(folder.path(), registry, Sources::On).await;
    seen.until(|events| keys(events) == ["before", "between"])
        .await;
    let work = worked.until(|events| !events.is_empty()).await;
    assert_eq!(work[0]["Records"][0]["body"], "kept");
    let clients = Clients::new(hub.endpoints());
    let object = clients
        .s3
        .get_object()
        .bucket("linkhub-media")
        .key("kept")
        .send()
        .await
        .unwrap();
    assert_eq!(object.body.collect().await.unwrap().to_vec(), b"bytes");
    let again = clients
        .secrets
        .get_secret_value()
        .secret_id("linkhub-key")
        .send()
        .await
        .unwrap();
    assert_eq!(again.secret_string, secret.secret_string);
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_hand_when_the_hub_dies_is_there_again_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let taken = Seen::default();
    let stuck = {
        let taken = taken.clone();
        Function::new("worker", move |event| {
            taken.push(event.payload);
            std::future::pending()
        })
    };
    let hub = start(
        folder.path(),
        idle_registry().with_ready("worker", stuck),
        Sources::On,
    )
    .await;
    hub.aws()
        .sqs
        .send("linkhub-work", "x".to_owned(), Default::default(), None)
        .unwrap();
    taken.until(|events| !events.is_empty()).await;
    drop(hub);

    let seen = Seen::default();
    let registry = idle_registry().with_ready("worker", noting("worker", &seen));
    let hub = start(folder.path(), registry, Sources::On).await;
    let events = seen.until(|events| !events.is_empty()).await;
    assert_eq!(
        events[0]["Records"][0]["attributes"]["ApproximateReceiveCount"],
        "2"
    );
    hub.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_has_one_hub_and_a_port_one_listener() {
    let folder = tempfile::tempdir().unwrap();
    let hub = start(folder.path(), idle_registry(), Sources::Off).await;
    let error = DataDirectory::open(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("another hub runs on the data directory"),
        "{error}"
    );
    hub.data_directory()
        .unwrap()
        .announce(hub.url(), hub.endpoints())
        .unwrap();
    let running = DataDirectory::running(folder.path()).unwrap();
    assert_eq!(running.url, hub.url());

    let mut config = HubConfig::in_memory(small_template(), idle_registry());
    config.port = hub.address().port();
    let error = Hub::start(config).await.unwrap_err();
    assert!(matches!(error, StartHubError::Port { .. }), "{error}");
    assert!(error.to_string().contains("--port 0"), "{error}");
    hub.stop().await;
    assert!(DataDirectory::running(folder.path()).is_none());
    let directory = DataDirectory::open(folder.path()).unwrap();
    assert!(!directory.is_new());
    directory.clear().unwrap();
    assert!(directory.is_new());
}
