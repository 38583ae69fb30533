//! Importing the post behind a link.

use domain::{Import, Origin, Post, PostRequest, RemoteMedia, Stage};
use function::http::Problem;
use jiff::Timestamp;
use tiktok::link::{Link, PostLink};

use crate::asked::AskedLink;
use crate::take::Row;
use crate::{Ingestion, problems};

pub(crate) async fn start(ingestion: &Ingestion, asked: AskedLink) -> Result<Import, Problem> {
    let link = match tiktok::link::parse(&asked.link).map_err(|error| problems::link(&error))? {
        Link::Post(link) => link,
        Link::Short(short) => ingestion
            .tiktok
            .resolve(&short)
            .await
            .map_err(|error| problems::short_link(&error))?,
    };
    let request = PostRequest {
        origin: Origin::Link,
        tracking: asked.tracking,
        handle: link.handle.clone(),
        url: Some(link.canonical_url().into()),
        caption: None,
        market: None,
        posted_at: None,
        media: RemoteMedia::default(),
    };
    let known = ingestion
        .store
        .post(&ingestion.tenant, link.id)
        .await
        .map_err(Problem::upstream)?;
    match known {
        Some(post) => known_import(ingestion, post, &request).await,
        None => take(ingestion, &link, request).await,
    }
}

async fn take(
    ingestion: &Ingestion,
    link: &PostLink,
    request: PostRequest,
) -> Result<Import, Problem> {
    let claim = ingestion
        .claim(&format!("post/{}", link.id), Timestamp::now())
        .await?;
    let row = Row::Wanted {
        id: link.id,
        request: Box::new(request),
        stage: Box::new(Stage::Requested),
    };
    ingestion.take(claim, vec![row]).await
}

/// The import of a post the hub knows: the same job and no second work, unless the post was
/// refused then; it gets another chance.
async fn known_import(
    ingestion: &Ingestion,
    post: Post,
    request: &PostRequest,
) -> Result<Import, Problem> {
    let tenant = &ingestion.tenant;
    if matches!(post.stage, Stage::Refused { .. }) {
        ingestion
            .store
            .reopen_post(tenant, post.id, request, Timestamp::now())
            .await
            .map_err(Problem::upstream)?;
    }
    let import = ingestion
        .store
        .import(tenant, post.import_id)
        .await
        .map_err(Problem::upstream)?;
    Ok(import.unwrap_or_else(|| Import {
        tenant: tenant.clone(),
        id: post.import_id,
        requested_at: post.received_at,
        rows: vec![domain::ImportRow::Accepted { post_id: post.id }],
    }))
}
