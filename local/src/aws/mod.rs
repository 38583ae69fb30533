//! The embedded AWS: the services that the functions use, behind their real wire protocols on
//! loopback ports.

mod control;
pub mod dynamodb;
mod endpoints;
pub mod names;
pub mod s3;
pub mod secrets;
pub mod sns;
pub mod sqs;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::flow::Flow;
use crate::host::Functions;
use crate::stop::Stop;
use crate::store::{Store, StoreError};
use crate::template::Resources;

pub(crate) use control::Control;
pub use dynamodb::{DynamoDb, DynamoDbError};
pub use endpoints::Endpoints;
pub use s3::S3Error;
pub use secrets::Secrets;
pub use sns::Sns;
pub use sqs::Sqs;

/// The services of one stack.
#[derive(Debug, Clone)]
pub struct Aws {
    /// Tables and their streams.
    pub dynamodb: DynamoDb,
    /// Queues.
    pub sqs: Arc<Sqs>,
    /// Topics.
    pub sns: Arc<Sns>,
    /// Secrets.
    pub secrets: Arc<Secrets>,
    buckets: Vec<String>,
    files: PathBuf,
}

/// A service could not start.
#[derive(Debug, thiserror::Error)]
pub enum AwsError {
    /// DynamoDB.
    #[error(transparent)]
    DynamoDb(#[from] DynamoDbError),
    /// S3.
    #[error(transparent)]
    S3(#[from] S3Error),
    /// The hub's own database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the services keep what they hold.
#[derive(Debug)]
pub(crate) struct Home {
    /// The hub's own database.
    pub(crate) store: Arc<Store>,
    /// DynamoDB's file; in memory without one.
    pub(crate) tables: Option<PathBuf>,
    /// Folder of the buckets.
    pub(crate) files: PathBuf,
}

/// The ports of the services, opened before the template is resolved: queue URLs name one.
#[derive(Debug)]
pub(crate) struct Ports {
    dynamodb: TcpListener,
    s3: TcpListener,
    control: TcpListener,
    /// Their addresses.
    pub(crate) endpoints: Endpoints,
}

impl Ports {
    /// Opens free ports.
    pub(crate) async fn open() -> std::io::Result<Self> {
        let dynamodb = TcpListener::bind(("127.0.0.1", 0)).await?;
        let s3 = TcpListener::bind(("127.0.0.1", 0)).await?;
        let control = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = |listener: &TcpListener| Ok(format!("http://{}", listener.local_addr()?));
        let control_url: std::io::Result<String> = url(&control);
        let endpoints = Endpoints::local(url(&dynamodb)?, url(&s3)?, control_url?);
        Ok(Self {
            dynamodb,
            s3,
            control,
            endpoints,
        })
    }
}

impl Aws {
    /// Opens every service of the template.
    pub(crate) fn open(
        resources: &Resources,
        endpoints: &Endpoints,
        home: Home,
        flow: &Flow,
    ) -> Result<Self, AwsError> {
        let dynamodb = DynamoDb::open(home.tables.as_deref(), &resources.tables)?;
        let store = Arc::clone(&home.store);
        let sqs = Sqs::open(
            endpoints.sqs.clone(),
            &resources.queues,
            store,
            flow.clone(),
        )?;
        let sqs = Arc::new(sqs);
        let subscriptions = resources.subscriptions.clone();
        let queues = Arc::clone(&sqs);
        let sns = Arc::new(Sns::new(
            &resources.topics,
            subscriptions,
            queues,
            flow.clone(),
        ));
        let secrets = Arc::new(Secrets::open(&resources.secrets, home.store)?);
        let buckets = resources.buckets.clone();
        Ok(Self {
            dynamodb,
            sqs,
            sns,
            secrets,
            buckets,
            files: home.files,
        })
    }

    /// Serves the wire protocols until `stop`.
    pub(crate) async fn serve(
        &self,
        ports: Ports,
        functions: Functions,
        stop: &Stop,
    ) -> Result<(), AwsError> {
        self.dynamodb.serve(ports.dynamodb, stop.clone()).await?;
        let control = control::router(Control {
            sqs: Arc::clone(&self.sqs),
            sns: Arc::clone(&self.sns),
            secrets: Arc::clone(&self.secrets),
            functions,
        });
        let files = s3::router(&self.files, &self.buckets)?;
        for (listener, router) in [(ports.control, control), (ports.s3, files)] {
            let stop = stop.clone();
            let serving = axum::serve(listener, router)
                .with_graceful_shutdown(async move { stop.wait().await });
            tokio::spawn(async move { serving.await });
        }
        Ok(())
    }
}
