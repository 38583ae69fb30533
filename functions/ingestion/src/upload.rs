//! Importing a caption with a video that was uploaded before.

use captions::has_track_tag;
use domain::{
    Import, Origin, PostFacts, PostId, PostRequest, Refusal, RemoteMedia, Shop, Stage, StoredMedia,
    Tracking,
};
use function::http::Problem;
use jiff::Timestamp;
use media_store::PostMediaName;

use crate::Ingestion;
use crate::asked::AskedUpload;
use crate::problems::{self, MOST_VIDEO_BYTES};
use crate::take::{Row, fingerprint};

pub(crate) async fn start(ingestion: &Ingestion, asked: AskedUpload) -> Result<Import, Problem> {
    let handle = problems::handle(&asked.handle)?;
    problems::caption(&asked.caption)?;
    if asked.tracking == Tracking::Required && !has_track_tag(&asked.caption) {
        let refusal = Refusal::no_track_tag();
        return Err(Problem::new(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "no_track_tag",
            refusal.detail,
        ));
    }
    let tenant = &ingestion.tenant;
    let upload = ingestion
        .media
        .upload(tenant, asked.upload_id)
        .await
        .map_err(Problem::upstream)?
        .ok_or_else(problems::unknown_upload)?;
    if upload.bytes > MOST_VIDEO_BYTES {
        return Err(problems::too_large("A video", MOST_VIDEO_BYTES));
    }
    let what = fingerprint(
        "upload",
        &[
            handle.as_str().as_bytes(),
            asked.caption.as_bytes(),
            upload.fingerprint.as_bytes(),
            &upload.bytes.to_be_bytes(),
        ],
    );
    let claim = ingestion.claim(&what, Timestamp::now()).await?;
    let id = PostId::mint(claim.requested_at, entropy(&what));
    let video = PostMediaName::Video.key(tenant, id);
    ingestion
        .media
        .keep_upload(tenant, asked.upload_id, &video)
        .await
        .map_err(Problem::upstream)?;
    let shop = Shop::first_seen(
        tenant.clone(),
        handle.clone(),
        ingestion.default_market,
        claim.requested_at,
    );
    let shop = ingestion
        .store
        .shop_or_new(shop)
        .await
        .map_err(Problem::upstream)?;
    let facts = PostFacts {
        handle: handle.clone(),
        market: shop.market,
        caption: asked.caption,
        posted_at: claim.requested_at,
        media: StoredMedia {
            video: Some(video),
            ..StoredMedia::default()
        },
    };
    let request = PostRequest {
        origin: Origin::Upload,
        tracking: asked.tracking,
        handle: Some(handle),
        url: None,
        caption: None,
        market: None,
        posted_at: None,
        media: RemoteMedia::default(),
    };
    let row = Row::Wanted {
        id,
        request: Box::new(request),
        stage: Box::new(Stage::Received(facts)),
    };
    ingestion.take(claim, vec![row]).await
}

/// The lower half of a minted post id: the first 32 bits of the request's digest.
fn entropy(fingerprint: &str) -> u32 {
    fingerprint
        .rsplit('/')
        .next()
        .and_then(|digest| digest.get(..8))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or(0)
}
