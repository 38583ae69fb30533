//! Corrections: the private corpus of what people say captions mean.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Correction, TenantId};
use sha2::{Digest as _, Sha256};

use crate::{CatalogStore, Item, Saved, StoreError, error, keys};

/// Bytes of the digest in a key: nobody finds two corrections with the same 128 bits.
const DIGEST_LENGTH: usize = 16;

/// One page of corrections, in the order of their posts.
#[derive(Debug, Clone)]
pub struct CorrectionPage {
    /// The corrections.
    pub corrections: Vec<Correction>,
    /// Where the next page begins, if there is one: pass it as `after`.
    pub next: Option<String>,
}

impl CatalogStore {
    /// Keeps a correction unless one that says the same is there. Gives back what is kept: the
    /// first one, with who said so and when.
    pub async fn put_correction(
        &self,
        tenant: &TenantId,
        correction: &Correction,
    ) -> Result<(Saved, Correction), StoreError> {
        let key = keys::correction(tenant, &sort_key(correction));
        let item = error::write(correction, key.clone())?;
        if self.put_new(item).await? {
            return Ok((Saved::Now, correction.clone()));
        }
        let first = self.get(key).await?.ok_or(StoreError::Conflict)?;
        Ok((Saved::Before, first))
    }

    /// A page of at most `limit` corrections behind the one `after` names.
    pub async fn corrections(
        &self,
        tenant: &TenantId,
        limit: usize,
        after: Option<&str>,
    ) -> Result<CorrectionPage, StoreError> {
        let mut corrections = Vec::with_capacity(limit);
        let mut start = after.map(|after| keys::correction(tenant, after));
        loop {
            let (found, end) = self.some_corrections(tenant, limit, start).await?;
            for item in found {
                // One more than the page has: there is a next page.
                if corrections.len() == limit {
                    let next = corrections.last().map(sort_key);
                    return Ok(CorrectionPage { corrections, next });
                }
                corrections.push(error::read(item)?);
            }
            let Some(end) = end else {
                let next = None;
                return Ok(CorrectionPage { corrections, next });
            };
            start = Some(end);
        }
    }

    /// One `Query`: what it found and where the next one begins.
    async fn some_corrections(
        &self,
        tenant: &TenantId,
        limit: usize,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let limit = i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX);
        let partition = AttributeValue::S(keys::corrections_partition(tenant));
        let prefix = AttributeValue::S(keys::CORRECTION_SORT_KEY_PREFIX.to_owned());
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :corrections AND begins_with(sk, :correction)")
            .expression_attribute_values(":corrections", partition)
            .expression_attribute_values(":correction", prefix)
            .limit(limit)
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(StoreError::failed("Query"))?;
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key))
    }
}

/// Post, field and a digest of what is said: neither who says it nor when, so that the same
/// correction twice is one.
fn sort_key(correction: &Correction) -> String {
    let row = correction.row();
    let span = row.span.map(|span| [span.start, span.end]);
    let said = serde_json::json!([row.is, span, row.caption, row.market]);
    let digest = Sha256::digest(said.to_string());
    let mut key = format!(
        "{}{}#{}#",
        keys::CORRECTION_SORT_KEY_PREFIX,
        row.post_id.sortable(),
        row.field
    );
    for byte in digest.iter().take(DIGEST_LENGTH) {
        // Writing to a text can't fail.
        let _written = write!(key, "{byte:02x}");
    }
    key
}

#[cfg(test)]
mod tests {
    use domain::{CaptionField, CorrectionRow, Span, testing as samples};
    use serde_json::json;

    use super::*;

    fn key(change: impl FnOnce(&mut CorrectionRow)) -> String {
        let mut row = CorrectionRow {
            post_id: samples::post_id(),
            market: domain::Market::Ug,
            field: CaptionField::Sizes,
            was: None,
            is: json!(["M"]),
            span: None,
            caption: samples::CAPTION.to_owned(),
            by: "operator".to_owned(),
            at: samples::seconds_later(9),
        };
        change(&mut row);
        sort_key(&Correction::new(row).unwrap())
    }

    #[test]
    fn the_key_tells_what_is_said_and_not_who_says_it_or_when() {
        let first = key(|_| ());
        // Written down: a key that changed would let old corrections in again.
        assert_eq!(
            first,
            "CORRECTION#07711027552000786642#sizes#31e2cc4bd6fcfda009e26ef89d4fa062"
        );
        assert_eq!(key(|row| row.by = "somebody".to_owned()), first);
        assert_eq!(key(|row| row.at = samples::seconds_later(10)), first);
        assert_eq!(key(|row| row.was = Some(json!([]))), first);
        assert_ne!(key(|row| row.is = json!(["L"])), first);
        assert_ne!(key(|row| row.span = Some(Span { start: 0, end: 3 })), first);
        assert_ne!(key(|row| row.caption.push('!')), first);
    }
}
