//! The local hub: every function of the stack and an embedded AWS in one process.
//!
//! [`Hub::start`] reads the template, opens the services on loopback ports, builds the functions
//! and feeds them what AWS would. The `linkhub` command and the whole-system tests both go through
//! it. What a function does is not here; see `functions/`.

pub mod aws;
pub mod cli;
mod clock;
pub mod flow;
pub mod functions;
mod gateway;
mod host;
mod hub;
mod json;
mod pattern;
pub mod samples;
mod sources;
pub mod stand_ins;
mod stop;
mod store;
pub mod template;

pub use gateway::GatewayError;
pub use host::{Builder, Functions, Hosted, InvokeError, Registry};
pub use hub::{
    DataDirectory, DataDirectoryError, Hub, HubConfig, Residence, RunningHub, Sources,
    StartHubError, check_template,
};
pub use pattern::Pattern;
pub use sources::{Cron, Rhythm};
pub use store::{Store, StoreError};
