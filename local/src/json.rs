//! Building JSON answers field by field.

use serde_json::Value;

/// Sets a field of an object. Anything but an object is left as it is.
pub(crate) fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.to_owned(), value.into());
    }
}
