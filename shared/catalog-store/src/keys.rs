//! Keys of the table. Every key carries the tenant.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Handle, PostId, TenantId};
use uuid::Uuid;

use crate::Item;

/// Sort key of a shop.
pub const SHOP_SORT_KEY: &str = "SHOP";
/// Sort key of a post.
pub const POST_SORT_KEY: &str = "POST";
/// What the sort key of every product begins with.
pub const PRODUCT_SORT_KEY_PREFIX: &str = "PRODUCT#";
/// What the sort key of every correction begins with.
pub(crate) const CORRECTION_SORT_KEY_PREFIX: &str = "CORRECTION#";

pub(crate) fn shop_partition(tenant: &TenantId, handle: &Handle) -> String {
    format!("T#{tenant}#SHOP#{handle}")
}

pub(crate) fn shop(tenant: &TenantId, handle: &Handle) -> Item {
    key(shop_partition(tenant, handle), SHOP_SORT_KEY.to_owned())
}

pub(crate) fn product_sort_key(post_id: PostId) -> String {
    format!("{PRODUCT_SORT_KEY_PREFIX}{}", post_id.sortable())
}

pub(crate) fn product(tenant: &TenantId, handle: &Handle, post_id: PostId) -> Item {
    key(shop_partition(tenant, handle), product_sort_key(post_id))
}

pub(crate) fn post(tenant: &TenantId, id: PostId) -> Item {
    key(format!("T#{tenant}#POST#{id}"), POST_SORT_KEY.to_owned())
}

pub(crate) fn import(tenant: &TenantId, id: Uuid) -> Item {
    key(format!("T#{tenant}#IMPORT#{id}"), "IMPORT".to_owned())
}

pub(crate) fn claim(tenant: &TenantId, what: &str) -> Item {
    key(format!("T#{tenant}#CLAIM#{what}"), "CLAIM".to_owned())
}

pub(crate) fn corrections_partition(tenant: &TenantId) -> String {
    format!("T#{tenant}#CORRECTIONS")
}

pub(crate) fn correction(tenant: &TenantId, sort_key: &str) -> Item {
    key(corrections_partition(tenant), sort_key.to_owned())
}

pub(crate) fn collector(tenant: &TenantId) -> Item {
    key(format!("T#{tenant}#COLLECTOR"), "COLLECTOR".to_owned())
}

fn key(pk: String, sk: String) -> Item {
    Item::from([
        ("pk".to_owned(), AttributeValue::S(pk)),
        ("sk".to_owned(), AttributeValue::S(sk)),
    ])
}
