//! Messages in the database.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::{Map, Value};
use std::sync::Arc;
use uuid::Uuid;

use super::{Depth, SqsError};
use crate::clock::epoch_millis;
use crate::store::{Store, StoreError};

/// Message attributes in SQS's own JSON: `{"type": {"DataType": "String", "StringValue": "x"}}`.
pub type Attributes = Map<String, Value>;

/// One message as received (or just sent).
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// Its text.
    pub body: String,
    /// Its attributes.
    pub attributes: Attributes,
    /// When it was sent, in epoch milliseconds.
    pub sent_at: i64,
    /// When it was first received, in epoch milliseconds.
    pub first_received_at: Option<i64>,
    /// How often it has been received, this time included.
    pub receive_count: u32,
    /// What deletes it; empty for a message that was not received.
    pub receipt: String,
    /// The queue it came from, if this is a dead-letter queue.
    pub origin: Option<String>,
}

impl Message {
    pub(super) fn new(body: String, attributes: Attributes, sent_at: i64) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            body,
            attributes,
            sent_at,
            first_received_at: None,
            receive_count: 0,
            receipt: String::new(),
            origin: None,
        }
    }
}

/// The id and the number of one receive, as a receipt handle carries them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    id: String,
    receive_count: u32,
}

/// Reads a receipt handle.
pub(super) fn parse_receipt(text: &str) -> Result<Receipt, SqsError> {
    let (id, count) = text.split_once('#').ok_or(SqsError::InvalidReceipt)?;
    Uuid::parse_str(id).map_err(|_| SqsError::InvalidReceipt)?;
    let receive_count = count.parse().map_err(|_| SqsError::InvalidReceipt)?;
    Ok(Receipt {
        id: id.to_owned(),
        receive_count,
    })
}

/// Bytes that attributes count for.
pub(super) fn size_of(attributes: &Attributes) -> usize {
    let value_size = |value: &Value| {
        value
            .as_object()
            .into_iter()
            .flat_map(Map::values)
            .filter_map(Value::as_str)
            .map(str::len)
            .sum::<usize>()
    };
    attributes
        .iter()
        .map(|(name, value)| name.len() + value_size(value))
        .sum()
}

#[derive(Debug)]
pub(super) struct Messages(Arc<Store>);

const COLUMNS: &str = "id, body, attributes, sent_at, first_received_at, receive_count, origin";

