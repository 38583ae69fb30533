//! What the change of an item means, as events. No I/O.

use catalog_store::{POST_SORT_KEY, PRODUCT_SORT_KEY_PREFIX, SHOP_SORT_KEY};
use domain::{
    Availability, EVENT_VERSION, Envelope, Event, ImportFailed, ImportRequested, Post,
    PostReceived, Product, Shop, ShopCreated, Stage, TenantId,
};
use function::{Change, Failure};
use jiff::Timestamp;
use uuid::Uuid;

use crate::identity::event_id;

/// The events of one change, in order. Items without events, such as imports and corrections, give
/// none.
pub fn events(change: &Change) -> Result<Vec<Envelope>, Failure> {
    match change.text("sk") {
        Some(POST_SORT_KEY) => {
            let (old, new) = (change.old_as::<Post>()?, change.new_as::<Post>()?);
            let Some(new) = new else {
                return Ok(Vec::new());
            };
            let found = of_post(old.as_ref(), &new);
            envelopes(change, &new.tenant, Some(new.import_id), found)
        }
        Some(SHOP_SORT_KEY) => match (change.old.is_none(), change.new_as::<Shop>()?) {
            (true, Some(shop)) => {
                let created = ShopCreated {
                    handle: shop.handle,
                    market: shop.market,
                };
                let found = [Event::ShopCreated(created)];
                envelopes(change, &shop.tenant, None, found)
            }
            _ => Ok(Vec::new()),
        },
        Some(sort_key) if sort_key.starts_with(PRODUCT_SORT_KEY_PREFIX) => {
            let (old, new) = (change.old_as::<Product>()?, change.new_as::<Product>()?);
            let Some(known) = new.as_ref().or(old.as_ref()) else {
                return Ok(Vec::new());
            };
            let found = of_product(old.as_ref(), new.as_ref());
            envelopes(change, &known.tenant, Some(known.import_id), found)
        }
        _ => Ok(Vec::new()),
    }
}

/// A post's events: when it enters a stage, and again when it is nudged while it waits there.
fn of_post(old: Option<&Post>, new: &Post) -> Option<Event> {
    let nudged = old.is_some_and(|old| new.nudges > old.nudges);
    match (&new.stage, old.map(|old| &old.stage)) {
        (Stage::Requested, Some(Stage::Requested)) if !nudged => None,
        (Stage::Requested, _) => Some(Event::ImportRequested(ImportRequested { post_id: new.id })),
        (Stage::Received(_), Some(Stage::Received(_))) if !nudged => None,
        (Stage::Received(facts), _) => Some(Event::PostReceived(PostReceived {
            post_id: new.id,
            facts: facts.clone(),
        })),
        (Stage::Refused { .. }, Some(Stage::Refused { .. })) => None,
        (Stage::Refused { refusal }, _) => Some(Event::ImportFailed(ImportFailed {
            post_id: new.id,
            handle: new.handle().cloned(),
            refusal: refusal.clone(),
        })),
    }
}

/// A product's events: when it comes to its shop page, changes there, or leaves it.
fn of_product(old: Option<&Product>, new: Option<&Product>) -> Vec<Event> {
    let was_published = old.is_some_and(Product::is_published);
    let Some(new) = new else {
        return old
            .filter(|_| was_published)
            .map(|old| Event::ProductWithdrawn(old.summary()))
            .into_iter()
            .collect();
    };
    let summary = new.summary();
    let sold_out = |product: &Product| product.availability == Availability::SoldOut;
    match (was_published, new.is_published()) {
        (false, true) => vec![Event::ProductPublished(summary)],
        (true, false) => vec![
            Event::ProductWithdrawn(summary.clone()),
            Event::ProductNeedsAttention(summary),
        ],
        (false, false) if old.is_none() => vec![Event::ProductNeedsAttention(summary)],
        (false, false) => Vec::new(),
        (true, true) if old.is_some_and(|old| old.version == new.version) => Vec::new(),
        (true, true) if sold_out(new) && !old.is_some_and(sold_out) => {
            vec![Event::ProductSoldOut(summary)]
        }
        (true, true) => vec![Event::ProductChanged(summary)],
    }
}

fn envelopes(
    change: &Change,
    tenant: &TenantId,
    correlation_id: Option<Uuid>,
    events: impl IntoIterator<Item = Event>,
) -> Result<Vec<Envelope>, Failure> {
    let occurred_at = Timestamp::from_millisecond(change.at_ms).map_err(Failure::permanent)?;
    let envelopes = events.into_iter().map(|event| {
        let id = event_id(change.at_ms, &change.id, event.type_name());
        Envelope {
            id,
            version: EVENT_VERSION,
            tenant: tenant.clone(),
            occurred_at,
            correlation_id: correlation_id.unwrap_or(id),
            event,
        }
    });
    Ok(envelopes.collect())
}
