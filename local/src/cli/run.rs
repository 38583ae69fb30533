//! `linkhub`: runs the hub until Ctrl-C.

use futures::FutureExt as _;
use tokio::sync::broadcast::error::RecvError;

use super::CommandError;
use super::arguments::HubArguments;
use super::console::{Console, Tone, paint};
use super::{setup, story};
use crate::flow::Happening;
use crate::host::Registry;
use crate::hub::{Hub, Sources};
use crate::samples;
use crate::stand_ins::tiktok::StandInShop;

/// Starts the hub, tells where it is and what happens, and stops it on Ctrl-C.
pub(super) async fn run(
    arguments: HubArguments,
    registry: Registry,
    console: &Console,
) -> Result<(), CommandError> {
    let config = setup::config(&arguments, registry, Sources::On)?;
    let samples = config
        .tiktok
        .as_ref()
        .map_or_else(Vec::new, |shown| shown.shops().to_vec());
    let first_start = config.residence.is_new();
    let hub = Hub::start(config).await?;
    if let Some(directory) = hub.data_directory() {
        directory.announce(hub.url(), hub.endpoints())?;
    }
    console.say(&format!(
        "linkhub runs at {}",
        paint(Tone::Strong, &hub.url())
    ));
    for shop in &samples {
        console.say(&format!("  {}/@{}", hub.url(), shop.handle));
    }
    console.say(&format!(
        "  data in {}; Ctrl-C stops it",
        arguments.data.display()
    ));
    let unseeded = if first_start { samples.as_slice() } else { &[] };
    follow(&hub, unseeded, console).await?;
    console.say("stopping: finishing what is in hand (Ctrl-C again to stop at once)");
    tokio::select! {
        () = hub.stop() => {}
        signal = tokio::signal::ctrl_c() => signal?,
    }
    Ok(())
}

/// Tells what happens until Ctrl-C, and meanwhile brings in the samples of a first start.
async fn follow(
    hub: &Hub,
    unseeded: &[StandInShop],
    console: &Console,
) -> Result<(), CommandError> {
    let mut flow = hub.flow().watch();
    if !unseeded.is_empty() {
        console.say("first start: looking for the sample shops' posts");
    }
    let seeding = async {
        match unseeded {
            [] => Ok(()),
            shops => samples::seed(hub, shops).await,
        }
    };
    let mut seeding = std::pin::pin!(seeding.fuse());
    loop {
        tokio::select! {
            seeded = &mut seeding => seeded?,
            happening = flow.recv() => match happening {
                Ok(happening) => tell(console, &happening),
                Err(RecvError::Lagged(missed)) => console.say(&format!("… {missed} lines left out")),
                Err(RecvError::Closed) => return Ok(()),
            },
            signal = tokio::signal::ctrl_c() => return Ok(signal?),
        }
    }
}

fn tell(console: &Console, happening: &Happening) {
    if let Some(line) = story::line(happening) {
        console.say(&line);
    }
}
