//! Measures the whole hub under load: posts through the pipeline, requests for pages.
//!
//! Starts a hub of its own in memory on a free port and talks to it over HTTP like anybody else.
//! Numbers go to standard output; `docs/performance.md` says how they came about.
#![expect(clippy::print_stdout, reason = "a command line tool's output")]
#![expect(
    clippy::indexing_slicing,
    reason = "indexing a JSON value never panics"
)]

mod client;
mod figures;
mod pages;
mod pipeline;

use std::error::Error;
use std::path::Path;

use clap::{Parser, Subcommand};
use local::template::Template;
use local::{Hub, HubConfig};

use client::Client;

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Subcommand)]
enum Measure {
    /// Real videos with captions, from upload to published product.
    Pipeline {
        /// How many posts.
        #[arg(long, default_value_t = 200)]
        posts: usize,
        /// How many are sent at once.
        #[arg(long, default_value_t = 16)]
        at_once: usize,
    },
    /// Warm requests for the shop page and the product list of a shop with 50 products.
    Pages {
        /// How many requests of each kind.
        #[arg(long, default_value_t = 2000)]
        requests: usize,
        /// How many clients at once.
        #[arg(long, default_value_t = 4)]
        clients: usize,
    },
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let template = Template::read(&root.join("template.yaml"))?;
    let mut config = HubConfig::in_memory(template, local::functions::registry());
    config
        .parameters
        .insert("ImportAccess".to_owned(), "open".to_owned());
    config
        .parameters
        .insert("Stage".to_owned(), "local".to_owned());
    let hub = Hub::start(config).await?;
    let client = Client::new(hub.url())?;
    let videos = client::sample_videos(&root.join("local/samples/videos"))?;
    match arguments.measure {
        Measure::Pipeline { posts, at_once } => {
            println!(
                "{}",
                pipeline::measure(&client, &videos, posts, at_once).await?
            );
        }
        Measure::Pages { requests, clients } => {
            pipeline::measure(&client, &videos, 50, 8).await?;
            for line in pages::measure(&client, requests, clients).await? {
                println!("{line}");
            }
        }
    }
    hub.stop().await;
    Ok(())
}
