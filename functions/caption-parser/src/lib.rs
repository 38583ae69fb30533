//! Caption parser: what the caption of a received post says becomes the post's caption part.
//!
//! The reading itself is the `captions` crate's. Where it is unsure, and only if one is configured, a
//! language model is asked for a second opinion, of which nothing is taken that the caption does
//! not say.

mod second_opinion;

use captions::parse;
use domain::PartName;
use function::{Aws, Environment, Function, StartError};
use part_worker::PartWorker;

use second_opinion::Adviser;

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "caption-parser";

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let aws = Aws::new(environment);
    let worker = PartWorker::from_environment(NAME, PartName::Caption, environment, &aws)?;
    let adviser = Adviser::from_environment(environment, &aws).await?;
    Ok(worker.function(move |tenant, post| {
        let adviser = adviser.clone();
        async move {
            let analysis = parse(&post.facts.caption, post.facts.market);
            Ok(match adviser {
                Some(adviser) => adviser.consider(&tenant, &post, analysis).await,
                None => analysis,
            })
        }
    }))
}
