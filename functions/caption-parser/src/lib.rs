//! Caption parser: what the caption of a received post says becomes the post's caption part.
//!
//! The reading itself is the `captions` crate's; this function only connects it to the queue.

use captions::parse;
use domain::PartName;
use function::{Aws, Environment, Function, StartError};
use part_worker::PartWorker;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "caption-parser";

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let aws = Aws::load(environment).await;
    let worker = PartWorker::from_environment(NAME, PartName::Caption, environment, &aws)?;
    Ok(worker.function(|_, post| async move { Ok(parse(&post.facts.caption, post.facts.market)) }))
}
