//! Auto-tagger: category, search tags and hashtags of a received post become its tags part.
//!
//! It reads the caption itself rather than waiting for the caption parser: reading takes
//! microseconds, waiting would take a second event.

use domain::{Market, PartName, TagAnalysis};
use function::{Aws, Environment, Function, StartError};
use part_worker::PartWorker;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "auto-tagger";

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let aws = Aws::new(environment);
    let worker = PartWorker::from_environment(NAME, PartName::Tags, environment, &aws)?;
    // The word tables are built at their first use: better now than under the first post.
    drop(tags("warming up", Market::Ug));
    Ok(worker.function(|_, post| async move { Ok(tags(&post.facts.caption, post.facts.market)) }))
}

fn tags(caption: &str, market: Market) -> TagAnalysis {
    let analysis = captions::parse(caption, market);
    tagging::tag(caption, market, &analysis)
}
