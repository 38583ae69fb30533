//! What the binaries find around them: a hub in memory, and the environment of the template.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use local::template::{Place, Template};
use local::{Hub, HubConfig, Sources};

use crate::Error;

/// A hub whose queues, streams and schedules start nothing.
pub(crate) struct Stage {
    hub: Hub,
    template: PathBuf,
}

/// A function as it is to be run.
pub(crate) struct Function {
    pub(crate) binary: String,
    pub(crate) timeout: Duration,
    pub(crate) environment: BTreeMap<String, String>,
}

const STACK: &str = "runtime-check";
/// Where the functions look for TikTok: nobody listens there, so nobody outside is asked.
const NO_TIKTOK: (&str, &str) = ("TIKTOK_ENDPOINT", "http://127.0.0.1:9");

impl Stage {
    pub(crate) async fn open(root: &Path) -> Result<Self, Error> {
        let template = root.join("template.yaml");
        let mut config =
            HubConfig::in_memory(Template::read(&template)?, local::functions::registry());
        config.parameters = parameters();
        config.stack = STACK.to_owned();
        config.sources = Sources::Off;
        Ok(Self {
            hub: Hub::start(config).await?,
            template,
        })
    }

    /// The functions of the template, each with the environment it has in this hub.
    pub(crate) fn functions(&self) -> Result<Vec<Function>, Error> {
        let place = Place {
            stack: STACK.to_owned(),
            queues: self.hub.endpoints().sqs.clone(),
            gateway: self.hub.address().to_string(),
        };
        let resources = Template::read(&self.template)?.resolve(&parameters(), &place)?;
        let mut shared = self.hub.endpoints().variables();
        shared.insert(NO_TIKTOK.0.to_owned(), NO_TIKTOK.1.to_owned());
        let functions = resources.functions.into_iter().map(|declared| Function {
            binary: declared.binary,
            timeout: declared.timeout,
            environment: shared
                .clone()
                .into_iter()
                .chain(declared.environment)
                .collect(),
        });
        Ok(functions.collect())
    }

    pub(crate) async fn close(self) {
        self.hub.stop().await;
    }
}

/// The template's defaults: no tokens of TikTok or Apify, as in a new installation.
fn parameters() -> BTreeMap<String, String> {
    BTreeMap::from([("Stage".to_owned(), "local".to_owned())])
}
