//! What can go wrong with the table.

use std::error::Error;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Item;

/// Why the table could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB did not do it. Worth trying again.
    #[error("{operation} failed")]
    Failed {
        /// The DynamoDB operation.
        operation: &'static str,
        /// What the SDK says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Somebody else changed the item in between. Worth reading and trying again.
    #[error("the item was changed by another writer")]
    Conflict,
    /// An item is not in the form it should have.
    #[error("an item of the table can't be read or written")]
    Form(#[source] serde_dynamo::Error),
}

impl StoreError {
    pub(crate) fn failed<E, R>(operation: &'static str) -> impl Fn(SdkError<E, R>) -> Self
    where
        E: Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        move |source| Self::Failed {
            operation,
            source: Box::new(source),
        }
    }
}

/// `false` where the write's condition did not hold.
pub(crate) fn unless_condition_failed<T, E, R>(
    operation: &'static str,
    answer: Result<T, SdkError<E, R>>,
) -> Result<bool, StoreError>
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    match answer {
        Ok(_) => Ok(true),
        Err(error) if error.code() == Some("ConditionalCheckFailedException") => Ok(false),
        Err(error) => Err(StoreError::failed(operation)(error)),
    }
}

/// A typed value from an item.
pub(crate) fn read<T: DeserializeOwned>(item: Item) -> Result<T, StoreError> {
    serde_dynamo::from_item(item).map_err(StoreError::Form)
}

/// A typed value as an item with its key.
pub(crate) fn write<T: Serialize>(value: &T, key: Item) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(StoreError::Form)?;
    item.extend(key);
    Ok(item)
}

/// A typed value as one attribute.
pub(crate) fn attribute<T: Serialize>(
    value: &T,
) -> Result<aws_sdk_dynamodb::types::AttributeValue, StoreError> {
    serde_dynamo::to_attribute_value(value).map_err(StoreError::Form)
}
