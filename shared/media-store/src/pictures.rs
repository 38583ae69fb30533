//! The pictures that pages show: stored once under a name made from their content, listed and deleted
//! when nothing refers to them.

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};
use domain::{PostId, TenantId};
use jiff::Timestamp;

use crate::{MediaStore, MediaStoreError};

/// Pictures never change under their name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The folder of a post's pictures.
pub fn picture_folder(tenant: &TenantId, post_id: PostId) -> String {
    format!("{}{post_id}", tenant_folder(tenant))
}

fn tenant_folder(tenant: &TenantId) -> String {
    format!("pictures/{tenant}/")
}

/// A picture as the bucket lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its object key.
    pub key: String,
    /// The post whose folder it lies in.
    pub post_id: PostId,
    /// Its size.
    pub bytes: u64,
    /// When it was stored.
    pub stored_at: Timestamp,
}

/// Some of a tenant's pictures in the order of their keys.
#[derive(Debug, Clone, Default)]
pub struct PicturePage {
    /// The pictures; none of another's folder, and none without a post.
    pub pictures: Vec<StoredPicture>,
    /// The key the next page begins behind, if there is one.
    pub next: Option<String>,
}

impl MediaStore {
    /// Stores a picture under a key made from its content, unless it is there already.
    pub async fn save_picture(
        &self,
        key: &str,
        media_type: &str,
        content: Vec<u8>,
    ) -> Result<(), MediaStoreError> {
        let answer = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(media_type)
            .cache_control(FOR_EVER)
            .if_none_match("*")
            .body(ByteStream::from(content))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some("PreconditionFailed") => Ok(()),
            Err(error) => Err(MediaStoreError::failed("PutObject")(error)),
        }
    }

    /// A page of at most `limit` of a tenant's pictures, at most 1,000, behind the key `after`.
    pub async fn pictures(
        &self,
        tenant: &TenantId,
        after: Option<String>,
        limit: u16,
    ) -> Result<PicturePage, MediaStoreError> {
        let folder = tenant_folder(tenant);
        let answer = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .prefix(&folder)
            .set_start_after(after)
            .max_keys(i32::from(limit))
            .send()
            .await
            .map_err(MediaStoreError::failed("ListObjectsV2"))?;
        let is_last = !answer.is_truncated.unwrap_or(false);
        let objects = answer.contents.unwrap_or_default();
        let last = objects.last().and_then(|object| object.key.clone());
        let pictures = objects.into_iter().filter_map(|object| {
            let key = object.key?;
            let (post_id, _) = key.strip_prefix(&folder)?.split_once('/')?;
            Some(StoredPicture {
                post_id: PostId::parse(post_id).ok()?,
                bytes: object.size.and_then(|size| u64::try_from(size).ok())?,
                stored_at: Timestamp::from_second(object.last_modified?.secs()).ok()?,
                key,
            })
        });
        Ok(PicturePage {
            pictures: pictures.collect(),
            next: last.filter(|_| !is_last),
        })
    }

    /// Deletes pictures, at most 1,000; gives back the keys that could not be deleted, each with
    /// the reason. One that is not there counts as deleted.
    pub async fn delete_pictures(
        &self,
        keys: Vec<String>,
    ) -> Result<Vec<(String, String)>, MediaStoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        const OPERATION: &str = "DeleteObjects";
        let objects: Result<Vec<_>, _> = keys
            .into_iter()
            .map(|key| ObjectIdentifier::builder().key(key).build())
            .collect();
        let delete = Delete::builder()
            .set_objects(Some(objects.map_err(MediaStoreError::failed(OPERATION))?))
            .quiet(true)
            .build()
            .map_err(MediaStoreError::failed(OPERATION))?;
        let answer = self
            .client
            .delete_objects()
            .bucket(&self.bucket)
            .delete(delete)
            .send()
            .await
            .map_err(MediaStoreError::failed(OPERATION))?;
        let left = answer.errors.unwrap_or_default().into_iter();
        let left = left.map(|error| {
            (
                error.key.unwrap_or_default(),
                error.code.unwrap_or_default(),
            )
        });
        Ok(left.collect())
    }
}
