//! The resources of a template in the form that the hub runs them, names and ARNs filled in.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::pattern::Pattern;
use crate::sources::Rhythm;

/// Everything that the hub starts.
#[derive(Debug, Default)]
pub struct Resources {
    /// Functions with what starts them.
    pub functions: Vec<Function>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Queues, dead-letter queues among them.
    pub queues: Vec<Queue>,
    /// Names of topics.
    pub topics: Vec<String>,
    /// Queues that hang on topics.
    pub subscriptions: Vec<Subscription>,
    /// Names of buckets.
    pub buckets: Vec<String>,
    /// Secrets.
    pub secrets: Vec<Secret>,
    /// The HTTP API's own settings.
    pub api: Api,
    /// Paths that the content network serves from a bucket.
    pub bucket_paths: Vec<BucketPath>,
}

/// One Lambda function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Name on this machine.
    pub name: String,
    /// Name of the binary, by which the hub finds its code.
    pub binary: String,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// How many invocations may run at once, if the template limits it.
    pub concurrency: Option<usize>,
    /// Environment variables from the template.
    pub environment: BTreeMap<String, String>,
    /// What starts it.
    pub triggers: Vec<Trigger>,
}

/// What starts a function.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A request to the HTTP API.
    Route(Route),
    /// Messages of a queue.
    Queue(QueueTrigger),
    /// Records of a table's stream.
    Stream(StreamTrigger),
    /// The clock.
    Schedule(ScheduleTrigger),
}

/// One route of the HTTP API.
#[derive(Debug, Clone)]
pub struct Route {
    /// Upper-case method, or `ANY`.
    pub method: String,
    /// Path as in the template, such as `/v1/imports/{id}`; `$default` for the catch-all.
    pub path: String,
    /// Name of the authorizer that must agree first.
    pub authorizer: Option<String>,
}

/// An SQS event source mapping.
#[derive(Debug, Clone)]
pub struct QueueTrigger {
    /// ARN of the queue.
    pub queue: String,
    /// Most messages in one invocation.
    pub batch_size: usize,
    /// How long to gather a batch.
    pub window: Duration,
    /// What a function's answer says about single messages.
    pub report: Report,
    /// How many invocations this queue may run at once.
    pub concurrency: Option<usize>,
    /// Only messages that match one of these; all when empty.
    pub filters: Vec<Pattern>,
}

/// A DynamoDB Streams event source mapping.
#[derive(Debug, Clone)]
pub struct StreamTrigger {
    /// ARN of the stream.
    pub stream: String,
    /// Most records in one invocation.
    pub batch_size: usize,
    /// How long to gather a batch.
    pub window: Duration,
    /// What a function's answer says about single records.
    pub report: Report,
    /// How often a failing batch is tried again; endlessly if absent.
    pub retries: Option<u32>,
    /// Whether a failing batch is cut in two before it is tried again.
    pub on_error: OnError,
    /// ARN of the queue or topic that is told of given-up batches.
    pub on_failure: Option<String>,
    /// Only records that match one of these; all when empty.
    pub filters: Vec<Pattern>,
}

/// A schedule.
#[derive(Debug, Clone)]
pub struct ScheduleTrigger {
    /// Name of the rule.
    pub name: String,
    /// When it fires.
    pub rhythm: Rhythm,
    /// The event that replaces the usual one.
    pub input: Option<serde_json::Value>,
}

/// `FunctionResponseTypes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// The answer is not looked at: a batch succeeds or fails as a whole.
    WholeBatch,
    /// `ReportBatchItemFailures`: the answer names the failed ones.
    Items,
}

/// `BisectBatchOnFunctionError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    /// Try the same batch again.
    Retry,
    /// Cut it in two first.
    Bisect,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name on this machine.
    pub name: String,
    /// The body of `CreateTable`, in DynamoDB's own JSON.
    pub definition: serde_json::Value,
    /// Attribute that holds an item's time to live, in epoch seconds.
    pub time_to_live: Option<String>,
}

/// A queue.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Name on this machine.
    pub name: String,
    /// How long a received message is hidden.
    pub visibility_timeout: Duration,
    /// How long a new message is hidden.
    pub delay: Duration,
    /// How long a message is kept.
    pub retention: Duration,
    /// How long a receive waits when it does not say.
    pub receive_wait: Duration,
    /// Where messages go that were received too often.
    pub redrive: Option<Redrive>,
}

/// A queue's redrive policy.
#[derive(Debug, Clone)]
pub struct Redrive {
    /// ARN of the dead-letter queue.
    pub target: String,
    /// How often a message may be received before it goes there.
    pub max_receive_count: u32,
}

/// A queue's subscription to a topic.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// ARN of the topic.
    pub topic: String,
    /// ARN of the queue.
    pub queue: String,
    /// Whether the message arrives as published.
    pub delivery: Delivery,
    /// What is let through.
    pub filter: Filter,
}

/// `RawMessageDelivery`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As published.
    Raw,
    /// Inside SNS's JSON envelope.
    Envelope,
}

/// A subscription's filter policy with its scope.
#[derive(Debug, Clone)]
pub enum Filter {
    /// Everything passes.
    None,
    /// On the message's attributes.
    Attributes(Pattern),
    /// On the message's JSON body.
    Body(Pattern),
}

/// A secret and where its first value comes from.
#[derive(Debug, Clone)]
pub struct Secret {
    /// Name on this machine.
    pub name: String,
    /// Its first value.
    pub source: SecretSource,
}

/// Where a secret's first value comes from.
#[derive(Debug, Clone)]
pub enum SecretSource {
    /// Written in the template.
    Given(String),
    /// A random text.
    Random {
        /// Characters.
        length: usize,
    },
    /// A JSON object with one random member.
    Member {
        /// The object's other members.
        template: serde_json::Map<String, serde_json::Value>,
        /// Name of the random member.
        key: String,
        /// Characters.
        length: usize,
    },
}

/// What belongs to the HTTP API as a whole.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Cross-origin rules, if the API answers for them.
    pub cors: Option<Cors>,
    /// Authorizers by name.
    pub authorizers: BTreeMap<String, Authorizer>,
}

/// Cross-origin rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cors {
    /// Allowed origins; `*` for any.
    pub origins: Vec<String>,
    /// Allowed methods; `*` for any.
    pub methods: Vec<String>,
    /// Allowed request headers; `*` for any.
    pub headers: Vec<String>,
    /// Response headers that scripts may read.
    pub exposed: Vec<String>,
    /// Seconds for which a browser may remember the answer.
    pub max_age: Option<u64>,
    /// Whether cookies may be sent.
    pub credentials: Credentials,
}

/// `AllowCredentials`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Allowed.
    Allowed,
    /// Not allowed.
    #[default]
    Omitted,
}

/// A Lambda authorizer (format 2.0, simple responses).
#[derive(Debug, Clone)]
pub struct Authorizer {
    /// ARN of its function.
    pub function: String,
    /// Names of headers that a request must have, or it is refused without a call.
    pub headers: Vec<String>,
    /// How long an answer is remembered for the same header values.
    pub cache: Duration,
}

/// A path pattern that is served from a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketPath {
    /// Such as `/pictures/*`.
    pub pattern: String,
    /// Name of the bucket.
    pub bucket: String,
}
