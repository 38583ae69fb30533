//! The media bucket: uploads on their way in, the hub's copies of posts' media, and pictures.
//!
//! | what | key | life |
//! |---|---|---|
//! | an upload | `uploads/<tenant>/<upload id>` | two days |
//! | a post's media | `posts/<tenant>/<post id>/video`, `cover`, `photo-<n>` | as long as the product |
//! | a picture | `pictures/<tenant>/<post id>/<sha-256 of its content>.<jpg or webp>` | while its post refers to it; the public may read it |

mod error;
mod objects;
mod pictures;
mod posts;
mod uploads;

pub use error::MediaStoreError;
pub use objects::Object;
pub use pictures::{PicturePage, StoredPicture, picture_folder};
pub use posts::PostMediaName;
pub use uploads::{PresignedUpload, Upload};

use aws_sdk_s3::Client;

/// Reads and writes the media bucket. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MediaStore {
    client: Client,
    bucket: String,
}

impl MediaStore {
    /// The bucket of this name.
    pub const fn new(client: Client, bucket: String) -> Self {
        Self { client, bucket }
    }
}
