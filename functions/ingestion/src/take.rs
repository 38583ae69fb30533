//! Taking posts in, so that asking twice is asking once.
//!
//! First the request is claimed by its content, then its import is saved, then its posts. Every
//! step can be repeated: after a crash half way the same request finds its claim and finishes it.

use catalog_store::Claim;
use domain::{Import, ImportRow, Post, PostId, PostRequest, Stage};
use function::http::Problem;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Ingestion;

/// One row of a request, with what is to be saved for it.
#[derive(Debug)]
pub(crate) enum Row {
    /// A post to take in.
    Wanted {
        id: PostId,
        request: Box<PostRequest>,
        stage: Box<Stage>,
    },
    /// Something that is not taken in.
    Left(ImportRow),
}

/// A name for a request made from its content.
pub(crate) fn fingerprint(kind: &str, parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    let digest: String = digest
        .finalize()
        .iter()
        .take(20)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{kind}/{digest}")
}

impl Ingestion {
    /// Claims a request: the first one's import id and time, for whoever asks the same again.
    pub(crate) async fn claim(&self, what: &str, now: Timestamp) -> Result<Claim, Problem> {
        let claim = Claim {
            import_id: Uuid::now_v7(),
            requested_at: now,
        };
        self.store
            .claim(&self.tenant, what, claim)
            .await
            .map_err(Problem::upstream)
    }

    /// Saves an import and its posts; what is there already stays.
    pub(crate) async fn take(&self, claim: Claim, rows: Vec<Row>) -> Result<Import, Problem> {
        let mut wanted = Vec::with_capacity(rows.len());
        let mut import = Import {
            tenant: self.tenant.clone(),
            id: claim.import_id,
            requested_at: claim.requested_at,
            rows: Vec::with_capacity(rows.len()),
        };
        for row in rows {
            import.rows.push(match row {
                Row::Left(row) => row,
                Row::Wanted { id, request, stage } => {
                    wanted.push((id, request, stage));
                    ImportRow::Accepted { post_id: id }
                }
            });
        }
        self.store
            .put_import(&import)
            .await
            .map_err(Problem::upstream)?;
        for (id, request, stage) in wanted {
            let post = Post::new(&import, id, *request, *stage);
            self.store
                .put_post(&post)
                .await
                .map_err(Problem::upstream)?;
        }
        Ok(import)
    }
}
