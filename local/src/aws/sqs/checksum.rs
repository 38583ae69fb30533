//! The MD5 sums by which SDKs check that a message arrived whole.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use serde_json::Value;

use super::message::Attributes;

/// Of a body.
pub(crate) fn of_body(body: &str) -> String {
    hex(&Md5::digest(body.as_bytes()))
}

/// Of attributes: each name, type and value with its length, in the order of names.
/// Source: Amazon SQS developer guide, "Calculating the MD5 message digest for message attributes".
pub(super) fn of_attributes(attributes: &Attributes) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut sum = Md5::new();
    let mut names: Vec<&String> = attributes.keys().collect();
    names.sort();
    for name in names {
        let field = |key: &str| {
            attributes
                .get(name)
                .and_then(|value| value.get(key))
                .and_then(Value::as_str)
        };
        put(&mut sum, name.as_bytes());
        put(&mut sum, field("DataType").unwrap_or_default().as_bytes());
        match (field("StringValue"), field("BinaryValue")) {
            (Some(text), _) => {
                sum.update([1]);
                put(&mut sum, text.as_bytes());
            }
            (None, Some(binary)) => {
                sum.update([2]);
                put(&mut sum, &STANDARD.decode(binary).unwrap_or_default());
            }
            (None, None) => {}
        }
    }
    Some(hex(&sum.finalize()))
}

fn put(sum: &mut Md5, bytes: &[u8]) {
    sum.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    sum.update(bytes);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sums_are_those_of_sqs() {
        // The example of the SQS API reference for SendMessage.
        assert_eq!(
            of_body("This is a test message"),
            "fafb00f5732ab283681e124bf8747ed1"
        );
        let attributes = json!({
            "my_attribute_name_1": { "DataType": "String", "StringValue": "my_attribute_value_1" },
            "my_attribute_name_2": { "DataType": "String", "StringValue": "my_attribute_value_2" },
        });
        assert!(of_attributes(attributes.as_object().unwrap()).is_some());
        assert_eq!(of_attributes(&Attributes::new()), None);
    }
}
