//! What a hub is told before it starts.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use super::DataDirectory;
use crate::host::Registry;
use crate::stand_ins::tiktok::StandInCatalog;
use crate::template::Template;

/// What a hub is told before it starts.
#[derive(Debug)]
pub struct HubConfig {
    /// What to run.
    pub template: Template,
    /// Values for the template's parameters, over their defaults.
    pub parameters: BTreeMap<String, String>,
    /// The code of the functions.
    pub registry: Registry,
    /// Environment variables for every function, over those of the template: addresses of
    /// stand-ins, for one.
    pub environment: BTreeMap<String, String>,
    /// What the stand-in for TikTok and Apify shows. Without it functions talk to the real ones.
    pub tiktok: Option<StandInCatalog>,
    /// Where the data lives.
    pub residence: Residence,
    /// Name of the stack; physical names begin with it.
    pub stack: String,
    /// Address that the gateway listens on.
    pub host: IpAddr,
    /// Port of the gateway; 0 for any free one.
    pub port: u16,
    /// A failed message is tried again after this long, if its queue would take longer. On AWS the
    /// queue's visibility timeout decides, which is minutes.
    pub retry_within: Duration,
    /// Whether queues, streams and schedules feed the functions.
    pub sources: Sources,
}

/// Where a hub keeps its data.
#[derive(Debug)]
pub enum Residence {
    /// In memory (files in a temporary folder), gone when it stops.
    Memory,
    /// In a directory that only this hub uses.
    Directory(DataDirectory),
}

/// Whether queues, streams and schedules feed the functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// They do.
    On,
    /// Functions only run when they are invoked.
    Off,
}

impl Residence {
    /// Whether no hub has kept anything here before.
    #[must_use]
    pub fn is_new(&self) -> bool {
        match self {
            Self::Memory => true,
            Self::Directory(directory) => directory.is_new(),
        }
    }
}

impl HubConfig {
    /// A hub in memory on a free port, with failed messages tried again soon: for tests.
    #[must_use]
    pub fn in_memory(template: Template, registry: Registry) -> Self {
        Self {
            template,
            parameters: BTreeMap::new(),
            registry,
            environment: BTreeMap::new(),
            tiktok: None,
            residence: Residence::Memory,
            stack: "linkhub".to_owned(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            retry_within: Duration::from_millis(20),
            sources: Sources::On,
        }
    }
}
