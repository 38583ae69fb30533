//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Turns TikTok posts into a shop page, on this machine.
#[derive(Debug, Parser)]
#[command(name = "linkhub", version)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) hub: HubArguments,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What to do instead of running the hub.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Run one function on one event and print its answer.
    Invoke(InvokeArguments),
    /// Send posts to a running hub and print what became of them.
    Import(ImportArguments),
}

/// Which hub.
#[derive(Debug, Args)]
pub(super) struct HubArguments {
    /// Port of the pages and the API; 0 for any free one.
    #[arg(long, default_value_t = 8080, global = true)]
    pub(super) port: u16,
    /// Directory that keeps the data.
    #[arg(long, value_name = "DIR", default_value = ".linkhub", global = true)]
    pub(super) data: PathBuf,
    /// Delete what an earlier run left in the data directory first.
    #[arg(long)]
    pub(super) fresh: bool,
    /// Neither sample shops nor stand-ins: ask the real TikTok.
    #[arg(long)]
    pub(super) no_samples: bool,
    /// A parameter of the template; may be given several times.
    #[arg(long = "parameter", value_name = "NAME=VALUE", global = true)]
    pub(super) parameters: Vec<String>,
    /// The template to run; by default the one of this repository.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) template: Option<PathBuf>,
}

/// What to invoke.
#[derive(Debug, Args)]
pub(super) struct InvokeArguments {
    /// Name of the function, such as caption-parser.
    pub(super) function: String,
    /// File with the event's JSON.
    #[arg(short, long, value_name = "FILE")]
    pub(super) event: PathBuf,
}

/// What to import, and where.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// A TikTok link, a video file, or the JSON of a dataset.
    pub(super) what: String,
    /// Caption of a video file.
    #[arg(long)]
    pub(super) caption: Option<String>,
    /// Shop of a video file: its TikTok handle.
    #[arg(long)]
    pub(super) handle: Option<String>,
    /// Import posts without #TRACK too.
    #[arg(long)]
    pub(super) untracked: bool,
    /// Address of the hub; by default the one that runs on the data directory.
    #[arg(long, value_name = "URL")]
    pub(super) hub: Option<String>,
    /// The operator's key, where the hub asks for it.
    #[arg(long, env = "LINKHUB_KEY", hide_env_values = true)]
    pub(super) key: Option<String>,
}
