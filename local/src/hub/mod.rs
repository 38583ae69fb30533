//! Builds a hub from a template and a place for its data, and stops it again.

mod config;
mod data_directory;
mod error;
mod housekeeping;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use aws_smithy_http_client::Builder as HttpClient;
use function::Environment;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::aws::{Aws, Endpoints, Home, Ports, names};
use crate::flow::Flow;
use crate::gateway;
use crate::host::{Functions, Hosted, Registry};
use crate::sources::{self, Feed};
use crate::stand_ins::tiktok::{self, StandInCatalog};
use crate::stop::{Stop, Stopper};
use crate::store::Store;
use crate::template::{Place, Resources, Template};

pub use config::{HubConfig, Residence, Sources};
pub use data_directory::{DataDirectory, DataDirectoryError, RunningHub};
pub use error::StartHubError;

/// Names and values.
type Variables = BTreeMap<String, String>;

/// A running hub. Call [`Hub::stop`] for a clean end; dropping it ends its tasks where they are.
#[derive(Debug)]
pub struct Hub {
    address: SocketAddr,
    endpoints: Endpoints,
    aws: Aws,
    functions: Functions,
    flow: Flow,
    /// Gateway, event sources, housekeeping: what makes new work.
    front: (Stopper, JoinSet<()>),
    /// The services that work in hand still needs.
    back: Stopper,
    residence: Lodging,
}

/// Keeps the hub's files while it runs.
#[derive(Debug)]
enum Lodging {
    /// Deleted with the hub.
    Temporary { _folder: TempDir },
    /// Unlocked with the hub.
    Kept(DataDirectory),
}

impl Hub {
    /// Starts everything and returns when it takes requests.
    ///
    /// # Errors
    /// Fails if the template is wrong, a function does not start, or the port is taken.
    pub async fn start(config: HubConfig) -> Result<Self, StartHubError> {
        let listener = TcpListener::bind((config.host, config.port))
            .await
            .map_err(|source| StartHubError::Port {
                port: config.port,
                source,
            })?;
        let address = listener.local_addr().map_err(StartHubError::Network)?;
        let ports = Ports::open().await.map_err(StartHubError::Network)?;
        let endpoints = ports.endpoints.clone();
        let place = Place {
            stack: config.stack.clone(),
            queues: endpoints.sqs.clone(),
            gateway: address.to_string(),
        };
        let resources = config.template.resolve(&config.parameters, &place)?;
        let (home, residence) = settle(config.residence)?;
        let store = Arc::clone(&home.store);
        let flow = Flow::default();
        let aws = Aws::open(&resources, &endpoints, home, &flow)?;

        let (back, back_stop) = Stopper::new();
        let (front, front_stop) = Stopper::new();
        // Served before the functions are built: they read their secrets while they start.
        let functions = Functions::default();
        aws.serve(ports, functions.clone(), &back_stop).await?;
        let mut variables = endpoints.variables();
        if let Some(catalog) = config.tiktok {
            let url = stand_in(catalog, back_stop.clone())
                .await
                .map_err(StartHubError::Network)?;
            variables.insert("TIKTOK_ENDPOINT".to_owned(), url);
        }
        variables.extend(config.environment);
        functions.fill(build(&resources, &config.registry, &variables, &flow).await?);

        let feed = Feed {
            aws: aws.clone(),
            functions: functions.clone(),
            flow: flow.clone(),
            stop: front_stop.clone(),
            retry_within: config.retry_within,
        };
        let mut tasks = match config.sources {
            Sources::On => sources::start(&feed, &resources.functions, store)?,
            Sources::Off => JoinSet::new(),
        };
        let router = gateway::router(&resources, &functions, endpoints.s3_client(), flow.clone())?;
        tasks.spawn(serve(listener, router, front_stop.clone()));
        tasks.spawn(housekeeping::run(aws.clone(), flow.clone(), front_stop));
        let front = (front, tasks);
        Ok(Self {
            address,
            endpoints,
            aws,
            functions,
            flow,
            front,
            back,
            residence,
        })
    }

    /// Address of the HTTP API.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Base URL of the HTTP API, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the AWS services listen.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The AWS services themselves.
    #[must_use]
    pub fn aws(&self) -> &Aws {
        &self.aws
    }

    /// The functions, to be invoked directly.
    #[must_use]
    pub fn functions(&self) -> &Functions {
        &self.functions
    }

