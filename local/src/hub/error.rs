//! Why a hub does not start, in words for the person at the terminal.

use crate::aws::AwsError;
use crate::gateway::GatewayError;
use crate::store::StoreError;
use crate::template::TemplateError;

/// Why a hub does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartHubError {
    /// The gateway's port is taken or not allowed.
    #[error(
        "port {port} cannot be opened ({source}); choose another one with --port, or --port 0 for any free one"
    )]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// No loopback port could be opened.
    #[error("no port could be opened on this machine")]
    Network(#[source] std::io::Error),
    /// The data's folder could not be made.
    #[error("the folder for the data could not be made")]
    Folder(#[source] std::io::Error),
    /// The template is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A service could not start.
    #[error(transparent)]
    Aws(#[from] AwsError),
    /// The hub's database could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The template's routes are wrong.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// The template names a binary that is not linked into the hub.
    #[error("{function} is built from the binary {binary}, which the hub does not know")]
    UnknownBinary {
        /// The function.
        function: String,
        /// The binary.
        binary: String,
    },
    /// A function did not start.
    #[error("the function {function} does not start: {source}")]
    Function {
        /// Name of its binary.
        function: String,
        /// Why.
        source: function::StartError,
    },
}
