//! Lambda's runtime interface emulator around one binary.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::Error;
use crate::stage::Function;

/// How long the emulator may take to listen, and to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running emulator. Killed when dropped.
pub(crate) struct Emulator {
    process: Child,
    address: SocketAddr,
    client: reqwest::Client,
}

impl Emulator {
    /// Starts the binary with the function's environment and waits until it can be asked.
    pub(crate) async fn start(
        emulator: &Path,
        binary: &Path,
        function: &Function,
    ) -> Result<Self, Error> {
        let [address, runtime_api] = free_addresses()?;
        let process = Command::new(emulator)
            .arg("--runtime-interface-emulator-address")
            .arg(address.to_string())
            .arg("--runtime-api-address")
            .arg(runtime_api.to_string())
            .arg(binary)
            .env_clear()
            .envs(&function.environment)
            .env("AWS_LAMBDA_FUNCTION_NAME", &function.binary)
            .env(
                "AWS_LAMBDA_FUNCTION_TIMEOUT",
                function.timeout.as_secs().to_string(),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{}: {error}", emulator.display()))?;
        let client = reqwest::Client::builder()
            .timeout(function.timeout + PATIENCE)
            .build()?;
        let running = Self {
            process,
            address,
            client,
        };
        running.listens().await?;
        Ok(running)
    }

    /// The function's answer to an event.
    pub(crate) async fn invoke(&self, event: Vec<u8>) -> Result<Value, Error> {
        let url = format!(
            "http://{}/2015-03-31/functions/function/invocations",
            self.address
        );
        let answer = self
            .client
            .post(url)
            .body(event)
            .send()
            .await?
            .bytes()
            .await?;
        // The emulator's own troubles, a timeout for one, are plain text.
        serde_json::from_slice(&answer)
            .map_err(|_| format!("no JSON: {}", String::from_utf8_lossy(&answer)).into())
    }

    /// Ends emulator and binary together.
    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        if let Some(id) = self.process.id() {
            // Asked to end it also ends the binary; killed it would leave it behind.
            Command::new("kill").arg(id.to_string()).status().await?;
        }
        match tokio::time::timeout(PATIENCE, self.process.wait()).await {
            Ok(ended) => ended.map(drop).map_err(Error::from),
            Err(_) => Err("the emulator does not end".into()),
        }
    }

    async fn listens(&self) -> Result<(), Error> {
        let end = Instant::now() + PATIENCE;
        while TcpStream::connect(self.address).await.is_err() {
            if Instant::now() > end {
                return Err("the emulator does not listen".into());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }
}

/// Two loopback addresses that nobody listens on.
fn free_addresses() -> Result<[SocketAddr; 2], std::io::Error> {
    let first = TcpListener::bind("127.0.0.1:0")?;
    let second = TcpListener::bind("127.0.0.1:0")?;
    Ok([first.local_addr()?, second.local_addr()?])
}
