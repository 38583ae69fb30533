//! An event's id: the same for the same change, however often the stream delivers it.

use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

/// A UUIDv7 whose time is the change's and whose random part is a digest of what happened.
pub(crate) fn event_id(at_ms: i64, change_id: &str, type_name: &str) -> Uuid {
    let digest = Sha256::new()
        .chain_update(change_id)
        .chain_update([0])
        .chain_update(type_name);
    let mut random = [0; 10];
    for (to, from) in random.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    Builder::from_unix_timestamp_millis(u64::try_from(at_ms).unwrap_or(0), &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_change_has_the_same_id() {
        let first = event_id(1_795_428_672_000, "c4ca4238", "PostReceived");
        assert_eq!(
            first,
            event_id(1_795_428_672_000, "c4ca4238", "PostReceived")
        );
        assert_ne!(
            first,
            event_id(1_795_428_672_000, "c4ca4238", "ImportFailed")
        );
        assert_ne!(
            first,
            event_id(1_795_428_672_000, "c4ca4239", "PostReceived")
        );
        assert_eq!(first.get_version_num(), 7);
        let (seconds, _) = first.get_timestamp().unwrap().to_unix();
        assert_eq!(seconds, 1_795_428_672);
    }
}
