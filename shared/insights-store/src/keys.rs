//! Keys of the table. Every key carries the tenant.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Market, PostId, TenantId};
use jiff::civil::Date;

use crate::Item;

pub(crate) fn trends(tenant: &TenantId, market: Market) -> Item {
    key(format!("T#{tenant}#TRENDS#{market}"), "TRENDS")
}

/// Apart from the counts, so that only they are a hot partition.
pub(crate) fn counted(tenant: &TenantId, post_id: PostId) -> Item {
    key(format!("T#{tenant}#COUNTED#{post_id}"), "COUNTED")
}

pub(crate) fn budget(tenant: &TenantId, what: &str, day: Date) -> Item {
    key(format!("T#{tenant}#BUDGET#{what}#{day}"), "BUDGET")
}

fn key(pk: String, sk: &str) -> Item {
    Item::from([
        ("pk".to_owned(), AttributeValue::S(pk)),
        ("sk".to_owned(), AttributeValue::S(sk.to_owned())),
    ])
}
