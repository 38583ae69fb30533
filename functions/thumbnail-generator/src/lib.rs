//! Thumbnail generator: the pictures of a received post become its thumbnails part.
//!
//! The choosing and making is the `media` crate's; this function reads from and writes to the
//! bucket. Where the video gives no pictures the post's photographs do, then its cover. Where one is
//! configured, a service is asked what the primary picture shows.

mod labels;
mod pictures;
mod stored_video;

use std::sync::Arc;

use domain::PartName;
use function::{Aws, Environment, Function, StartError};
use media::Limits;
use media_store::MediaStore;
use part_worker::PartWorker;

use labels::Labeler;
use pictures::{PictureMaker, Work};

/// The function's name: its folder, binary and metric dimension.
pub const NAME: &str = "thumbnail-generator";

/// Builds the function.
pub async fn build(environment: &Environment) -> Result<Function, StartError> {
    let settings = environment.settings();
    let bucket = settings.required("MEDIA_BUCKET");
    settings.finish()?;
    let aws = Aws::new(environment);
    let worker = PartWorker::from_environment(NAME, PartName::Thumbnails, environment, &aws)?;
    let store = MediaStore::new(aws.s3(), bucket);
    let labeler = Labeler::from_environment(environment, &aws)?;
    let maker = Arc::new(PictureMaker::new(store, Limits::default(), labeler));
    Ok(worker.function(move |tenant, post| {
        let maker = Arc::clone(&maker);
        async move {
            let work = Work {
                tenant: &tenant,
                post_id: post.post_id,
            };
            maker.make(&work, post.facts.media).await
        }
    }))
}
