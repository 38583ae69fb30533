//! What a post says and where its media are: as given with the request, else from oEmbed.

use domain::{Handle, Post, Refusal, RefusalCode, RemoteMedia};
use function::Failure;
use tiktok::TikTokClient;
use tiktok::link::{Link, parse};
use tiktok::oembed::OembedError;
use tiktok::retry::Retry;

use crate::copies::Attempt;

/// What is known of a post before its media are copied.
pub(crate) struct Said {
    pub(crate) handle: Option<Handle>,
    pub(crate) caption: String,
    pub(crate) media: RemoteMedia,
}

/// Finds out what a post says, or why that can't be found out.
pub(crate) async fn find(
    tiktok: &TikTokClient,
    post: &Post,
    attempt: Attempt,
) -> Result<Result<Said, Refusal>, Failure> {
    let request = &post.request;
    if let Some(caption) = &request.caption {
        return Ok(Ok(Said {
            handle: request.handle.clone(),
            caption: caption.clone(),
            media: request.media.clone(),
        }));
    }
    let Some(Ok(Link::Post(link))) = request.url.as_deref().map(parse) else {
        return Ok(Err(Refusal {
            code: RefusalCode::SourceUnusable,
            detail: "The post has neither a caption nor a link.".to_owned(),
        }));
    };
    match tiktok.oembed(&link).await {
        Ok(found) => Ok(Ok(Said {
            handle: found.post.handle,
            caption: found.post.caption,
            media: RemoteMedia {
                cover: found.post.cover_url.map(Into::into),
                ..RemoteMedia::default()
            },
        })),
        Err(error) => refuse_or_retry(error, attempt).map(Err),
    }
}

fn refuse_or_retry(error: OembedError, attempt: Attempt) -> Result<Refusal, Failure> {
    match (error.retry(), attempt) {
        (Retry::Never, _) => Ok(Refusal {
            code: RefusalCode::Unavailable,
            detail: "TikTok does not show this post to others.".to_owned(),
        }),
        (_, Attempt::Last) => {
            tracing::error!(error = %error, "TikTok could not be asked on any try");
            Ok(Refusal {
                code: RefusalCode::SourceUnreachable,
                detail: "TikTok did not answer. Send the link again later.".to_owned(),
            })
        }
        (_, Attempt::OneOfMore) => Err(Failure::retry(error)),
    }
}
