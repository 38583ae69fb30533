//! From arguments to a hub's configuration.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::CommandError;
use super::arguments::HubArguments;
use crate::host::Registry;
use crate::hub::{DataDirectory, HubConfig, Residence, Sources};
use crate::stand_ins::tiktok::StandInCatalog;
use crate::template::Template;

/// How soon a failed message is tried again. On AWS it takes its queue's visibility timeout.
const RETRY_WITHIN: Duration = Duration::from_secs(2);

/// Reads template and parameters and locks the data directory.
pub(super) fn config(
    arguments: &HubArguments,
    registry: Registry,
    sources: Sources,
) -> Result<HubConfig, CommandError> {
    let template_file = match &arguments.template {
        Some(file) => file.clone(),
        None => repository_template(),
    };
    let template = Template::read(&template_file)?;
    let mut parameters = parameters(&template_file.with_file_name("samconfig.toml"))?;
    for pair in &arguments.parameters {
        let (name, value) =
            name_and_value(pair).ok_or_else(|| format!("--parameter {pair} is not Name=Value"))?;
        parameters.insert(name, value);
    }
    let directory = DataDirectory::open(&arguments.data)?;
    if arguments.fresh {
        directory.clear()?;
    }
    let tiktok = match arguments.no_samples {
        true => None,
        false => Some(StandInCatalog::load(&samples())?),
    };
    Ok(HubConfig {
        template,
        parameters,
        registry,
        environment: BTreeMap::new(),
        tiktok,
        residence: Residence::Directory(directory),
        stack: "linkhub".to_owned(),
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: arguments.port,
        retry_within: RETRY_WITHIN,
        sources,
    })
}

/// The template of the current directory, or else of the checkout that this binary was built from.
fn repository_template() -> PathBuf {
    let here = PathBuf::from("template.yaml");
    if here.exists() {
        return here;
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("template.yaml")
}

/// The folder of the sample shops.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SamConfig {
    local: LocalStage,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LocalStage {
    deploy: Deploy,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Deploy {
    parameters: DeployParameters,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DeployParameters {
    parameter_overrides: Vec<String>,
}

/// The `local` stage's parameters in `samconfig.toml`; none without that file.
fn parameters(file: &Path) -> Result<BTreeMap<String, String>, CommandError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(format!("{}: {error}", file.display()).into()),
    };
    let config: SamConfig =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    config
        .local
        .deploy
        .parameters
        .parameter_overrides
        .iter()
        .map(|pair| {
            let wrong = || format!("{}: {pair} is not Name=Value", file.display()).into();
            name_and_value(pair).ok_or_else(wrong)
        })
        .collect()
}

fn name_and_value(pair: &str) -> Option<(String, String)> {
    let (name, value) = pair.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}
