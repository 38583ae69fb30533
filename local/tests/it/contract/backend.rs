//! The services under test with the small stack's resources in them.

use local::aws::{Endpoints, names};
use local::template::{Delivery, Filter, Place, Resources, SecretSource};
use local::{Hub, HubConfig, Sources};
use serde_json::{Value, json};

use crate::world::{Clients, idle_registry, small_template};

/// Running services.
pub(crate) struct Backend {
    pub(crate) clients: Clients,
    pub(crate) endpoints: Endpoints,
    stack: String,
    _hub: Option<Hub>,
}

impl Backend {
    /// Starts the hub's services, or makes the resources in a running MiniStack.
    pub(crate) async fn start() -> Self {
        match std::env::var("HUB_BACKEND").as_deref() {
            Ok("ministack") => Self::ministack().await,
            Ok(other) => panic!("HUB_BACKEND must be ministack or unset, not {other}"),
            Err(_) => {
                let mut config = HubConfig::in_memory(small_template(), idle_registry());
                config.sources = Sources::Off;
                let hub = Hub::start(config).await.unwrap();
                let endpoints = hub.endpoints().clone();
                let clients = Clients::new(&endpoints);
                Self {
                    clients,
                    endpoints,
                    stack: "linkhub".to_owned(),
                    _hub: Some(hub),
                }
            }
        }
    }

    async fn ministack() -> Self {
        let url = std::env::var("HUB_ENDPOINT").unwrap();
        let endpoints = Endpoints {
            dynamodb: url.clone(),
            s3: url.clone(),
            sns: url.clone(),
            sqs: url.clone(),
            secrets_manager: url.clone(),
            lambda: url.clone(),
        };
        let clients = Clients::with_keys(&endpoints, ("test", "test"));
        // One MiniStack serves all tests: names of their own keep them apart.
        let stack = format!("t{}", uuid::Uuid::new_v4().simple());
        let place = Place {
            stack: stack.clone(),
            queues: url,
            gateway: "127.0.0.1:0".to_owned(),
        };
        let resources = small_template()
            .resolve(&Default::default(), &place)
            .unwrap();
        provision(&clients, &endpoints, &resources).await;
        Self {
            clients,
            endpoints,
            stack,
            _hub: None,
        }
    }

    /// The URL of a queue of the small stack, by the last part of its name.
    pub(crate) async fn queue(&self, name: &str) -> String {
        let name = format!("{}-{name}", self.stack);
        let found = self
            .clients
            .sqs
            .get_queue_url()
            .queue_name(name)
            .send()
            .await
            .unwrap();
        found.queue_url.unwrap()
    }

    pub(crate) fn queue_arn(&self, name: &str) -> String {
        names::arn("sqs", &format!("{}-{name}", self.stack))
    }

    pub(crate) fn topic(&self) -> String {
        names::arn("sns", &format!("{}-events", self.stack))
    }

    pub(crate) fn table(&self) -> String {
        format!("{}-Items", self.stack)
    }

    pub(crate) fn bucket(&self) -> String {
        format!("{}-media", self.stack)
    }

    pub(crate) fn secret(&self) -> String {
        format!("{}-key", self.stack)
    }

    /// One call of a protocol that has no client here.
    pub(crate) async fn call(&self, target: &str, input: Value) -> Value {
        post(&self.endpoints.dynamodb, target, &input).await
    }
}

async fn provision(clients: &Clients, endpoints: &Endpoints, resources: &Resources) {
    for table in &resources.tables {
        post(
            &endpoints.dynamodb,
            "DynamoDB_20120810.CreateTable",
            &table.definition,
        )
        .await;
    }
    // Dead-letter queues first: the others name them.
    let mut queues: Vec<_> = resources.queues.iter().collect();
    queues.sort_by_key(|queue| queue.redrive.is_some());
    for queue in queues {
        let mut create = clients
            .sqs
            .create_queue()
            .queue_name(&queue.name)
            .attributes(
                aws_sdk_sqs::types::QueueAttributeName::VisibilityTimeout,
                queue.visibility_timeout.as_secs().to_string(),
            );
        if let Some(redrive) = &queue.redrive {
            let policy = json!({
                "deadLetterTargetArn": redrive.target,
                "maxReceiveCount": redrive.max_receive_count.to_string(),
            });
            create = create.attributes(
                aws_sdk_sqs::types::QueueAttributeName::RedrivePolicy,
                policy.to_string(),
            );
        }
        create.send().await.unwrap();
    }
    for topic in &resources.topics {
        clients.sns.create_topic().name(topic).send().await.unwrap();
    }
    let policies = [
        None,
        Some(r#"{"type":["Made",{"prefix":"Re"}]}"#),
        Some(r#"{"data":{"size":[{"numeric":[">=",100]}],"colour":[{"anything-but":["red"]}]}}"#),
    ];
    for subscription in &resources.subscriptions {
        let policy = match &subscription.filter {
            Filter::None => policies[0],
            Filter::Attributes(_) => policies[1],
            Filter::Body(_) => policies[2],
        };
        let mut subscribe = clients
            .sns
            .subscribe()
            .topic_arn(&subscription.topic)
            .protocol("sqs")
            .endpoint(&subscription.queue)
            .attributes(
                "RawMessageDelivery",
                (subscription.delivery == Delivery::Raw).to_string(),
            );
        if let Some(policy) = policy {
            subscribe = subscribe.attributes("FilterPolicy", policy);
        }
        if matches!(subscription.filter, Filter::Body(_)) {
            subscribe = subscribe.attributes("FilterPolicyScope", "MessageBody");
        }
        subscribe.send().await.unwrap();
    }
    for bucket in &resources.buckets {
        let place = aws_sdk_s3::types::CreateBucketConfiguration::builder()
            .location_constraint(names::REGION.into())
            .build();
        let create = clients.s3.create_bucket().bucket(bucket);
        create
            .create_bucket_configuration(place)
            .send()
            .await
            .unwrap();
    }
    for secret in &resources.secrets {
        let SecretSource::Random { length } = secret.source else {
            continue;
        };
        let create = clients.secrets.create_secret().name(&secret.name);
        create
            .secret_string("x".repeat(length))
            .send()
            .await
            .unwrap();
    }
}

async fn post(url: &str, target: &str, input: &Value) -> Value {
    let signature = format!(
        "AWS4-HMAC-SHA256 Credential={}/20261123/{}/dynamodb/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=0",
        names::ACCESS_KEY,
        names::REGION,
    );
    let answer = crate::world::http()
        .post(url)
        .header("x-amz-target", target)
        .header("x-amz-date", "20261123T000000Z")
        .header("authorization", signature)
        .header("content-type", "application/x-amz-json-1.0")
        .body(input.to_string())
        .send()
        .await
        .unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{target}: {status} {text}");
    serde_json::from_str(&text).unwrap()
}