    /// What happens here.
    #[must_use]
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// The data directory, if there is one.
    #[must_use]
    pub fn data_directory(&self) -> Option<&DataDirectory> {
        match &self.residence {
            Lodging::Temporary { .. } => None,
            Lodging::Kept(directory) => Some(directory),
        }
    }

    /// Takes no new work, finishes what is in hand, then closes the services.
    pub async fn stop(self) {
        let (front, mut tasks) = self.front;
        front.stop();
        while tasks.join_next().await.is_some() {}
        self.back.stop();
    }
}

fn settle(residence: Residence) -> Result<(Home, Lodging), StartHubError> {
    Ok(match residence {
        Residence::Memory => {
            let folder = TempDir::new().map_err(StartHubError::Folder)?;
            let files = folder.path().to_owned();
            let home = Home {
                store: Arc::new(Store::memory()?),
                tables: None,
                files,
            };
            (home, Lodging::Temporary { _folder: folder })
        }
        Residence::Directory(directory) => {
            let home = Home {
                store: Arc::new(Store::open(&directory.hub_file())?),
                tables: Some(directory.tables_file()),
                files: directory.files(),
            };
            std::fs::create_dir_all(&home.files).map_err(StartHubError::Folder)?;
            (home, Lodging::Kept(directory))
        }
    })
}

/// Serves the stand-in for TikTok and Apify; returns its URL.
async fn stand_in(catalog: StandInCatalog, stop: Stop) -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(tiktok::serve(listener, catalog, async move {
        stop.wait().await
    }));
    Ok(url)
}

async fn build(
    resources: &Resources,
    registry: &Registry,
    shared: &Variables,
    flow: &Flow,
) -> Result<Vec<Hosted>, StartHubError> {
    // One pool of connections for all functions, without TLS: everything is on this machine.
    let client = HttpClient::new().build_http();
    let building = resources.functions.iter().map(|declared| {
        let client = client.clone();
        async move {
            let builder =
                registry
                    .get(&declared.binary)
                    .ok_or_else(|| StartHubError::UnknownBinary {
                        function: declared.name.clone(),
                        binary: declared.binary.clone(),
                    })?;
            let mut variables = declared.environment.clone();
            variables.extend(shared.clone());
            variables.insert("AWS_LAMBDA_FUNCTION_NAME".to_owned(), declared.name.clone());
            let environment = Environment::from_map(variables).with_http_client(client);
            let function =
                builder(&environment)
                    .await
                    .map_err(|source| StartHubError::Function {
                        function: declared.binary.clone(),
                        source,
                    })?;
            let (timeout, concurrency) = (declared.timeout, declared.concurrency);
            let name = &declared.name;
            Ok(Hosted::new(
                name,
                function,
                environment,
                timeout,
                concurrency,
                flow.clone(),
            ))
        }
    });
    futures::future::try_join_all(building).await
}

async fn serve(listener: TcpListener, router: axum::Router, stop: Stop) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    // Accept errors are retried inside; there is no other way for this to fail.
    let _ended = axum::serve(listener, service)
        .with_graceful_shutdown(async move { stop.wait().await })
        .await;
}

impl Endpoints {
    /// A client of the embedded S3.
    pub(crate) fn s3_client(&self) -> aws_sdk_s3::Client {
        let credentials = aws_credential_types::Credentials::new(
            names::ACCESS_KEY,
            names::SECRET_KEY,
            None,
            None,
            "local",
        );
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(aws_sdk_s3::config::BehaviorVersion::latest())
            .region(aws_sdk_s3::config::Region::new(names::REGION))
            .credentials_provider(credentials)
            .http_client(HttpClient::new().build_http())
            .endpoint_url(&self.s3);
        aws_sdk_s3::Client::from_conf(config.build())
    }
}

/// Reads a template, for those who only want to know whether it is right.
///
/// # Errors
/// Fails as [`Hub::start`] would.
pub fn check_template(
    template: &Template,
    parameters: &Variables,
) -> Result<Resources, crate::template::TemplateError> {
    let place = Place {
        stack: "linkhub".to_owned(),
        queues: "http://127.0.0.1:4566".to_owned(),
        gateway: "127.0.0.1:8080".to_owned(),
    };
    template.resolve(parameters, &place)
}
