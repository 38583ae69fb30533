//! A relay in front of dynoxide's port that notices writes as they pass, so that stream readers
//! wake at once instead of polling.
//!
//! It does not take HTTP apart: bytes that name a writing action mark the connection, and the next
//! answer on it wakes the readers. A name cut in two by a packet's end is missed; readers look by
//! themselves now and then.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::stop::Stop;

const WRITES: [&[u8]; 5] = [
    b".PutItem",
    b".UpdateItem",
    b".DeleteItem",
    b".TransactWriteItems",
    b".BatchWriteItem",
];

/// Passes every connection of `listener` on to `inner` until `stop`.
pub(super) async fn serve(
    listener: TcpListener,
    inner: SocketAddr,
    changed: Arc<Notify>,
    stop: Stop,
) {
    loop {
        let client = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.wait() => return,
        };
        let Ok((client, _)) = client else { continue };
        tokio::spawn(relay(client, inner, Arc::clone(&changed), stop.clone()));
    }
}

async fn relay(client: TcpStream, inner: SocketAddr, changed: Arc<Notify>, stop: Stop) {
    let Ok(server) = TcpStream::connect(inner).await else {
        return;
    };
    // Small packets must not wait for each other: a request is often two of them.
    if client
        .set_nodelay(true)
        .and_then(|()| server.set_nodelay(true))
        .is_err()
    {
        return;
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let wrote = Arc::new(AtomicBool::new(false));
    let requests = pass_requests(from_client, to_server, Arc::clone(&wrote));
    let answers = pass_answers(from_server, to_client, wrote, changed);
    tokio::select! {
        _ = requests => {}
        _ = answers => {}
        () = stop.wait() => {}
    }
}

async fn pass_requests(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    wrote: Arc<AtomicBool>,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = from.read(&mut buffer).await?;
        let Some(bytes) = buffer.get(..length).filter(|bytes| !bytes.is_empty()) else {
            return Ok(());
        };
        if WRITES.iter().any(|name| contains(bytes, name)) {
            wrote.store(true, Ordering::Release);
        }
        to.write_all(bytes).await?;
    }
}

async fn pass_answers(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    wrote: Arc<AtomicBool>,
    changed: Arc<Notify>,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = from.read(&mut buffer).await?;
        let Some(bytes) = buffer.get(..length).filter(|bytes| !bytes.is_empty()) else {
            return Ok(());
        };
        // The answer came, so the write is done: readers will see it.
        if wrote.swap(false, Ordering::AcqRel) {
            changed.notify_waiters();
        }
        to.write_all(bytes).await?;
    }
}

fn contains(bytes: &[u8], name: &[u8]) -> bool {
    // Only the head of a request can name an action, and it is short.
    bytes
        .get(..4096)
        .unwrap_or(bytes)
        .windows(name.len())
        .any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_actions_are_noticed() {
        let head = |action: &str| {
            format!("POST / HTTP/1.1\r\nx-amz-target: DynamoDB_20120810.{action}\r\n")
        };
        let check = |action: &str, expected: bool| {
            let head = head(action);
            let noticed = WRITES.iter().any(|name| contains(head.as_bytes(), name));
            assert_eq!(noticed, expected, "{action}");
        };
        check("PutItem", true);
        check("TransactWriteItems", true);
        check("Query", false);
        check("GetItem", false);
    }
}
