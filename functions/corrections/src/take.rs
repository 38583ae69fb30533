//! Taking a correction in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use catalog_store::Saved;
use domain::{CaptionField, Correction, CorrectionRow, Stage};
use function::http::{Actor, Problem};
use jiff::Timestamp;
use taxonomy::Leaf;

use crate::asked::{self, Asked};
use crate::{Corrections, NAME, problems};

/// Keeps a correction: `201` where it is new, `200` and the first one where it was said before.
pub(crate) async fn take_correction(
    State(corrections): State<Corrections>,
    actor: Actor,
    body: Bytes,
) -> Result<Response, Problem> {
    let asked = asked::read(&body)?;
    let correction = complete(&corrections, asked, &actor).await?;
    let (saved, kept) = corrections
        .store
        .put_correction(&corrections.tenant, &correction)
        .await
        .map_err(Problem::upstream)?;
    let status = match saved {
        Saved::Now => {
            function::count(NAME, "CorrectionsKept", 1);
            StatusCode::CREATED
        }
        Saved::Before => StatusCode::OK,
    };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Json(kept)).into_response())
}

/// The row: what was asked, over the caption and the parts as they are stored.
async fn complete(
    corrections: &Corrections,
    asked: Asked,
    actor: &Actor,
) -> Result<Correction, Problem> {
    let post = corrections
        .store
        .post(&corrections.tenant, asked.post_id)
        .await
        .map_err(Problem::upstream)?
        .ok_or_else(problems::unknown_post)?;
    let was = post.parts.value_read(asked.field);
    let Stage::Received(facts) = post.stage else {
        return Err(problems::no_caption());
    };
    let row = CorrectionRow {
        post_id: asked.post_id,
        market: facts.market,
        field: asked.field,
        was,
        is: asked.is,
        span: asked.span,
        caption: facts.caption,
        by: actor.as_str().to_owned(),
        at: Timestamp::now(),
    };
    let correction = Correction::new(row).map_err(|error| problems::correction(&error))?;
    let row = correction.row();
    if row.field == CaptionField::Category && row.is.as_str().and_then(Leaf::from_slug).is_none() {
        return Err(problems::unknown_category());
    }
    Ok(correction)
}
