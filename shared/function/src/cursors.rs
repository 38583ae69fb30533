//! Opaque signed cursors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

/// Bytes of the signature kept in a cursor: 128 bits are plenty against guessing.
const SIGNATURE_LENGTH: usize = 16;

/// Makes and reads cursors: positions in a list that a client hands back unread and unchanged.
///
/// A cursor is bound to its scope, such as `products/nalu/shoes`, so that the cursor of one list
/// is refused by another. Form: base64url of signature and JSON.
#[derive(Debug, Clone)]
pub struct Cursors {
    key: SecretString,
}

/// Not a cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this cursor was not made for this list")]
pub struct InvalidCursor;

impl Cursors {
    /// Cursors signed with `key`.
    pub const fn new(key: SecretString) -> Self {
        Self { key }
    }

    /// A cursor for a position in the list `scope`.
    pub fn seal(&self, scope: &str, position: &impl Serialize) -> Result<String, InvalidCursor> {
        let position = serde_json::to_vec(position).map_err(|_| InvalidCursor)?;
        let mut bytes = self
            .signature(scope, &position)?
            .finalize()
            .into_bytes()
            .to_vec();
        bytes.truncate(SIGNATURE_LENGTH);
        bytes.extend_from_slice(&position);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The position a cursor of the list `scope` stands for.
    pub fn open<T: DeserializeOwned>(&self, scope: &str, cursor: &str) -> Result<T, InvalidCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| InvalidCursor)?;
        let (signature, position) = bytes
            .split_at_checked(SIGNATURE_LENGTH)
            .ok_or(InvalidCursor)?;
        self.signature(scope, position)?
            .verify_truncated_left(signature)
            .map_err(|_| InvalidCursor)?;
        serde_json::from_slice(position).map_err(|_| InvalidCursor)
    }

    fn signature(&self, scope: &str, position: &[u8]) -> Result<Hmac<Sha256>, InvalidCursor> {
        let key = self.key.expose_secret().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| InvalidCursor)?;
        // The length keeps scope and position from running into each other.
        mac.update(&(scope.len() as u64).to_be_bytes());
        mac.update(scope.as_bytes());
        mac.update(position);
        Ok(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cursors(key: &str) -> Cursors {
        Cursors::new(SecretString::from(key.to_owned()))
    }

    #[test]
    fn a_cursor_opens_only_where_it_was_made() {
        let ours = cursors("key");
        let cursor = ours.seal("products/nalu", &"7696453428469059346").unwrap();
        let opened: String = ours.open("products/nalu", &cursor).unwrap();
        assert_eq!(opened, "7696453428469059346");
        assert_eq!(
            ours.open::<String>("products/other", &cursor),
            Err(InvalidCursor)
        );
        assert_eq!(
            cursors("other").open::<String>("products/nalu", &cursor),
            Err(InvalidCursor)
        );
        assert_eq!(ours.open::<String>("products/nalu", ""), Err(InvalidCursor));
    }

    proptest! {
        #[test]
        fn a_tampered_cursor_is_refused(at in 0_usize..40, with in "[A-Za-z0-9_-]") {
            let ours = cursors("key");
            let cursor = ours.seal("products/nalu", &"7696453428469059346").unwrap();
            let mut tampered = cursor.clone();
            let at = at % cursor.len();
            tampered.replace_range(at..=at, &with);
            prop_assume!(tampered != cursor);
            prop_assert_eq!(ours.open::<String>("products/nalu", &tampered), Err(InvalidCursor));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,80}") {
            prop_assert!(cursors("key").open::<String>("products/nalu", &text).is_err());
        }
    }
}
