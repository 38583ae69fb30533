//! The hub's own copies of a post's media.

use std::error::Error;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::{Bytes, BytesMut};
use domain::{PostId, TenantId};
use futures::{Stream, StreamExt as _};

use crate::{MediaStore, MediaStoreError};

/// Bytes of one part of a multipart upload; S3 asks for at least 5 MiB.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// Which of a post's media.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostMediaName {
    /// Its video.
    Video,
    /// Its cover picture.
    Cover,
    /// One picture of a photo post, from 0.
    Photo(usize),
}

impl PostMediaName {
    /// The object key.
    pub fn key(self, tenant: &TenantId, post_id: PostId) -> String {
        let folder = format!("posts/{tenant}/{post_id}");
        match self {
            Self::Video => format!("{folder}/video"),
            Self::Cover => format!("{folder}/cover"),
            Self::Photo(index) => format!("{folder}/photo-{index}"),
        }
    }
}

impl MediaStore {
    /// Stores what a stream gives, without holding more than one part of it in memory.
    ///
    /// # Errors
    /// [`MediaStoreError::Source`] where the stream fails; nothing is stored then.
    pub async fn save_stream<S, E>(
        &self,
        key: &str,
        media_type: &str,
        stream: S,
    ) -> Result<(), MediaStoreError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Error + Send + Sync + 'static,
    {
        let mut stream = std::pin::pin!(stream);
        let first = next_part(&mut stream).await?;
        if first.len() < PART_BYTES {
            return self.put(key, media_type, first).await;
        }
        let upload = self
            .client
            .create_multipart_upload()
            .bucket(&self.bucket)
            .key(key)
            .content_type(media_type)
            .send()
            .await
            .map_err(MediaStoreError::failed("CreateMultipartUpload"))?;
        let id = upload.upload_id().unwrap_or_default();
        let sent = self.send_parts(key, id, first, &mut stream).await;
        if sent.is_err() {
            // What is left over costs storage until the bucket's own rule clears it.
            let aborted = self
                .client
                .abort_multipart_upload()
                .bucket(&self.bucket)
                .key(key)
                .upload_id(id)
                .send()
                .await;
            drop(aborted);
        }
        sent
    }

    async fn send_parts<S, E>(
        &self,
        key: &str,
        upload_id: &str,
        first: Bytes,
        stream: &mut std::pin::Pin<&mut S>,
    ) -> Result<(), MediaStoreError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Error + Send + Sync + 'static,
    {
        let mut parts = Vec::new();
        let mut part = first;
        let mut number = 1;
        while !part.is_empty() {
            let answer = self
                .client
                .upload_part()
                .bucket(&self.bucket)
                .key(key)
                .upload_id(upload_id)
                .part_number(number)
                .body(ByteStream::from(part))
                .send()
                .await
                .map_err(MediaStoreError::failed("UploadPart"))?;
            let done = CompletedPart::builder()
                .part_number(number)
                .set_e_tag(answer.e_tag);
            parts.push(done.build());
            part = next_part(stream).await?;
            number += 1;
        }
        let done = CompletedMultipartUpload::builder()
            .set_parts(Some(parts))
            .build();
        self.client
            .complete_multipart_upload()
            .bucket(&self.bucket)
            .key(key)
            .upload_id(upload_id)
            .multipart_upload(done)
            .send()
            .await
            .map_err(MediaStoreError::failed("CompleteMultipartUpload"))?;
        Ok(())
    }

    async fn put(&self, key: &str, media_type: &str, body: Bytes) -> Result<(), MediaStoreError> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(media_type)
            .body(ByteStream::from(body))
            .send()
            .await
            .map_err(MediaStoreError::failed("PutObject"))?;
        Ok(())
    }
}

/// The next part's bytes; fewer than [`PART_BYTES`] only at the end of the stream.
async fn next_part<S, E>(stream: &mut std::pin::Pin<&mut S>) -> Result<Bytes, MediaStoreError>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Error + Send + Sync + 'static,
{
    let mut part = BytesMut::new();
    while part.len() < PART_BYTES {
        match stream.next().await {
            Some(Ok(bytes)) => part.extend_from_slice(&bytes),
            Some(Err(error)) => return Err(MediaStoreError::Source(Box::new(error))),
            None => break,
        }
    }
    Ok(part.freeze())
}