impl Messages {
    /// Opens the table. Whoever held messages in flight is gone with the last process, so they are
    /// visible again at once.
    pub(super) fn open(store: Arc<Store>) -> Result<Self, StoreError> {
        store.with(|connection| {
            connection.execute_batch(
                "CREATE TABLE IF NOT EXISTS message (
                     id TEXT PRIMARY KEY,
                     queue TEXT NOT NULL,
                     body TEXT NOT NULL,
                     attributes TEXT NOT NULL,
                     sent_at INTEGER NOT NULL,
                     visible_at INTEGER NOT NULL,
                     first_received_at INTEGER,
                     receive_count INTEGER NOT NULL,
                     in_flight INTEGER NOT NULL,
                     origin TEXT
                 ) WITHOUT ROWID;
                 CREATE INDEX IF NOT EXISTS message_by_time ON message (queue, visible_at);",
            )?;
            connection.execute(
                "UPDATE message SET visible_at = 0, in_flight = 0 WHERE in_flight = 1",
                [],
            )
        })?;
        Ok(Self(store))
    }

    pub(super) fn insert(
        &self,
        queue: &str,
        message: &Message,
        delay: i64,
    ) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, 0, 0, ?7)",
                )?
                .execute(params![
                    message.id,
                    queue,
                    message.body,
                    Value::Object(message.attributes.clone()).to_string(),
                    message.sent_at,
                    message.sent_at + delay,
                    message.origin,
                ])
                .map(drop)
        })
    }

    /// Takes visible messages. Returns the ids of those that were received `limit` times already,
    /// and the taken ones.
    pub(super) fn take(
        &self,
        queue: &str,
        most: usize,
        visibility: i64,
        limit: Option<u32>,
    ) -> Result<(Vec<String>, Vec<Message>), StoreError> {
        let now = epoch_millis();
        self.0.with(|connection| {
            let transaction = connection.transaction()?;
            let found: Vec<Message> = transaction
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM message WHERE queue = ?1 AND visible_at <= ?2
                     ORDER BY visible_at LIMIT ?3"
                ))?
                .query_map(params![queue, now, most], read)?
                .collect::<rusqlite::Result<_>>()?;
            let is_spent =
                |message: &Message| limit.is_some_and(|limit| message.receive_count >= limit);
            let (spent, mut taken): (Vec<_>, Vec<_>) = found.into_iter().partition(is_spent);
            for message in &mut taken {
                message.receive_count += 1;
                message.first_received_at.get_or_insert(now);
                message.receipt = format!("{}#{}", message.id, message.receive_count);
                transaction
                    .prepare_cached(
                        "UPDATE message SET visible_at = ?2, first_received_at = ?3,
                         receive_count = ?4, in_flight = 1 WHERE id = ?1",
                    )?
                    .execute(params![
                        message.id,
                        now.saturating_add(visibility),
                        message.first_received_at,
                        message.receive_count,
                    ])?;
            }
            transaction.commit()?;
            Ok((spent.into_iter().map(|message| message.id).collect(), taken))
        })
    }

    /// Moves a message to a dead-letter queue, remembering where it came from.
    pub(super) fn bury(&self, id: &str, target: &str) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "UPDATE message SET origin = queue, queue = ?2, visible_at = ?3, in_flight = 0
                     WHERE id = ?1",
                )?
                .execute(params![id, target, epoch_millis()])
                .map(drop)
        })
    }

    /// All messages of a dead-letter queue, without receiving them.
    pub(super) fn all(&self, queue: &str) -> Result<Vec<Message>, StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM message WHERE queue = ?1"))?
                .query_map([queue], read)?
                .collect()
        })
    }

    pub(super) fn remove(&self, id: &str) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .execute("DELETE FROM message WHERE id = ?1", [id])
                .map(drop)
        })
    }

    pub(super) fn delete(&self, queue: &str, receipt: &Receipt) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "DELETE FROM message WHERE id = ?1 AND queue = ?2 AND receive_count = ?3",
                )?
                .execute(params![receipt.id, queue, receipt.receive_count])
                .map(drop)
        })
    }

    /// Changes when a message in flight is visible again; false if it is not in flight.
    pub(super) fn hide(
        &self,
        queue: &str,
        receipt: &Receipt,
        visibility: i64,
    ) -> Result<bool, StoreError> {
        let now = epoch_millis();
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "UPDATE message SET visible_at = ?4, in_flight = ?5 WHERE id = ?1
                     AND queue = ?2 AND receive_count = ?3 AND in_flight = 1 AND visible_at > ?6",
                )?
                .execute(params![
                    receipt.id,
                    queue,
                    receipt.receive_count,
                    now.saturating_add(visibility),
                    visibility > 0,
                    now,
                ])
                .map(|rows| rows > 0)
        })
    }

    pub(super) fn purge(&self, queue: &str) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .execute("DELETE FROM message WHERE queue = ?1", [queue])
                .map(drop)
        })
    }

    pub(super) fn expire(&self, queue: &str, oldest: i64) -> Result<(), StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached("DELETE FROM message WHERE queue = ?1 AND sent_at < ?2")?
                .execute(params![queue, oldest])
                .map(drop)
        })
    }

    /// When the next message becomes visible, in epoch milliseconds.
    pub(super) fn next_visible(&self, queue: &str) -> Result<Option<i64>, StoreError> {
        self.0.with(|connection| {
            connection
                .prepare_cached(
                    "SELECT visible_at FROM message WHERE queue = ?1 ORDER BY visible_at LIMIT 1",
                )?
                .query_row([queue], |row| row.get(0))
                .optional()
        })
    }

    pub(super) fn depth(&self, queue: &str) -> Result<Depth, StoreError> {
        self.0.with(|connection| count(connection, queue))
    }
}

fn count(connection: &Connection, queue: &str) -> rusqlite::Result<Depth> {
    connection
        .prepare_cached(
            "SELECT COUNT(*) FILTER (WHERE visible_at <= ?2),
                    COUNT(*) FILTER (WHERE visible_at > ?2 AND in_flight = 1),
                    COUNT(*) FILTER (WHERE visible_at > ?2 AND in_flight = 0)
             FROM message WHERE queue = ?1",
        )?
        .query_row(params![queue, epoch_millis()], |row| {
            Ok(Depth {
                visible: row.get(0)?,
                in_flight: row.get(1)?,
                delayed: row.get(2)?,
            })
        })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Message> {
    let attributes: String = row.get(2)?;
    Ok(Message {
        id: row.get(0)?,
        body: row.get(1)?,
        attributes: serde_json::from_str(&attributes).unwrap_or_default(),
        sent_at: row.get(3)?,
        first_received_at: row.get(4)?,
        receive_count: row.get(5)?,
        receipt: String::new(),
        origin: row.get(6)?,
    })
}
